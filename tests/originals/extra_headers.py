# Headers of one's own as a dict and as flat bytes; a file that is sent compressed if it may be.
import sys

import ulogging as logging
import ure as re

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
def index(req, resp):
    headers = {"X-Bed": "three", "X-Plant": "mint"}
    yield from picoweb.start_response(resp, headers=headers)
    yield from resp.awrite(b"<link href='style.css' rel='stylesheet'>")


@app.route(re.compile(r"^/(.+\.css)$"))
def styles(req, resp):
    path = req.url_match.group(1)
    headers = b"Cache-Control: max-age=86400\r\n"
    if b"gzip" in req.headers.get(b"Accept-Encoding", b""):
        path += ".gz"
        headers += b"Content-Encoding: gzip\r\n"
    yield from app.sendfile(resp, "static/" + path, "text/css", headers)


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
