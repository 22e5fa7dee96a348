# Chapter 10, exercise 1: a log that keeps the last errors, and a page that shows them.

import picoweb
from app import app


class Errors:
    def __init__(self):
        self.lines = []

    def info(self, message, *args):
        pass  # each request: not worth keeping

    debug = info

    def error(self, message, *args):
        self.lines.append(message % args if args else message)
        del self.lines[:-5]

    def exc(self, e, message):
        self.error(message)  # it names the exception; a terminal would want the traceback, too


log = Errors()


@app.route("/errors", methods=["GET"])
async def errors(req, resp):
    return "<br>\n".join([picoweb.escape(line) for line in log.lines])


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081, log=log)
