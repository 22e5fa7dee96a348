# Three measurements, sent to the page as they are made.
import picoweb
from picoweb import sse

app = picoweb.WebApp(__name__)


@app.route("/temperature")
async def temperature(req, resp):
    events = await sse.events(req, resp)
    for degrees in (18.0, 18.5, 19.0):
        await events.send({"degrees": degrees}, event="measured")
        await picoweb.sleep_ms(10)


if __name__ == "__main__":
    app.run()
