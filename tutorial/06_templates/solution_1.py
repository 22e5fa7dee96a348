# Greenhouse, chapter 06, exercise 1: a line of text for a small display.

from app import app, lamp, read_temperature


@app.route("/display", methods=["GET"])
async def display(req, resp):
    degrees = await read_temperature()
    text = app.render_str("display.tpl", (degrees, lamp["percent"]))
    return text, 200, {"Content-Type": "text/plain; charset=utf-8"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
