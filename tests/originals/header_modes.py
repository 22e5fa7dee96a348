# What becomes of a request's headers: parsed, skipped, or left for the handler to read.
import sys

import ulogging as logging

import picoweb


def parsed(req, resp):
    yield from picoweb.start_response(resp)
    for name, value in req.headers.items():
        yield from resp.awrite("%s is %s\r\n" % (name.decode(), value.decode()))


def skipped(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("headers here: %s" % hasattr(req, "headers"))


def left(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("headers here: %s\r\n" % hasattr(req, "headers"))
    while True:
        line = yield from req.reader.readline()
        if line == b"\r\n":
            break
        yield from resp.awrite(line)


ROUTES = [
    ("/parsed", parsed, {"headers": "parse"}),
    ("/skipped", skipped, {"headers": "skip"}),
    ("/left", left, {"headers": "leave"}),
    ("/default", skipped),
]

logging.basicConfig(level=logging.INFO)

app = picoweb.WebApp(__name__, ROUTES)
app.headers_mode = "skip"
app.run(debug=True, port=int(sys.argv[1]))
