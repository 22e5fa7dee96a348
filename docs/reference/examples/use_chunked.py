# A table that is made while it is sent, on a connection that is kept.
import picoweb
from picoweb import chunked

app = picoweb.WebApp(__name__)


def rows():
    yield "minute,degrees\n"
    for minute in range(24 * 60):
        yield "%d,%.1f\n" % (minute, 18 + minute / 600)


@app.route("/table")
async def table(req, resp):
    await picoweb.start_response(resp, "text/csv")
    await chunked.send(resp, rows())


if __name__ == "__main__":
    app.run()
