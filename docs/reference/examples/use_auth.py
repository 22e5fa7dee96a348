# A page for those who know the password, which is stored as a hash.
import picoweb
from picoweb import auth

# What `await auth.hash_password("tomato")` returned.
STORED = {
    "ann": "pbkdf2_sha256$2000$77903d21abef5bf3d9cd64b64fdf47d0$2"
    "3d134a5e16525bf3bfe7b20c4d0c57f3966f4da2eac8b9f8d5be7bcd44c1034",
}

app = picoweb.WebApp(__name__)


async def check(name, password):
    return name in STORED and await auth.verify_password(password, STORED[name])


basic = auth.Basic(check, realm="greenhouse")


@app.route("/lamp")
@basic.require
async def lamp(req, resp):
    return "Hello, %s: the lamp is off." % picoweb.escape(req.user)


if __name__ == "__main__":
    app.run()
