# A picture from static/, the same by sendfile(), and one that the handler makes.
import sys

import ulogging as logging

import picoweb

app = picoweb.WebApp(__name__)

HEAD = b"P5 4 4 255\n"


@app.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite(b"<img src='static/leaf.png'> <img src='made.pgm'>")


@app.route("/leaf")
def leaf(req, resp):
    yield from app.sendfile(resp, "static/leaf.png", "image/png")


@app.route("/made.pgm")
def made(req, resp):
    yield from picoweb.start_response(resp, "image/x-portable-graymap")
    yield from resp.awrite(HEAD)
    for row in range(4):
        yield from resp.awrite(bytes([row * 60 + column for column in range(4)]))


@app.route("/missing")
def missing(req, resp):
    yield from app.sendfile(resp, "static/missing.png")


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
