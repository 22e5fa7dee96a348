# Makes the event loop, and uses it, before it calls run().
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
app.run(port=common.PORT, debug=-1)
