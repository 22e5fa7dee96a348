# A background task that pushes to those who listen, in the original's way: return False.
import common

import picoweb

app = common.limit(picoweb.WebApp(__name__))
listeners = []
notes = {"listeners": 0, "error": 0}


@app.route("/")
def index(req, resp):
    return dict(notes, listeners=len(listeners))


@app.route("/events")
async def events(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    listeners.append(resp)
    return False


async def push():
    number = 0
    while True:
        await picoweb.sleep_ms(100)
        number += 1
        for listener in list(listeners):
            await tell(listener, number)


async def tell(listener, number):
    try:
        await listener.awrite("data: %d\n\n" % number)
    except OSError:
        notes["error"] += 1
        listeners.remove(listener)
        await listener.aclose()


app.spawn(push())
app.run(port=common.PORT, debug=-1)
