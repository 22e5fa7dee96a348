# What an app does about exceptions of all its handlers, in one generator method.
import sys

import ulogging as logging

import picoweb


class CarefulApp(picoweb.WebApp):
    def handle_exc(self, req, resp, exc):
        try:
            yield from picoweb.start_response(resp, status="500")
            yield from resp.awrite("Something broke: %r" % exc.args[0])
        except OSError as e:
            print(repr(e))


app = CarefulApp(__name__)


@app.route("/early")
def early(req, resp):
    raise ValueError("too early")


@app.route("/async")
async def later(req, resp):
    raise ValueError("in a coroutine")


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
