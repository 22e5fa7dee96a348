# Routes by decorators: exact ones, a regex, a rule added by name; JSON and another status.
import sys

import ulogging as logging
import ure as re

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("The garden is open.")


@app.route(re.compile("^/plant/([a-z]+)/(.+)"))
def plant(req, resp):
    match = req.url_match
    yield from picoweb.start_response(resp, content_type="text/plain")
    yield from resp.awrite("%s is of the kind %s" % (match.group(2), match.group(1)))


@app.route("/state")
async def state(req, resp):
    await picoweb.jsonify(resp, {"open": True})


def gone(req, resp):
    yield from picoweb.http_error(resp, "410")


def rendered(req, resp):
    page = app.render_str("beds.tpl", (["mint"],))
    yield from picoweb.start_response(resp)
    yield from resp.awritestr(page)


app.add_url_rule("/gone", gone)
app.add_url_rule("/rendered", rendered)

logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
