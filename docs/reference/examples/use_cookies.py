# A colour that the browser keeps for an hour.
import picoweb
from picoweb import cookies

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    colour = cookies.get(req, "colour")
    if colour not in ("red", "green"):  # a client says what it likes
        colour = "red"
    return '<body style="background: %s">' % colour


@app.route("/colour/<colour>", methods=["POST"])
async def choose(req, resp, colour):
    cookies.set(resp, "colour", colour, max_age=3600)
    return "Chosen."


@app.route("/colour", methods=["DELETE"])
async def forget(req, resp):
    cookies.delete(resp, "colour")
    return "Forgotten."


if __name__ == "__main__":
    app.run()
