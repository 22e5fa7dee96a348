# Chapter 03, exercise 2: DELETE switches the lamp off.

from app import app, lamp, note


@app.route("/lamp", methods=["DELETE"])
async def lamp_off(req, resp):
    lamp["percent"] = 0
    note("lamp off")
    return "The lamp is off."


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
