# What a page may do to the board in it, and what a program may do to the page.
import os
import time

import picoweb
from picoweb import sse, websocket

app = picoweb.WebApp(__name__)
notes = []


@app.route("/")
async def index(req, resp):
    return "Hello, world!"


@app.route("/wait")
async def wait(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("waiting ... ")
    await resp.flush()
    while not notes:
        await picoweb.sleep_ms(20)
    await resp.awrite("done")


@app.route("/go")
async def go(req, resp):
    notes.append("go")
    return "on they go"


@app.route("/nap")
async def nap(req, resp):
    begin = time.ticks_ms()
    await picoweb.sleep_ms(300)
    return str(time.ticks_diff(time.ticks_ms(), begin))


@app.route("/events")
async def events(req, resp):
    listener = await sse.events(req, resp)
    try:
        for number in range(1000):
            await listener.send("number %d" % number, id=number)
            await picoweb.sleep_ms(50)
    finally:
        print("the listener has left")


@app.route("/echo")
async def echo(req, resp):
    ws = await websocket.accept(req, resp)
    async for message in ws:
        await ws.send(message)


@app.route("/long")
async def long(req, resp):
    await picoweb.start_response(resp)
    for number in range(1024):
        await resp.awrite(bytes((number % 251,)) * 1024)


@app.route("/endless")
async def endless(req, resp):
    await picoweb.start_response(resp)
    try:
        while True:
            await resp.awrite(bytes(1024))
    finally:
        print("nobody takes more")


@app.route("/busy")
async def busy(req, resp):
    # Always ready to go on, but it lets others.
    print("it is busy")
    while not notes:
        await picoweb.sleep_ms(0)
    return "done"


@app.route("/loop")
async def loop(req, resp):
    print("it loops")
    while True:
        pass


@app.route("/talks")
async def talks(req, resp):
    while True:
        print("again")


@app.route("/fails")
async def fails(req, resp):
    return 1 // 0


@app.route("/eats")
async def eats(req, resp):
    while True:
        notes.append(bytes(1000000))


@app.route("/deep")
async def deep(req, resp):
    return await deep(req, resp)


@app.route("/deeper")
async def deeper(req, resp):
    def fall():
        return fall()

    return fall()


@app.route("/breaks")
async def breaks(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("x" * 5000)
    raise ValueError("in the middle")


@app.route("/exit")
async def leave(req, resp):
    raise SystemExit("no more")


@app.route("/upload", methods=["POST"])
async def upload(req, resp):
    data = await req.reader.readexactly(req.reader.left)
    with open("upload", "wb") as f:
        f.write(data)
    await picoweb.start_response(resp, "application/octet-stream")
    with open("upload", "rb") as f:
        await resp.awrite(f.read())


@app.route("/random")
async def random(req, resp):
    return {"bytes": len(os.urandom(16)), "differ": os.urandom(16) != os.urandom(16)}


@app.route("/stop")
async def stop(req, resp):
    app.stop()
    return "bye"


if __name__ == "__main__":
    print("no end of line, ", end="")
    print("schöne Grüße")
    app.run(host="127.0.0.1", port=8081)
