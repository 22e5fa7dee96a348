# The smallest program that serves a page; it runs on picoweb 1.8.2 and on this picoweb.
import sys

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


app.run(port=int(sys.argv[1]), debug=-1)
