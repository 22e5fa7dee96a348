# All that stands before the handlers: a log, careful headers, a limit, other origins, a proxy.
import common
import inside

import picoweb
from picoweb import cors, logs, proxy, security

app = common.limit(picoweb.WebApp(__name__))
logs.access(app, logs.file("access.log", 2000))
security.headers(app)
cors.allow(
    app,
    ["http://127.0.0.1:%d" % common.option("page", 0)],
    methods=["GET", "PUT"],
    headers=["Content-Type"],
    credentials=True,
)
limit = security.RateLimit(0.01, 3)


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/_stats")
def stats(req, resp):
    return inside.counts(app)


@app.route("/limited")
@limit
def limited(req, resp):
    return "once more"


@app.route("/put")
async def put(req, resp):
    return await req.read_json()


@app.route("/who")
def who(req, resp):
    return proxy.client_address(req) + " " + proxy.origin(req)


@app.route("/trust")
def trust(req, resp):
    proxy.trust(app, ["127.0.0.1"])
    return "done"


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=-1)
