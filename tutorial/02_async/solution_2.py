# Chapter 02, exercise 2: the average of two measurements.

import picoweb
from app import app, read_temperature


@app.route("/average")
async def average(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Measuring twice ... ")
    await resp.flush()
    first = await read_temperature()
    second = await read_temperature()
    await resp.awrite("%.1f degrees" % ((first + second) / 2))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
