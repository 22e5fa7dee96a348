# Greenhouse, chapter 08: forms that are checked.

import picoweb

LONGEST = 40  # characters of a line in the logbook

app = picoweb.WebApp(__name__)
app.max_body = 512  # bytes that a client may send
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


def text_in(form, name):
    # A client may send a name twice (a list), without "=" (True), or not at all.
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


async def show_page(resp, typed, wrong, status=200):
    degrees = await read_temperature()
    values = degrees, lamp["percent"], logbook, typed, wrong, picoweb.escape
    await picoweb.start_response(resp, status=status)
    await app.render_template(resp, "index.tpl", values)


@app.route("/", methods=["GET"], headers="skip")
async def index(req, resp):
    await show_page(resp, {}, {})


@app.route("/temperature", headers="skip")
async def temperature(req, resp):
    return {"degrees": await read_temperature()}, 200, {"Cache-Control": "no-store"}


@app.route("/lamp", methods=["GET"])
async def show_lamp(req, resp):
    return lamp


@app.route("/lamp", methods=["POST"], headers="skip")
async def set_lamp(req, resp):
    text = text_in(await req.read_form_data(), "percent")
    if not text or text.strip("0123456789") or int(text) > 100:
        wrong = {"percent": "Write a whole number from 0 to 100."}
        return await show_page(resp, {"percent": text}, wrong, 400)
    lamp["percent"] = int(text)
    note("lamp at %d percent" % lamp["percent"])
    await picoweb.redirect(resp, "/")


@app.route("/log", methods=["GET"])
async def show_log(req, resp):
    return app.render_str("log.tpl", (logbook, picoweb.escape))


@app.route("/log", methods=["POST"], headers="skip")
async def add_note(req, resp):
    text = text_in(await req.read_form_data(), "text")
    if not 0 < len(text) <= LONGEST:
        wrong = {"text": "Write 1 to %d characters." % LONGEST}
        return await show_page(resp, {"text": text}, wrong, 400)
    note(text)
    await picoweb.redirect(resp, "/")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
