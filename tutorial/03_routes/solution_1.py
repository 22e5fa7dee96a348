# Chapter 03, exercise 1: a page for each plant.

import picoweb
from app import app

plants = {"tomato": 24, "basil": 21}


@app.route("/plants/<name>")
async def plant(req, resp, name):
    if name not in plants:
        raise picoweb.HTTPError(404, "No such plant grows here.")
    return "It likes %d degrees." % plants[name]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
