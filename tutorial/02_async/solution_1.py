# Chapter 02, exercise 1: a handler that blocks.

import picoweb
from app import app, note


def count_slowly():
    note("count starts")
    for _ in range(100000):
        pass  # busy, and no await: nobody else gets a turn
    note("count is done")


@app.route("/busy")
async def busy(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Counting ... ")
    await resp.flush()
    count_slowly()
    await resp.awrite("done")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
