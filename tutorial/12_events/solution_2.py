# Chapter 12, exercise 2: how many are looking?

import picoweb
from app import app
from picoweb import sse

looking = 0


@app.route("/looking", methods=["GET"])
async def look(req, resp):
    global looking
    stream = await sse.events(req, resp)
    await stream.send(retry=2000)  # come back after two seconds, if the line breaks
    looking += 1
    try:
        while True:
            await stream.send({"looking": looking})
            await picoweb.sleep_ms(1000)
    finally:
        looking -= 1


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
