# Careful headers for every page, and two tries to log in, then one in five seconds.
import picoweb
from picoweb import security

app = picoweb.WebApp(__name__)
security.headers(app)
limit = security.RateLimit(rate=0.2, burst=2)


@app.route("/")
async def index(req, resp):
    return "<h1>Greenhouse</h1>"


@app.route("/login", methods=["POST"])
@limit
async def login(req, resp):
    return "Wrong."


if __name__ == "__main__":
    app.run()
