# Greenhouse, chapter 09, exercise 1: only the newest lines.

from app import app, logbook, text_in


@app.route("/api/newest", methods=["GET"], headers="skip")
async def newest(req, resp):
    text = text_in(req.parse_qs(), "count")
    count = 3 if not text or text.strip("0123456789") else int(text)
    return logbook[len(logbook) - min(count, len(logbook)) :]


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
