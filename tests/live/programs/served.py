# The program that ASGI servers serve: uvicorn served:asgi
import os

import picoweb
import picoweb.asgi
from picoweb import websocket


class App(picoweb.WebApp):
    ticks = 0

    def init(self):
        super().init()
        self.spawn(self.tick())

    async def tick(self):
        while True:
            await picoweb.sleep_ms(10)
            self.ticks += 1


app = App(None)
asgi = picoweb.asgi.ASGI(app)
notes = {"left": 0}


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/stats")
def stats(req, resp):
    return {"pid": os.getpid(), "ticks": app.ticks, "open": len(app.streams) - 1, **notes}


@app.route("/scope")
def scope(req, resp):
    resp.add_header("Set-Cookie", "a=1")
    resp.add_header("Set-Cookie", "b=2")
    return {
        "peer": resp.get_extra_info("peername"),
        "scheme": resp.scheme,
        "root": resp.get_extra_info("root_path"),
        "path": req.path,
        "query": req.qs,
        "host": req.headers[b"host"].decode(),
        "cookie": req.headers.get(b"cookie", b"").decode(),
    }


@app.route("/<path:rest>/there")
def there(req, resp, rest):
    return rest


@app.route("/body", methods=["POST"])
async def body(req, resp):
    return await req.read_body()


@app.route("/count", methods=["POST"])
async def count(req, resp):
    size = 0
    data = await req.reader.read(1000)
    while data:
        size += len(data)
        data = await req.reader.read(1000)
    return str(size)


@app.route("/echo", methods=["POST"])
async def echo(req, resp):
    await picoweb.start_response(resp, "application/octet-stream")
    data = await req.reader.read()
    while data:
        await resp.awrite(data)
        await resp.flush()
        data = await req.reader.read()


@app.route("/ignore", methods=["POST"])
def ignore(req, resp):
    return "no, thanks"


@app.route("/large")
async def large(req, resp):
    await picoweb.start_response(resp, "text/plain")
    for _ in range(1000):
        await resp.awrite(b"x" * 1000)


@app.route("/nothing")
async def nothing(req, resp):
    await picoweb.start_response(resp, None, 204)


@app.route("/break")
def break_down(req, resp):
    raise ValueError("the handler broke")


@app.route("/break-midway")
async def break_midway(req, resp):
    await picoweb.start_response(resp, "text/plain")
    await resp.awrite(b"x" * 5000)
    raise ValueError("the handler broke")


@app.route("/short")
async def short(req, resp):
    await picoweb.start_response(resp, "text/plain", headers={"Content-Length": 9000})
    await resp.awrite(b"x" * 5000)


@app.route("/events")
async def events(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    try:
        for number in range(1000):
            await resp.awrite("data: %d\n\n" % number)
            await picoweb.sleep_ms(20)
    except OSError:
        notes["left"] += 1
        raise


@app.route("/ws")
async def talk(req, resp):
    socket = await websocket.accept(req, resp, ["chat"])
    async for message in socket:
        if message == "break":
            raise ValueError("the handler broke")
        if message == "end":
            return await socket.close(3001, "so long")
        if message == "pieces":
            await socket.send("one, ", more=True)
            message = "two"
        await socket.send(message)
    notes["left"] += 1
    notes["code"] = socket.code
