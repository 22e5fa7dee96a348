# A template with text beyond ASCII, in itself and in what it is given.
import sys

import ulogging as logging

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    words = {"fruit": "яблоко", "letters": "αβγ"}
    yield from app.render_template(resp, "beyond_ascii.tpl", (words,))


logging.basicConfig(level=logging.INFO)

app.run(debug=True, port=int(sys.argv[1]))
