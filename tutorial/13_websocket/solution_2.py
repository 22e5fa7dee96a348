# Chapter 13, exercise 2: how many are here?

from app import app
from picoweb import websocket
from picoweb.topic import Topic

visitors = Topic(keep=1)
count = 0


def change(difference):
    global count
    count += difference
    visitors.publish({"visitors": count})


@app.route("/visitors", methods=["GET"])
async def visit(req, resp):
    ws = await websocket.accept(req, resp)
    visitors.subscribe(ws)
    change(1)
    try:
        while await ws.receive() is not None:
            pass  # whatever it says
    finally:
        change(-1)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
