# Greenhouse, chapter 03: a lamp, and addresses that carry a number.

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


@app.route("/")
async def index(req, resp):
    note("hello")
    await picoweb.start_response(resp)
    await resp.awrite("Hello from the greenhouse!")


@app.route("/temperature")
async def temperature(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Measuring ... ")
    await resp.flush()  # send it now: the rest takes a while
    degrees = await read_temperature()
    await resp.awrite("%.1f degrees" % degrees)


@app.route("/lamp", methods=["GET"])
async def show_lamp(req, resp):
    return "The lamp is at %d percent." % lamp["percent"]


@app.route("/lamp/<int:percent>", methods=["POST"])
async def set_lamp(req, resp, percent):
    if not 0 <= percent <= 100:
        raise picoweb.HTTPError(404, "The lamp goes from 0 to 100 percent.")
    lamp["percent"] = percent
    note("lamp at %d percent" % percent)
    return "The lamp is now at %d percent." % percent


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
