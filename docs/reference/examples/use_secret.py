# A link that cannot be forged: it carries the signature of what it says.
import picoweb
from picoweb import secret

app = picoweb.WebApp(__name__)
KEY = secret.pads(b"sixteen bytes that nobody can guess")


def signature(name):
    return secret.to_text(secret.sign(KEY, name.encode()))


@app.route("/link/<name>")
async def link(req, resp, name):
    return "/open/%s/%s" % (name, signature(name))


@app.route("/open/<name>/<signed>")
async def open_for(req, resp, name, signed):
    if not secret.same(signed, signature(name)):
        raise picoweb.HTTPError(403)
    return "Open for %s." % picoweb.escape(name)


if __name__ == "__main__":
    app.run()
