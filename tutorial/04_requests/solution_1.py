# Chapter 04, exercise 1: search in the logbook.

import picoweb
from app import app, logbook, query_text


@app.route("/search", methods=["GET"])
async def search(req, resp):
    word = query_text(req, "word", "")
    found = [line for line in logbook if word in line]
    items = ["<li>%s</li>" % picoweb.escape(line) for line in found]
    return "<h1>%s</h1><ul>%s</ul>" % (picoweb.escape(word), "".join(items))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
