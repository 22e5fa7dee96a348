# Chapter 13, exercise 1: a thermometer that answers, in the unit that its client chose.

from app import app, history, note
from picoweb import websocket


@app.route("/meter", methods=["GET"])
async def meter(req, resp):
    ws = await websocket.accept(req, resp, protocols=("celsius", "fahrenheit"))
    while await ws.receive() is not None:
        degrees = history[-1] if history else None
        if degrees is None:
            await ws.send("?")
        elif ws.protocol == "fahrenheit":
            await ws.send("%.1f" % (degrees * 9 / 5 + 32))
        else:
            await ws.send("%.1f" % degrees)
    note("meter: %d %s" % (ws.code, ws.reason))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
