# What one client says, all others hear.
import picoweb
from picoweb import sse
from picoweb.topic import Topic

app = picoweb.WebApp(__name__)
news = Topic(keep=5)


@app.route("/news", methods=["GET"])
async def listen(req, resp):
    news.subscribe(await sse.events(req, resp), last_id=0)
    return False  # the topic goes on with it


@app.route("/news", methods=["POST"])
async def say(req, resp):
    number = news.publish((await req.read_body()).decode())
    return {"number": number}


if __name__ == "__main__":
    app.run()
