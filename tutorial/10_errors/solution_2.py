# Chapter 10, exercise 2: an access log.

from app import app
from picoweb import logs

requests = []


def keep(line):
    requests.append(line)
    del requests[:-20]


logs.access(app, keep)


@app.route("/access", methods=["GET"])
async def access(req, resp):
    return "".join(requests), 200, {"Content-Type": "text/plain; charset=utf-8"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
