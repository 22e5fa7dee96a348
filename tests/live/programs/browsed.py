# What a browser is set against: a page with a form, JSON for fetch(), and a cookie.
import common

import picoweb

app = common.limit(picoweb.WebApp(__name__))
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Greenhouse</title>
<h1>%s</h1>
<form method="post"><input name="plant"><button>Plant</button></form>
"""


@app.route("/", methods=["GET", "POST"])
async def index(req, resp):
    form = await req.read_form_data() if req.method == "POST" else {}
    return PAGE % picoweb.escape(form.get("plant", "Nothing yet"))


@app.route("/echo", methods=["PUT"])
async def echo(req, resp):
    return {"said": await req.read_json()}


@app.route("/large")
async def large(req, resp):
    await picoweb.start_response(resp, "text/plain")
    for number in range(2000):
        await resp.awrite("line %d of a page that has no length\n" % number)


app.run(port=common.PORT, debug=common.option("debug", -1))
