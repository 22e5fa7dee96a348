# The program that most live tests talk to.
import sys

import common
import inside

import picoweb

app = common.limit(picoweb.WebApp(__name__))
notes = {
    "swallowed": 0,
    "asleep": 0,
    "read": 0,
    "ticks": 0,
    "left": 0,
    "after": 0,
    "large": 0,
    "heard": 0,
}
listeners = []


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


@app.route("/_stats")
def stats(req, resp):
    return dict(inside.counts(app), **notes)


@app.route("/_modules")
def modules(req, resp):
    return sorted(sys.modules)


@app.route("/_stop")
def stop(req, resp):
    app.stop(int(req.qs or 1))
    return "stopping"


@app.route("/peer")
def peer(req, resp):
    return resp.get_extra_info("peername")


@app.route("/sleep")
async def sleep(req, resp):
    notes["asleep"] += 1
    try:
        await picoweb.sleep_ms(int(req.qs or 500))
    finally:
        notes["asleep"] -= 1
    return "awake"


@app.route("/stubborn")
async def stubborn(req, resp):
    # It sleeps on, whoever would end it.
    for _ in range(50):
        try:
            await picoweb.sleep_ms(10000)
        except Exception:
            notes["swallowed"] += 1
        await resp.awrite("x")


@app.route("/body")
async def body(req, resp):
    return await req.read_body()


@app.route("/form")
async def form(req, resp):
    await req.read_form_data()
    return req.form.get("name", "nobody")


@app.route("/count")
async def count(req, resp):
    # Reads the body by itself, without a bound.
    size = 0
    while True:
        data = await req.reader.read(500)
        if not data:
            return "%d bytes" % size
        size += len(data)


@app.route("/swallow")
async def swallow(req, resp):
    # Every failure is taken for one that passes.
    for _ in range(20):
        try:
            await req.reader.readexactly(10)
            return "read"
        except Exception:
            notes["swallowed"] += 1
            await picoweb.sleep_ms(10)
    notes["after"] += 1
    await picoweb.start_response(resp)
    await resp.awrite("I go on.")
    notes["after"] += 1


@app.route("/large")
async def large(req, resp):
    # So many kilobytes, of unknown length.
    notes["large"] += 1
    try:
        await text(req, resp)
    finally:
        notes["large"] -= 1
    notes["after"] += 1


@app.route("/text")
async def text(req, resp):
    await picoweb.start_response(resp, "text/plain")
    block = b"0123456789abcdef" * 128
    for _ in range(int(req.qs or 64) // 2):
        await resp.awrite(block)


@app.route("/duplex")
async def duplex(req, resp):
    # One task reads the request, while this one writes more than the client takes.
    notes["read"] = 0
    app.spawn(read_all(req.reader))
    await large(req, resp)
    while notes["read"] < 3000:
        await picoweb.sleep_ms(10)
    await resp.awrite("read %d" % notes["read"])


async def read_all(reader):
    data = True
    while data:
        data = await reader.read(100)
        notes["read"] += len(data)


@app.route("/piecemeal")
async def piecemeal(req, resp):
    await picoweb.start_response(resp, "text/plain")
    await resp.awrite("first ")
    await wait_until_heard()
    await resp.awrite("last")


@app.route("/raw")
async def raw(req, resp):
    await resp.awrite("HTTP/1.0 200 OK\r\n\r\nfirst ")
    await wait_until_heard()
    await resp.awrite("last")


async def wait_until_heard():
    notes["heard"] = 0
    while not notes["heard"]:
        await picoweb.sleep_ms(10)


@app.route("/heard")
def heard(req, resp):
    notes["heard"] = 1
    return "good"


@app.route("/events")
async def events(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    listeners.append(resp)
    return False


@app.route("/push")
async def push(req, resp):
    heard = 0
    for listener in list(listeners):
        try:
            await listener.awrite("data: %s\n\n" % (req.qs or "tick"))
            heard += 1
        except OSError:
            listeners.remove(listener)
            await listener.aclose()
    return "%d" % heard


@app.route("/hang-up")
async def hang_up(req, resp):
    while listeners:
        await listeners.pop().aclose()
    return "done"


@app.route("/spawn")
def spawn(req, resp):
    app.spawn(tick())
    return "spawned"


async def tick():
    try:
        while True:
            await picoweb.sleep_ms(20)
            notes["ticks"] += 1
    finally:
        notes["left"] += 1


@app.route("/spawn-and-fail")
def spawn_and_fail(req, resp):
    app.spawn(fail())
    return "spawned"


async def fail():
    await picoweb.sleep_ms(1)
    raise ValueError("the background task broke")


@app.route("/break")
def break_down(req, resp):
    raise ValueError("the handler broke")


@app.route("/eat")
async def eat(req, resp):
    # A handler that takes all memory there is.
    pieces = []
    while True:
        pieces.append(bytearray(1000))


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
    print("the end: %(ticks)d ticks, %(left)d left, %(asleep)d asleep" % notes)
