# A server of WebSockets.
import common
import inside

import picoweb
from picoweb import websocket

app = common.limit(picoweb.WebApp(__name__))
notes = {"codes": [], "open": 0, "sent": 0, "heard": 0}
listeners = []


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/_stats")
def stats(req, resp):
    return dict(inside.counts(app), **notes)


@app.route("/_stop")
def stop(req, resp):
    app.stop(int(req.qs or 1))
    return "stopping"


@app.route("/echo")
async def echo(req, resp):
    ws = await websocket.accept(req, resp, ("chat", "echo"))
    notes["open"] += 1
    try:
        async for message in ws:
            await ws.send(message)
    finally:
        notes["open"] -= 1
        notes["codes"].append(ws.code)


@app.route("/fragments")
async def fragments(req, resp):
    ws = await websocket.accept(req, resp)
    async for message in ws:
        for i in range(len(message)):
            await ws.send(message[i : i + 1], True)
        await ws.send(message[:0])


@app.route("/closes")
async def closes(req, resp):
    ws = await websocket.accept(req, resp)
    await ws.close(4001, "enough")
    notes["codes"].append(ws.code)


@app.route("/breaks")
async def breaks(req, resp):
    ws = await websocket.accept(req, resp)
    await ws.receive()
    raise ValueError("the handler broke")


@app.route("/listen")
async def listen(req, resp):
    # Hears what /push says; what it says itself is passed over.
    ws = await websocket.accept(req, resp)
    listeners.append(ws)
    try:
        async for _ in ws:
            notes["heard"] += 1
    finally:
        listeners.remove(ws)


@app.route("/push")
async def push(req, resp):
    heard = 0
    for ws in list(listeners):
        try:
            await ws.send(req.qs)
            heard += 1
        except OSError:
            pass
    return "%d" % heard


@app.route("/keep")
async def keep(req, resp):
    # The handler ends, the WebSocket does not.
    ws = await websocket.accept(req, resp)
    listeners.append(ws)
    app.spawn(talk(ws))
    return False


async def talk(ws):
    async for message in ws:
        await ws.send("kept " + message)
    listeners.remove(ws)


@app.route("/dismiss")
async def dismiss(req, resp):
    leaving = list(listeners)
    for ws in leaving:
        await ws.close(4002)
    return "[%d]" % leaving[0].code


@app.route("/hose")
async def hose(req, resp):
    # More than a client takes that does not read.
    ws = await websocket.accept(req, resp)
    try:
        while True:
            await ws.send(b"x" * 1000)
            notes["sent"] += 1
    finally:
        notes["codes"].append("hose")


if __name__ == "__main__":
    websocket.WebSocket.MAX_MESSAGE = common.option("message", 4096)
    inside.watch()
    app.run(port=common.PORT, debug=-1)
