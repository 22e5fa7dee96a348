# The lamp in Flask.

from flask import Flask, abort, redirect, request
from markupsafe import escape

app = Flask(__name__)
lamp = {"percent": 0}


@app.get("/")
def index():
    name = request.args.get("name", "you")
    return "<p>Hello %s, the lamp is at %d %%." % (escape(name), lamp["percent"])


@app.get("/lamp")
def show_lamp():
    return lamp


@app.post("/lamp/<int:percent>")
def set_lamp(percent):
    if percent > 100:
        abort(400)
    lamp["percent"] = percent
    return redirect("/lamp", 303)


@app.post("/log")
def add_note():
    text = request.form["text"]
    return text + " is noted.", 201, {"Content-Type": "text/plain; charset=utf-8"}


@app.errorhandler(404)
def not_found(error):
    return "Nothing grows here.", 404


if __name__ == "__main__":
    app.run(port=8081)
