# Server-sent events: a background service pushes the same event to all that listen. A handler
# returns False to keep its stream open for that.
import sys

import uasyncio
import ulogging as logging

import picoweb

listeners = set()


def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("%d listen" % len(listeners))


def events(req, resp):
    print("a listener came: %r" % resp)
    yield from resp.awrite("HTTP/1.0 200 OK\r\n")
    yield from resp.awrite("Content-Type: text/event-stream\r\n")
    yield from resp.awrite("\r\n")
    listeners.add(resp)
    return False


ROUTES = [
    ("/", index),
    ("/events", events),
]


async def push(event):
    left = set()
    for resp in listeners:
        try:
            await resp.awrite("data: drop %d\n\n" % event)
        except OSError as e:
            print("a listener left: %r" % e)
            await resp.aclose()
            left.add(resp)
    for resp in left:
        listeners.remove(resp)


async def rain():
    drops = 0
    while True:
        await push(drops)
        drops += 1
        await uasyncio.sleep(0.05)


logging.basicConfig(level=logging.INFO)

loop = uasyncio.get_event_loop()
loop.create_task(rain())

app = picoweb.WebApp(__name__, ROUTES)
app.run(debug=True, port=int(sys.argv[1]))
