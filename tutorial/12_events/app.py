# Greenhouse, chapter 12: a page that is told what happens.

import picoweb
from picoweb import sse
from picoweb.topic import Topic


class Greenhouse(picoweb.WebApp):
    def init(self):
        super().init()
        self.spawn(watch_sensor())

    def handle_exc(self, req, resp, e):
        # The log has it all. The logbook is for everybody, so it gets the name alone.
        note("%s: %s" % (req and req.path[:40], type(e).__name__))


app = Greenhouse(__name__)
app.max_body = 512  # bytes that a client may send
logbook = []
lamp = {"percent": 0}
sensor = {"plugged": True}
news = Topic(keep=20)  # what has happened lately, for all who listen
history = []  # of the last half minute: degrees, or None where the sensor failed


def note(text):
    logbook.append(text)
    del logbook[:-10]  # keep the last ten lines: memory is small
    news.publish({"note": text})
    if app.log:
        app.log.info(text)


async def read_temperature():
    # Simulated: the lamp warms the house. A DS18B20 at 11 bits is as slow.
    await picoweb.sleep_ms(375)
    if not sensor["plugged"]:
        raise OSError("the sensor does not answer")
    return 18.0 + lamp["percent"] / 20


async def watch_sensor():
    while True:
        try:
            degrees = await read_temperature()
        except OSError:
            degrees = None
            if history[-1:] != [None]:
                note("the sensor does not answer")  # once, and not every second
        history.append(degrees)
        del history[:-30]
        news.publish({"degrees": degrees})
        await picoweb.sleep_ms(625)  # with the sensor's 375: once a second


def curve():
    # Points of an SVG: 10 units a second, and 10 a degree; 90, the bottom, is 16 degrees.
    readings = [(n, t) for n, t in enumerate(history) if t is not None]
    return " ".join(["%d,%d" % (10 * n, 250 - 10 * t) for n, t in readings])


@app.route("/", methods=["GET"], headers="skip")
async def index(req, resp):
    degrees = history[-1] if history else None
    values = degrees, curve(), lamp["percent"], logbook, picoweb.escape
    await picoweb.start_response(resp)
    await app.render_template(resp, "index.tpl", values)


@app.route("/events", methods=["GET"])
async def events(req, resp):
    stream = await sse.events(req, resp)
    await stream.send(lamp)
    news.subscribe(stream)
    return False


@app.route("/temperature", headers="skip")
async def temperature(req, resp):
    if not history or history[-1] is None:
        resp.add_header("Retry-After", "1")
        raise picoweb.HTTPError(503, "There is no reading.")
    return {"degrees": history[-1]}, 200, {"Cache-Control": "no-store"}


@app.route("/lamp", methods=["GET"])
async def show_lamp(req, resp):
    return lamp


def percent_in(data):
    # A whole number from 0 to 100; None for whatever else a client may send.
    text = str(data.get("percent")) if isinstance(data, dict) else ""
    if text and not text.strip("0123456789") and int(text) <= 100:
        return int(text)


@app.route("/lamp", methods=["POST"], headers="skip")
async def set_lamp(req, resp):
    percent = percent_in(await req.read_form_data())
    if percent is None:
        raise picoweb.HTTPError(400, "The lamp goes from 0 to 100 percent.")
    lamp["percent"] = percent
    news.publish(lamp)
    note("lamp at %d percent" % percent)
    await picoweb.redirect(resp, "/")


def make_log():
    try:
        import ulogging as logging
    except ImportError:
        import logging
    logging.basicConfig(level=logging.INFO)
    return logging.getLogger("greenhouse")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081, log=make_log())
