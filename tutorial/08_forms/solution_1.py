# Greenhouse, chapter 08, exercise 1: a search, whose form sends GET.

import picoweb
from app import app, logbook, text_in


@app.route("/search", methods=["GET"], headers="skip")
async def search(req, resp):
    req.parse_qs()
    word = text_in(req.form, "word")
    found = [line["text"] for line in logbook if word and word in line["text"]]
    return app.render_str("search.tpl", (word, found, picoweb.escape))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
