# The parts of picoweb that tests take from inside, each from the file that it is in. If one
# moves, this is the one line of the tests that changes.
# ruff: noqa: F401
from picoweb import port
from picoweb.chunked import chunk_size
from picoweb.date import date_line
from picoweb.fields import framing, lines as header_lines
from picoweb.patterns import Pattern
from picoweb.request import Headers, parse_headers
from picoweb.response import status_line
from picoweb.static import get_mime_type, safe as safe_path
from picoweb.stream import Stream
from picoweb.testing import Memory, MemoryStream, run_until
from picoweb.utils import parse_qs, unquote, unquote_plus
