# Serves events, stops with its listeners still there, and serves again.
import common

import picoweb
from picoweb import sse

app = common.limit(picoweb.WebApp(__name__))
notes = {"asleep": 0, "ended": 0}


@app.route("/")
def index(req, resp):
    return notes


@app.route("/sleep")
async def sleep(req, resp):
    await sse.events(req, resp)
    notes["asleep"] += 1
    try:
        await picoweb.sleep_ms(60000)
    finally:
        notes["asleep"] -= 1
        notes["ended"] += 1


@app.route("/kept")
async def keep(req, resp):
    await sse.events(req, resp)
    return False


@app.route("/_stop")
def stop(req, resp):
    app.stop(0.1)
    return "stopping"


async def main():
    for _ in range(3):
        await app.start(port=common.PORT)
        await app.wait_closed()
        await picoweb.sleep_ms(2 * sse.TICK)
        print("stopped", notes["asleep"], len(sse.streams))


common.run_main(main())
