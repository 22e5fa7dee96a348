# Makes the event loop, and uses it, before it calls run(), or serve().
import common

import picoweb

try:
    import uasyncio as asyncio
except ImportError:
    import asyncio

try:
    loop = asyncio.get_event_loop(16, 16)
except TypeError:
    # No other Python has queues of a fixed size.
    loop = asyncio.new_event_loop()
    if hasattr(asyncio, "set_event_loop"):
        asyncio.set_event_loop(loop)

app = common.limit(picoweb.WebApp(__name__))
awake = []


async def sleeper(number):
    await picoweb.sleep_ms(300 + number)
    awake.append(number)


@app.route("/")
def index(req, resp):
    return {"awake": len(awake)}


@app.route("/sleep")
async def sleep(req, resp):
    await picoweb.sleep_ms(500)
    return "awake"


for number in range(12):
    loop.create_task(sleeper(number))
if common.option("by_serve", 0):
    app.serve(loop, "127.0.0.1", common.PORT)
else:
    app.run(port=common.PORT, debug=-1)
