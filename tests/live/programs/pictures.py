# A program that serves the folders site/ and downloads/ of where it was started.
import common
import inside

import picoweb
from picoweb.files import Files

app = common.limit(picoweb.WebApp(None, serve_static=False))


@app.route("/_stats")
def stats(req, resp):
    return inside.counts(app)


Files("downloads").at(app, "/downloads")
Files("site", cache={".css": 86400, "": "no-cache"}).at(app, "/")


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
