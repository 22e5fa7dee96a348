# A sub-application: the shed of the site in sites.py.
import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("Tools are in the shed.")


@app.route("/spade")
def spade(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("path here: " + req.path)
