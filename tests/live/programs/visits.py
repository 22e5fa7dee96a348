# A program that knows its visitors, by cookies and sessions.
import common
import inside

import picoweb
from picoweb import cookies
from picoweb.session import Sessions

app = common.limit(picoweb.WebApp(__name__))
sessions = Sessions([b"a key of 16 bytes", b"the key of last year"])


@app.route("/")
def index(req, resp):
    number = int(cookies.get(req, "seen") or "0") + 1
    cookies.set(resp, "seen", str(number), max_age=3600)
    return "seen %d" % number


@app.route("/_stats")
def stats(req, resp):
    return inside.counts(app)


@app.route("/keep", methods=["POST"])
async def keep(req, resp):
    cookies.set(resp, "kept", (await req.read_body()).decode())
    return "good"


@app.route("/kept")
def kept(req, resp):
    return {"kept": cookies.get(req, "kept")}


@app.route("/forget")
def forget(req, resp):
    cookies.delete(resp, "kept")
    cookies.delete(resp, "seen")
    return "good"


@app.route("/secure")
def secure(req, resp):
    cookies.set(resp, "kept", "1", secure=True)
    return "good"


@app.route("/session", methods=["GET"])
def session(req, resp):
    return sessions.load(req)


@app.route("/session", methods=["POST"])
async def save(req, resp):
    sessions.save(resp, await req.read_json())
    return "good"


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
