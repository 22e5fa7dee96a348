# Something of everything, for thousands of requests: the routes of main.py, and these.
import common
import inside

import picoweb
from main import app

beds = picoweb.WebApp("main")
app.mount("/beds", beds)


@app.before_request
def before(req, resp):
    resp.add_header("X-Garden", "open")


@app.after_request
async def after(req, resp):
    await picoweb.sleep_ms(0)


@app.errorhandler(410)
def gone(req, resp, e):
    return "gone for good"


@app.route("/gone")
def say_gone(req, resp):
    raise picoweb.HTTPError(410)


@beds.route("/<int:number>/<name>", methods=["GET", "PUT"])
async def bed(req, resp, number, name):
    await picoweb.jsonify(resp, {"bed": number, "plant": name})


@beds.route("/query")
def query(req, resp):
    return req.parse_qs(), 201, {"X-Bed": "three"}


@beds.route("/json", methods=["POST"])
async def json(req, resp):
    return await req.read_json()


@beds.route("/old")
def old(req, resp):
    # As handlers were written for picoweb 1.8.2.
    yield from picoweb.start_response(resp, headers={"X-Bed": "seven"})
    yield from resp.awrite("an old bed")


@beds.route("/away")
def away(req, resp):
    return picoweb.redirect(resp, "/beds/old")


inside.watch()
app.run(port=common.PORT, debug=common.option("debug", -1))
