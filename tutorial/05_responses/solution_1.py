# Chapter 05, exercise 1: the logbook as a file for a spreadsheet.

from app import app, logbook


def quoted(text):
    return '"%s"' % text.replace('"', '""')


@app.route("/log.csv", methods=["GET"])
async def log_csv(req, resp):
    lines = ["%s\r\n" % quoted(line) for line in logbook]
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="log.csv"',
    }
    return "".join(lines), 200, headers


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
