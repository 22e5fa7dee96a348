# A room in which WebSockets talk, and to which pages listen by server-sent events.
import common
import inside

import picoweb
from picoweb import sse, websocket
from picoweb.topic import Topic

app = common.limit(picoweb.WebApp(__name__))
room = Topic(5)


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/_stats")
def stats(req, resp):
    return dict(inside.counts(app), clients=len(room.clients), sending=len(room.sending))


@app.route("/chat")
async def chat(req, resp):
    ws = await websocket.accept(req, resp)
    room.subscribe(ws)
    async for text in ws:
        room.publish(text)


@app.route("/listen")
async def listen(req, resp):
    room.subscribe(await sse.events(req, resp))
    return False


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
