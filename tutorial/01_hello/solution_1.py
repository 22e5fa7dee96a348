# Chapter 01, exercise 1: a second page.

import picoweb
from app import app


@app.route("/about")
async def about(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("A greenhouse, two metres by three.")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
