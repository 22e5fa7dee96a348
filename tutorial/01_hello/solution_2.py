# Chapter 01, exercise 2: a character that needs two bytes.

import picoweb
from app import app


@app.route("/wish")
async def wish(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("21.5 ")
    await resp.awrite("°C")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
