# What a browser is set against: a page with a form, JSON for fetch(), an upload, events, and a
# WebSocket.
import common

import picoweb
from picoweb import multipart, sse, websocket

app = common.limit(picoweb.WebApp(__name__))
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Greenhouse</title>
<h1>%s</h1>
<form method="post"><input name="plant"><button>Plant</button></form>
"""


@app.route("/", methods=["GET", "POST"])
async def index(req, resp):
    form = await req.read_form_data() if req.method == "POST" else {}
    return PAGE % picoweb.escape(form.get("plant", "Nothing yet"))


@app.route("/echo", methods=["PUT"])
async def echo(req, resp):
    return {"said": await req.read_json()}


@app.route("/large")
async def large(req, resp):
    await picoweb.start_response(resp, "text/plain")
    for number in range(2000):
        await resp.awrite("line %d of a page that has no length\n" % number)


@app.route("/upload", methods=["POST"])
async def upload(req, resp):
    sizes = {}
    async for part in multipart.parts(req):
        size = 0
        data = await part.read()
        while data:
            size += len(data)
            data = await part.read()
        sizes[part.name] = [part.filename, part.content_type, size]
    return sizes


@app.route("/events")
async def events(req, resp):
    events = await sse.events(req, resp)
    first = int(events.last_id or 0) + 1
    for number in range(first, first + 3):
        await events.send("line one\nline %d" % number, event="weather", id=number, retry=10)


@app.route("/talk")
async def talk(req, resp):
    ws = await websocket.accept(req, resp, ("garden", "kitchen"))
    async for message in ws:
        if isinstance(message, str) and message == "enough":
            await ws.close(4000, "as you wish")
        else:
            await ws.send(message)


app.run(port=common.PORT, debug=common.option("debug", -1))
