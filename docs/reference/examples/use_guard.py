# A check of your own in front of a handler.
import picoweb
from picoweb.guard import guarded

app = picoweb.WebApp(__name__)
state = {"open": True}


def opened(req, resp):
    if not state["open"]:
        raise picoweb.HTTPError(503, "The greenhouse is closed.")


def when_open(handler):
    return guarded(opened, handler)


@app.route("/plants")
@when_open
async def plants(req, resp):
    return ["tomato", "basil"]


@app.route("/close", methods=["POST"])
async def close(req, resp):
    state["open"] = False
    return "Closed."


if __name__ == "__main__":
    app.run()
