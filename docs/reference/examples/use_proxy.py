# Who asks, behind a proxy on the same machine.
import picoweb
from picoweb import proxy

app = picoweb.WebApp(__name__)
proxy.trust(app, ["127.0.0.1"])


@app.route("/")
async def index(req, resp):
    return "You come from %s, and asked %s." % (
        picoweb.escape(proxy.client_address(req) or "memory"),
        picoweb.escape(proxy.origin(req)),
    )


if __name__ == "__main__":
    app.run()
