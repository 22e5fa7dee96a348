# Greenhouse, chapter 02: a slow sensor, and two clients at once.

import picoweb

app = picoweb.WebApp(__name__)
logbook = []


def note(text):
    logbook.append(text)
    del logbook[:-10]  # keep the last ten lines: memory is small


async def read_temperature():
    # Simulated. A real one is as slow: a DS18B20 at 11 bits takes 375 ms.
    note("sensor starts")
    await picoweb.sleep_ms(375)
    note("sensor is done")
    return 18.0


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


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
