# A program with people in it: each way to log in, and forms that no other site may send.
import common
import inside

import picoweb
from picoweb import auth, csrf
from picoweb.session import Sessions

app = common.limit(picoweb.WebApp(__name__))
open_to_all = picoweb.WebApp("open")
app.mount("/forms", open_to_all)
csrf.protect(open_to_all)

PASSWORDS = {"ann": "open sesame", "b:ob": "x", "\u044f": "\u044f \u20ac"}
stored = {}
hashing = [0]

# The clock for those who have to wait: it stands still, until a test sets it forward.
clock = [1000]
auth.time = lambda: clock[0]


async def check(name, password):
    # "slow" is a password that takes long to check.
    if name == "slow" and name not in stored:
        stored[name] = await auth.hash_password("slow", 20000)
    if name in stored:
        hashing[0] += 1
        try:
            return await auth.verify_password(password, stored[name])
        finally:
            hashing[0] -= 1
    return name in PASSWORDS and PASSWORDS[name] == password


basic = auth.Basic(check)
bearer = auth.Bearer(lambda token: token == "a.token-1" and "ann")
digest = auth.Digest(PASSWORDS.get)
md5 = auth.Digest(PASSWORDS.get)  # for clients that know no better
md5.hashes = [pair for pair in md5.hashes if pair[0] == "MD5"]
login = auth.Login(Sessions([b"a key of 16 bytes"]), check)


@app.route("/")
def index(req, resp):
    return "index"


@app.route("/_stats")
def stats(req, resp):
    return dict(inside.counts(app), failures=len(auth.failures), hashing=hashing[0])


@app.route("/_forgive")
def forgive(req, resp):
    del auth.failures[:]
    return "forgiven"


@app.route("/_later")
def set_forward(req, resp):
    clock[0] += int(req.qs)
    return "later"


@app.route("/basic")
@basic.require
def with_basic(req, resp):
    return req.user


@app.route("/bearer")
@bearer.require
def with_bearer(req, resp):
    return req.user


@app.route("/digest", methods=["GET", "POST"])
@digest.require
async def with_digest(req, resp):
    if req.method == "POST":
        return req.user + " " + (await req.read_body()).decode()
    return req.user


@app.route("/md5")
@md5.require
def with_md5(req, resp):
    return req.user


@app.route("/login", methods=["GET", "POST"])
async def login_page(req, resp):
    if req.method == "POST" and await login.enter(req, resp):
        return
    return "<form method=post><input name=name><input name=password type=password><button>"


@app.route("/logout", methods=["POST"])
def logout(req, resp):
    login.leave(resp)
    return "bye"


@app.route("/notes")
@login.require
def notes(req, resp):
    return "notes of " + req.user


@open_to_all.route("/page")
def page(req, resp):
    text = (
        "<form method=post action=/forms/act><input type=hidden name=csrf_token value=%s><button>"
    )
    return text % csrf.token(req, resp)


@open_to_all.route("/act", methods=["POST"])
async def act(req, resp):
    form = await req.read_form_data()
    return "acted %d" % len(form)


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
