# Greenhouse, chapter 10: what fails, and who is told what.

import picoweb

LONGEST = 40  # characters of a line in the logbook
WORDS = {404: "There is no such page.", 413: "That is too long."}


class Greenhouse(picoweb.WebApp):
    def handle_exc(self, req, resp, e):
        # The log has it all. The logbook is for everybody, so it gets the name alone.
        note("%s: %s" % (req and req.path[:40], type(e).__name__))


app = Greenhouse(__name__)
app.max_body = 512  # bytes that a client may send
logbook = []
last_id = 0
lamp = {"percent": 0}
sensor = {"plugged": True}


def note(text):
    global last_id
    last_id += 1
    line = {"id": last_id, "text": text}
    logbook.append(line)
    del logbook[:-10]  # keep the last ten lines: memory is small
    if app.log:
        app.log.info(text)
    return line


async def read_temperature():
    # Simulated: the lamp warms the house. A DS18B20 at 11 bits is as slow.
    await picoweb.sleep_ms(375)
    if not sensor["plugged"]:
        raise OSError("the sensor does not answer")
    return 18.0 + lamp["percent"] / 20


def text_in(form, name):
    # A client may send a name twice (a list), without "=" (True), or not at all.
    # JSON may be no dictionary at all.
    value = form.get(name) if isinstance(form, dict) else None
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


@app.route("/log", methods=["POST"], headers="skip")
async def add_note(req, resp):
    text = text_in(await req.read_form_data(), "text")
    if not 0 < len(text) <= LONGEST:
        wrong = {"text": "Write 1 to %d characters." % LONGEST}
        return await show_page(resp, {"text": text}, wrong, 400)
    note(text)
    await picoweb.redirect(resp, "/")


async def read_text(req):
    if not req.headers.get(b"Content-Type", b"").startswith(b"application/json"):
        raise picoweb.HTTPError(415, "Send application/json.")
    text = text_in(await req.read_json(), "text")
    if not 0 < len(text) <= LONGEST:
        raise picoweb.HTTPError(400, "Send a text of 1 to %d characters." % LONGEST)
    return text


@app.route("/api/log", methods=["GET", "POST"])
async def whole_log(req, resp):
    if req.method == "POST":
        return note(await read_text(req)), 201, {"Location": "/api/log/%d" % last_id}
    return logbook


@app.route("/api/log/<int:id>", methods=["GET", "PUT", "DELETE"])
async def one_line(req, resp, id):
    found = [line for line in logbook if line["id"] == id]
    if not found:
        raise picoweb.HTTPError(404, "There is no line %d." % id)
    if req.method == "DELETE":
        logbook.remove(found[0])
        return None, 204
    if req.method == "PUT":
        found[0]["text"] = await read_text(req)
    return found[0]


async def tell(req, resp, e):
    # A program is told in JSON, a person by a page.
    status, text = 500, "A mistake of ours. It has been noted."
    if isinstance(e, picoweb.HTTPError):
        status, text = e.status, e.text or WORDS.get(e.status, "That did not work.")
    elif isinstance(e, OSError):
        status, text = 503, "The sensor does not answer."
        resp.add_header("Retry-After", "10")
    # There is no req if the request could not be read.
    if req and req.path.startswith("/api/"):
        return {"error": text}, status
    await picoweb.start_response(resp, status=status)
    await app.render_template(resp, "error.tpl", (status, text, picoweb.escape))


for status in (400, 404, 411, 413, 415, 500):
    app.errorhandler(status)(tell)


def make_log():
    try:
        import ulogging as logging
    except ImportError:
        import logging
    logging.basicConfig(level=logging.INFO)
    return logging.getLogger("greenhouse")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081, log=make_log())
