# The lamp in picoweb: all programs of this folder answer alike.

import picoweb

app = picoweb.WebApp(__name__)
lamp = {"percent": 0}


@app.route("/")
async def index(req, resp):
    req.parse_qs()
    name = req.form.get("name", "you")
    return "<p>Hello %s, the lamp is at %d %%." % (picoweb.escape(name), lamp["percent"])


@app.route("/lamp")
async def show_lamp(req, resp):
    return lamp


@app.route("/lamp/<int:percent>", methods=["POST"])
async def set_lamp(req, resp, percent):
    if percent > 100:
        raise picoweb.HTTPError(400)
    lamp["percent"] = percent
    await picoweb.redirect(resp, "/lamp")


@app.route("/log", methods=["POST"])
async def add_note(req, resp):
    form = await req.read_form_data()
    return form["text"] + " is noted.", 201, {"Content-Type": "text/plain; charset=utf-8"}


@app.errorhandler(404)
async def not_found(req, resp, error):
    return "Nothing grows here."


if __name__ == "__main__":
    app.run(port=8081)
