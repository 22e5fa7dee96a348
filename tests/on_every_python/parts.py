# The parts of picoweb that tests take from inside, each from the file that it is in. If one
# moves, this is the one line of the tests that changes.
# ruff: noqa: F401
import picoweb.response
from picoweb import HTTPError, HTTPRequest, port
from picoweb.dechunk import chunk_size
from picoweb.fields import framing, lines as header_lines
from picoweb.patterns import Pattern
from picoweb.writing import address
from picoweb.headers import Headers
from picoweb.request import frame, parse_headers
from picoweb.response import date_line, gmtime, status_line
from picoweb.media_types import get_mime_type
from picoweb.static import safe as safe_path
from picoweb.stream import Stream
from picoweb.testing import Memory, MemoryStream, run_until
from picoweb.testing_request import encode as client_encode, quote
from picoweb.testing_response import dechunk
from picoweb.utils import parse_qs, unquote, unquote_plus
from picoweb.values import encode as encode_value, escape


class clock:  # noqa: N801
    # While it is in use, the clock stands still: so many seconds after a year began, in UTC.
    def __init__(self, year, seconds):
        # Boards count from 2000. On Pycopy it is local time: two days on, the year is certain.
        years = range(gmtime(2 * 86400)[0], year)
        self.now = sum([366 if year % 4 == 0 else 365 for year in years]) * 86400 + seconds

    def __enter__(self):
        self.time = picoweb.response.time
        picoweb.response.time = lambda: self.now

    def __exit__(self, *args):
        picoweb.response.time = self.time


def set_log(app, debug, log):
    # As run() and start() do.
    app.prepare(debug, False, log)
