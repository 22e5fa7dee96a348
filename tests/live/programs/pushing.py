# Server-sent events: from handlers of their own, and from a topic.
import common
import inside

import picoweb
from picoweb import sse
from picoweb.topic import Topic

sse.TICK = common.option("tick", sse.TICK)
app = common.limit(picoweb.WebApp(__name__))
news = Topic(20)
strict = Topic(20, disconnect=True)
notes = {"asleep": 0, "endless": 0}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title>
<script>
    const heard = [], source = new EventSource("/news");
    source.onmessage = message => heard.push([message.data, message.lastEventId]);
    source.addEventListener("alarm", message => heard.push(["alarm " + message.data]));
</script>
"""


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/page")
def page(req, resp):
    return PAGE


@app.route("/_stats")
def stats(req, resp):
    held = dict(notes, heard=len(sse.streams), sending=len(news.sending) + len(strict.sending))
    return dict(inside.counts(app), clients=len(news.clients) + len(strict.clients), **held)


@app.route("/count")
async def count(req, resp):
    events = await sse.events(req, resp)
    for number in range(int(events.last_id or 0) + 1, int(req.qs) + 1):
        await events.send("line one\nnumber %d" % number, "count", number, 50)


@app.route("/sleep")
async def sleep(req, resp):
    await sse.events(req, resp)
    notes["asleep"] += 1
    try:
        await picoweb.sleep_ms(600000)
    finally:
        notes["asleep"] -= 1


@app.route("/endless")
async def endless(req, resp):
    events = await sse.events(req, resp)
    notes["endless"] += 1
    try:
        while True:
            await events.send("x" * 500)
    finally:
        notes["endless"] -= 1


@app.route("/news")
async def listen(req, resp):
    news.subscribe(await sse.events(req, resp))
    return False


@app.route("/strict")
async def listen_strictly(req, resp):
    strict.subscribe(await sse.events(req, resp))
    return False


@app.route("/publish", methods=["POST"])
async def publish(req, resp):
    text = (await req.read_body()).decode()
    event = req.qs or None
    return {"id": news.publish(text, event), "strict": strict.publish(text, event)}


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
