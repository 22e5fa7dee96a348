# Greenhouse, chapter 07, exercise 1: a file in the middle of a page.

import picoweb
from app import app


@app.route("/care", methods=["GET"])
async def care(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("<h1>How to care for the plants</h1>\n<pre>\n")
    with app.open("static/care.txt") as file:
        await picoweb.sendstream(resp, file)
    await resp.awrite("</pre>\n")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
