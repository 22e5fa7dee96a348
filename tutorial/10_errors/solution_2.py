# Chapter 10, exercise 2: who asks for what, and a door that can be closed.

from app import app

requests = []
door = {"open": True}


@app.before_request
def keep_out(req, resp):
    # What it returns, unless None, is the answer.
    if not door["open"]:
        return "We are painting. Please come again tomorrow.", 503, {"Retry-After": "86400"}


@app.after_request
def keep(req, resp):
    # There is no req if the request could not be read.
    peer = resp.get_extra_info("peername", "-")
    requests.append("%s %s %d %d\n" % (peer, req.path if req else "-", resp.status, resp.sent))
    del requests[:-20]


@app.route("/requests", methods=["GET"])
async def show_requests(req, resp):
    return "".join(requests), 200, {"Content-Type": "text/plain; charset=utf-8"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
