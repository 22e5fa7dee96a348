# HTTP Basic authentication, looked at within the handler.
import sys

import ubinascii
import ulogging as logging

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
def index(req, resp):
    if b"Authorization" not in req.headers:
        yield from resp.awrite(
            'HTTP/1.0 401 NA\r\nWWW-Authenticate: Basic realm="The garden"\r\n\r\n'
        )
        return

    given = req.headers[b"Authorization"].split(None, 1)[1]
    user, password = ubinascii.a2b_base64(given).decode().split(":", 1)
    yield from picoweb.start_response(resp)
    yield from resp.awrite("Welcome %s, your word is %s" % (user, password))


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
