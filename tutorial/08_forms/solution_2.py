# Greenhouse, chapter 08, exercise 2: a sensor that sends its number and nothing else.

import picoweb
from app import app, note


@app.route("/soil", methods=["POST"], headers="skip")
async def soil(req, resp):
    body = await req.read_body()
    try:
        percent = float(body.decode())
    except ValueError:
        return await picoweb.http_error(resp, 400, "Send a number.")
    note("soil at %.1f percent" % percent)
    return None, 204


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
