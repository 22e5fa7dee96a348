# One handler for a form, whether it comes by GET or by POST.
import sys

import ulogging as logging

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/greet")
def greet(req, resp):
    if req.method == "POST":
        yield from req.read_form_data()
    else:
        req.parse_qs()
    yield from picoweb.start_response(resp)
    yield from resp.awrite("Hello, %s!" % req.form["name"])


@app.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    for method in ("GET", "POST"):
        yield from resp.awrite("<form action='greet' method='%s'><input name='name'>" % method)
        yield from resp.awrite("<input type='submit'></form>")


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
