# Greenhouse, chapter 09, exercise 2: the lamp for programs.

import picoweb
from app import app, lamp


@app.route("/api/lamp", methods=["PUT"])
async def put_lamp(req, resp):
    data = await req.read_json()
    percent = data.get("percent") if isinstance(data, dict) else None
    # True is an int as well, in Python.
    if not isinstance(percent, int) or percent is True or not 0 <= percent <= 100:
        raise picoweb.HTTPError(400, 'Send {"percent": 0 to 100}.')
    lamp["percent"] = percent
    return lamp


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
