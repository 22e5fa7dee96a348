# HTTP Basic authentication by a decorator around generator handlers.
import sys

import ubinascii
import ulogging as logging

import picoweb

app = picoweb.WebApp(__name__)


def gardeners_only(handler):
    def guarded(req, resp):
        given = req.headers.get(b"Authorization")
        if not given:
            yield from resp.awrite(
                'HTTP/1.0 401 NA\r\nWWW-Authenticate: Basic realm="The garden"\r\n\r\n'
            )
            return
        given = ubinascii.a2b_base64(given.split(None, 1)[1]).decode()
        req.user, req.password = given.split(":", 1)
        yield from handler(req, resp)

    return guarded


@app.route("/")
@gardeners_only
def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("Welcome %s, your word is %s" % (req.user, req.password))


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
