# A form that no other site can have sent.
import picoweb
from picoweb import csrf

app = picoweb.WebApp(__name__)
csrf.protect(app)

FORM = """<form method="post" action="/lamp">
<input type="hidden" name="csrf_token" value="%s">
<button>Switch the lamp</button>
</form>"""


@app.route("/")
async def index(req, resp):
    return FORM % csrf.token(req, resp)


@app.route("/lamp", methods=["POST"])
async def lamp(req, resp):
    return "Switched."


@app.route("/hook", methods=["POST"])
@csrf.exempt
async def hook(req, resp):
    return "Another program called."


if __name__ == "__main__":
    app.run()
