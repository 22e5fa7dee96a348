# A form to log in by, and a page that is only for those who did.
import picoweb
from picoweb import auth, csrf
from picoweb.session import Sessions

app = picoweb.WebApp(__name__)
stored = {}  # name: what `await auth.hash_password(password)` returned

FORM = """<form method="post">
<input name="name"> <input name="password" type="password">
<input type="hidden" name="csrf_token" value="%s"><button>Log in</button>
</form>"""


async def check(name, password):
    return name in stored and await auth.verify_password(password, stored[name])


login = auth.Login(Sessions(), check)


@app.route("/login", methods=["GET", "POST"])
async def enter(req, resp):
    if req.method != "POST" or not await login.enter(req, resp):
        return FORM % csrf.token(req, resp)


@app.route("/logout", methods=["POST"])
async def leave(req, resp):
    login.leave(resp)
    await picoweb.redirect(resp, "/login")


@app.route("/lamp")
@login.require
async def lamp(req, resp):
    return "Hello, %s: the lamp is off." % picoweb.escape(req.user)


csrf.protect(app)

if __name__ == "__main__":
    app.run()
