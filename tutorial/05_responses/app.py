# Greenhouse, chapter 05: what the controller answers.

import picoweb

app = picoweb.WebApp(__name__)
logbook = []
lamp = {"percent": 0}


def note(text):
    logbook.append(text)
    del logbook[:-10]  # keep the last ten lines: memory is small


async def read_temperature():
    # Simulated: the lamp warms the house. A DS18B20 at 11 bits is as slow.
    note("sensor starts")
    await picoweb.sleep_ms(375)
    note("sensor is done")
    return 18.0 + lamp["percent"] / 20


def query_text(req, name, default):
    # A client may send a name twice (a list) or without "=" (True).
    value = req.parse_qs().get(name, default)
    return value if isinstance(value, str) else default


def header_text(req, name, default):
    # A character for each byte: whatever bytes a client sends, this cannot fail.
    return "".join([chr(byte) for byte in req.headers.get(name, default)])


@app.route("/")
async def index(req, resp):
    note("hello")
    await picoweb.start_response(resp)
    await resp.awrite("Hello from the greenhouse!")


@app.route("/temperature", headers="skip")
async def temperature(req, resp):
    degrees = await read_temperature()
    if query_text(req, "unit", "c") == "f":
        degrees = degrees * 9 / 5 + 32
    resp.add_header("Cache-Control", "no-store")
    return {"degrees": degrees}


@app.route("/watch")
async def watch(req, resp):
    await picoweb.start_response(resp, "text/plain; charset=utf-8")
    for _ in range(3):
        degrees = await read_temperature()
        await resp.awrite("%.1f\n" % degrees)
        await resp.flush()


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
    lines = ["<li>%s</li>\n" % picoweb.escape(line) for line in logbook]
    return "<h1>Logbook</h1>\n<ul>\n%s</ul>\n" % "".join(lines)


@app.route("/log", methods=["POST"])
async def add_note(req, resp):
    text = query_text(req, "text", "")
    if not text:
        raise picoweb.HTTPError(400, "Say what you did: /log?text=watered")
    agent = header_text(req, b"User-Agent", b"somebody")
    note("%s, by %s" % (text[:40], agent[:40]))
    return "Noted.", 201, {"Location": "/log"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
