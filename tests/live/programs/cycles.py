# Starts and stops the server many times in one process, and says what it holds after the first
# five times and after all.
try:
    import ujson as json
except ImportError:
    import json

import common
import inside

import picoweb

app = common.limit(picoweb.WebApp(__name__))
served = 0


@app.route("/")
async def index(req, resp):
    global served
    served += 1
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


@app.route("/sleep")
async def sleep(req, resp):
    global served
    served += 1
    await picoweb.sleep_ms(10000)
    return "awake"


async def main():
    await run_cycles(5)
    await run_cycles(common.option("cycles", 50) - 5)


async def run_cycles(number):
    for _ in range(number):
        await cycle()
    # The watchdog of the last one sleeps a little longer.
    await picoweb.sleep_ms(600)
    print(json.dumps(await least_counts()))


async def least_counts():
    # A collector that looks at the stack may find a stale word there, until it is gone.
    least = inside.counts(app)
    for _ in range(4):
        await picoweb.sleep_ms(50)
        counts = inside.counts(app)
        for name in counts:
            least[name] = min(least[name], counts[name])
    return least


async def cycle():
    wanted = served + common.option("requests", 3)
    await app.start("127.0.0.1", common.PORT)
    while served < wanted:
        await picoweb.sleep_ms(5)
    app.stop(common.option("within", 1))
    await app.wait_closed()


inside.watch()
common.run_main(main())
print("the end")
