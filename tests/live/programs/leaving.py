# Tasks that the program started by itself, and that fail: on Pycopy that leaves the loop.
import common

import picoweb

try:
    import uasyncio as asyncio
except ImportError:
    import asyncio


class Log:
    # Every line begins with its level.

    def info(self, message, *args):
        print("info", message % args)

    def error(self, message, *args):
        print("error", message % args)

    def debug(self, message, *args):
        print("debug", message % args)

    def exc(self, e, message, *args):
        print("exc", message % args, repr(e))


app = common.limit(picoweb.WebApp(__name__))
tasks = []


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/fail")
def fail(req, resp):
    tasks.append(asyncio.get_event_loop().create_task(failing(ValueError("a task broke"))))
    tasks.append(asyncio.get_event_loop().create_task(failing(MemoryError("out of memory"))))
    return "soon"


async def failing(e):
    await picoweb.sleep_ms(50)
    tasks.clear()
    raise e


@app.route("/spawn-and-fail")
def spawn_and_fail(req, resp):
    app.spawn(failing(ValueError("a spawned task broke")))
    return "soon"


@app.route("/break")
def break_down(req, resp):
    raise ValueError("the handler broke")


@app.route("/sleep")
async def sleep(req, resp):
    await picoweb.sleep_ms(500)
    return "awake"


app.run(port=common.PORT, debug=common.option("debug", 0), log=Log())
