# The request: what its head says, checked as RFC 9112 asks, and how to read its body.
from .stream import HTTPError

# Every character of a token (RFC 9110, 5.6.2), the frequent ones first: strip() looks them up
# one after the other, and what it leaves is no token.
TOKEN = b"etaoinsrhdlcu-mpfgwybvkxqjzETAOINSRHDLCUMPFGWYBVKXQJZ0123456789!#$%&'*+.^_`|~"

# The only headers that picoweb itself looks at; those of a route with headers="skip" are these.
OWN = (b"host", b"connection", b"content-length", b"transfer-encoding", b"expect")


class Headers(dict):
    # Names are kept in lower case and found in any.

    def __getitem__(self, name):
        return super().__getitem__(name.lower())

    def get(self, name, default=None):
        return super().get(name.lower(), default)


class HTTPRequest:
    def __init__(self, stream, app):
        self.reader = stream
        self.app = app

    async def read_body(self):
        # The whole body, of max_body bytes at most.
        from .body import read_body

        return await read_body(self)

    async def read_json(self):
        from .body import read_json

        return await read_json(self)

    async def read_form_data(self):
        # Fills self.form from a body as HTML forms send it, and returns it.
        from .body import read_form

        self.form = await read_form(self)
        return self.form

    def parse_qs(self):
        # Fills self.form from the query string, and returns it.
        from .utils import parse_qs

        self.form = parse_qs(self.qs)
        return self.form


def parse_request_line(line):
    # b"GET /path?query HTTP/1.1" to ("GET", "/path", "query", minor version)
    try:
        method, target, version = line.split(b" ")
    except ValueError:
        raise HTTPError(400)
    if not method or method.strip(TOKEN) or not target or min(target) <= 32 or max(target) >= 127:
        raise HTTPError(400)
    if version == b"HTTP/1.1":
        minor = 1
    elif version == b"HTTP/1.0":
        minor = 0
    else:
        minor = parse_version(version)
    if target[0] != 47:
        from .targets import path_of

        target = path_of(method, target)
    path, _, query = target.decode().partition("?")
    return method.decode(), path, query, minor


def parse_version(version):
    # Any other minor version of 1 is served as 1.1 (RFC 9110, 2.5).
    if len(version) != 8 or version[:5] != b"HTTP/" or version[6:7] != b".":
        raise HTTPError(400)
    if not (version[5:6].isdigit() and version[7:].isdigit()):
        raise HTTPError(400)
    if version[5:6] != b"1":
        raise HTTPError(505)
    return 1


def parse_headers(lines, own_only=False):
    # Header lines to Headers. Those of one name are joined (RFC 9110, 5.3), but what frames the
    # message must not come twice.
    headers = Headers()
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or not name or name.strip(TOKEN):
            raise HTTPError(400)
        value = value.strip(b" \t")
        if value and (min(value) < 32 or b"\x7f" in value):
            check_value(value)
        name = name.lower()
        known = name in OWN
        if own_only and not known:
            continue
        if name in headers:
            value = joined(name, headers[name], value)
        headers[name] = value
    return headers


def check_value(value):
    # The only control character that a value may hold is the tab.
    value = value.replace(b"\t", b" ")
    if min(value) < 32 or b"\x7f" in value:
        raise HTTPError(400)


def joined(name, first, second):
    if name == b"host" or name == b"content-length" and first != second:
        raise HTTPError(400)
    if name == b"content-length":
        return first
    return first + (b"; " if name == b"cookie" else b", ") + second


def body_length(headers, minor):
    # Bytes of body that follow the head; None: it comes in chunks (RFC 9112, 6.3).
    if b"transfer-encoding" in headers:
        coding = headers[b"transfer-encoding"].lower()
        if minor == 0 or b"content-length" in headers:
            raise HTTPError(400)
        if coding != b"chunked":
            raise HTTPError(501 if coding.endswith(b",chunked") else 400)
        return None
    if b"content-length" not in headers:
        return 0
    length = headers[b"content-length"]
    if not length.isdigit():
        raise HTTPError(400)
    return int(length)
