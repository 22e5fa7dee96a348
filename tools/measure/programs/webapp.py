# A little of everything: a template, a regex route, a form and static files.
# It runs on picoweb 1.8.2 and on this picoweb.
import sys

import picoweb
import ure as re

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


@app.route("/squares")
async def squares(req, resp):
    await picoweb.start_response(resp)
    await app.render_template(resp, "squares.tpl", (range(1, 6),))


@app.route(re.compile("^/item/(.+)"))
async def item(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("This is item " + req.url_match.group(1))


@app.route("/form")
async def form(req, resp):
    await req.read_form_data()
    await picoweb.start_response(resp)
    await resp.awrite("Hello, %s!" % req.form["name"])


app.run(port=int(sys.argv[1]), debug=-1)
