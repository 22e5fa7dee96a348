# Server-sent events: every client gets events of its own.
import sys

import uasyncio
import ulogging as logging

import picoweb


def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("<script>new EventSource('events')</script>")


def events(req, resp):
    print("a listener came")
    yield from resp.awrite("HTTP/1.0 200 OK\r\n")
    yield from resp.awrite("Content-Type: text/event-stream\r\n")
    yield from resp.awrite("\r\n")
    drops = 0
    try:
        while True:
            yield from resp.awrite("data: drop %d\n\n" % drops)
            yield from uasyncio.sleep(0.05)
            drops += 1
    except OSError:
        print("a listener left")
        yield from resp.aclose()


ROUTES = [
    ("/", index),
    ("/events", events),
]

logging.basicConfig(level=logging.INFO)

app = picoweb.WebApp(__name__, ROUTES)
app.run(debug=True, port=int(sys.argv[1]))
