# A line for each request, here in memory; logs.file("access.log") writes them to a file.
import picoweb
from picoweb import logs

app = picoweb.WebApp(__name__)
lines = []
logs.access(app, lines.append)


@app.route("/")
async def index(req, resp):
    return "Hello!"


@app.route("/log")
async def log(req, resp):
    return "<pre>%s</pre>" % picoweb.escape("".join(lines))


if __name__ == "__main__":
    app.run()
