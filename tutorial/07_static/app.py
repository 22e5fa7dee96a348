# Greenhouse, chapter 07: files that browsers keep.

import picoweb
from picoweb.files import Files

app = picoweb.WebApp(__name__)
# For so many seconds a browser may use what it has without asking.
files = Files("static", cache={".css": 3600, ".svg": 86400})
logbook = []
last_id = 0
lamp = {"percent": 0}


def note(text):
    global last_id
    last_id += 1
    line = {"id": last_id, "text": text}
    logbook.append(line)
    del logbook[:-10]  # keep the last ten lines: memory is small
    return line


async def read_temperature():
    # Simulated: the lamp warms the house. A DS18B20 at 11 bits is as slow.
    await picoweb.sleep_ms(375)
    return 18.0 + lamp["percent"] / 20


def query_text(req, name, default):
    # A client may send a name twice (a list) or without "=" (True).
    value = req.parse_qs().get(name, default)
    return value if isinstance(value, str) else default


@app.route("/", methods=["GET"], headers="skip")
async def index(req, resp):
    degrees = await read_temperature()
    values = degrees, lamp["percent"], logbook, picoweb.escape
    await picoweb.start_response(resp)
    await app.render_template(resp, "index.tpl", values)


@app.route("/static/<path:name>")
async def static(req, resp, name):
    await files.send(req, resp, name)


@app.route("/favicon.ico", methods=["GET"], headers="skip")
async def icon(req, resp):
    await app.sendfile(resp, "static/leaf.svg", headers={"Cache-Control": "max-age=86400"})


@app.route("/temperature", headers="skip")
async def temperature(req, resp):
    return {"degrees": await read_temperature()}, 200, {"Cache-Control": "no-store"}


@app.route("/lamp", methods=["GET"])
async def show_lamp(req, resp):
    return lamp


@app.route("/lamp/<int:percent>", methods=["POST"])
async def set_lamp(req, resp, percent):
    if not 0 <= percent <= 100:
        raise picoweb.HTTPError(404, "The lamp goes from 0 to 100 percent.")
    lamp["percent"] = percent
    note("lamp at %d percent" % percent)
    await picoweb.redirect(resp, "/lamp")


@app.route("/log", methods=["GET"])
async def show_log(req, resp):
    return app.render_str("log.tpl", (logbook, picoweb.escape))


@app.route("/log", methods=["POST"])
async def add_note(req, resp):
    text = query_text(req, "text", "")
    if not text:
        raise picoweb.HTTPError(400, "Say what you did: /log?text=watered")
    line = note(text[:40])
    return "Noted.", 201, {"Location": "/log#line-%d" % line["id"]}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
