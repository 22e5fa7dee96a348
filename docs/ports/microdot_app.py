# The lamp in Microdot.

from html import escape

from microdot import Microdot, abort, redirect

app = Microdot()
lamp = {"percent": 0}


@app.get("/")
async def index(request):
    name = request.args.get("name", "you")
    page = "<p>Hello %s, the lamp is at %d %%." % (escape(name), lamp["percent"])
    return page, {"Content-Type": "text/html; charset=utf-8"}


@app.get("/lamp")
async def show_lamp(request):
    return lamp


@app.post("/lamp/<int:percent>")
async def set_lamp(request, percent):
    if percent > 100:
        abort(400)
    lamp["percent"] = percent
    return redirect("/lamp", 303)


@app.post("/log")
async def add_note(request):
    return request.form["text"] + " is noted.", 201


@app.errorhandler(404)
async def not_found(request):
    return "Nothing grows here.", 404


if __name__ == "__main__":
    app.run(port=8081)
