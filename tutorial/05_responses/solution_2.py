# Chapter 05, exercise 2: as many measurements as the client likes, within reason.

import picoweb
from app import app, read_temperature


@app.route("/watch/<int:count>")
async def watch_some(req, resp, count):
    if not 1 <= count <= 20:
        raise picoweb.HTTPError(404, "Watch 1 to 20 measurements.")
    await picoweb.start_response(resp, "text/plain; charset=utf-8")
    for _ in range(count):
        await resp.awrite("%.1f\n" % await read_temperature())
        await resp.flush()


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
