# Chapter 13, exercise 2: events beside the WebSocket.

from app import app, news
from picoweb import sse


@app.route("/events", methods=["GET"])
async def events(req, resp):
    news.subscribe(await sse.events(req, resp))
    return False


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
