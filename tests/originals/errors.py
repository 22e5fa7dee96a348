# What an app does about exceptions of all its handlers, in one async method.
import sys

import ulogging as logging

import picoweb


class CarefulApp(picoweb.WebApp):
    async def handle_exc(self, req, resp, exc):
        try:
            await picoweb.start_response(resp, status="500")
            await resp.awrite("Something broke: %r" % exc.args[0])
        except Exception as e:
            print(repr(e))


app = CarefulApp(__name__)


@app.route("/early")
def early(req, resp):
    raise ValueError("too early")


@app.route("/generator")
def generator(req, resp):
    yield from handing_on(resp)


def handing_on(resp):
    raise ValueError("within")
    yield


@app.route("/late")
def late(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("This page has begun, and suddenly ...")
    raise ValueError("too late")


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
