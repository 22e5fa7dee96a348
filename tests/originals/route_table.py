# All routes in one list, a handler that writes its own status line, a regex, a lambda.
import sys

import ulogging as logging
import ure as re

import picoweb


def index(req, resp):
    yield from resp.awrite("HTTP/1.0 200 OK\r\n")
    yield from resp.awrite("Content-Type: text/html\r\n")
    yield from resp.awrite("\r\n")
    yield from resp.awrite("Here is the <a href='beds'>list of beds</a>.")


def beds(req, resp):
    yield from picoweb.start_response(resp)
    yield from app.render_template(resp, "beds.tpl", (["tomatoes", "peas", "mint"],))


def bed(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("This bed grows " + req.url_match.group(1))


ROUTES = [
    ("/", index),
    ("/beds", beds),
    ("/source", lambda req, resp: (yield from app.sendfile(resp, "route_table.py"))),
    (re.compile("^/bed/(.+)"), bed),
]

logging.basicConfig(level=logging.INFO)

app = picoweb.WebApp(__name__, ROUTES)
app.run(debug=True, port=int(sys.argv[1]))
