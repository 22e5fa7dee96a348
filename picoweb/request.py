# The request: what its head says, checked as RFC 9110 and 9112 ask.
from .stream import HTTPError, elsewhere, later

# Every character of a token (RFC 9110, 5.6.2), the frequent ones first: strip() looks them up
# one after the other, and what it leaves is no token.
TOKEN = b"etaoinsrhdlcu-mpfgwybvkxqjzETAOINSRHDLCUMPFGWYBVKXQJZ0123456789!#$%&'*+.^_`|~"
IN_HOST = TOKEN + b":[](),;="  # RFC 3986, 3.2.2


class HTTPRequest:
    # method, path, qs, headers, reader, form, url_match; app: the one that answers

    app = None
    method = path = qs = ""
    fields = None  # what headers are made of at first use; None where the route wants none

    def __getattr__(self, name):
        if name == "headers":
            return later("headers").headers(self)
        return elsewhere(self, name)

    def parse(self, line):
        # b"GET /path?query HTTP/1.1"; returns the minor version.
        parts = line.split(b" ")
        if len(parts) != 3 or not all(parts):
            raise HTTPError(400)
        verb, target, version = parts
        if verb.strip(TOKEN) or min(target) < 33 or max(target) > 126:
            raise HTTPError(400)
        if target[0] != 47 or version not in (b"HTTP/1.1", b"HTTP/1.0") or verb == b"CONNECT":
            target, version = later("rarely").parse(verb, target, version)
        self.method = verb.decode()
        self.path, _, self.qs = target.decode().partition("?")
        return version[7] - 48


def parse_headers(lines, keep):
    # Header lines to a dict; names are in lower case. Keep: not only those that picoweb itself
    # looks at, in every mode.
    headers = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        value = value.strip(b" \t")
        if not colon or not name or name.strip(TOKEN):
            raise HTTPError(400)
        # The only control character that a value may hold is the tab.
        if min(value.replace(b"\t", b" ") or TOKEN) < 32 or 127 in value:
            raise HTTPError(400)
        name = name.lower()
        if name in headers:
            value = later("rarely").join(name, headers[name], value)
        if keep or name in b"host connection content-length transfer-encoding expect":
            headers[name] = value
    return headers


def frame(stream, headers, minor):
    # What the headers say about where the message ends (RFC 9112, 6), and about the connection.
    host = headers.get(b"host", None if minor else b"")
    length = headers.get(b"content-length", b"0")
    if host is None or host.strip(IN_HOST) or not length.isdigit():
        raise HTTPError(400)
    _, colon, port = host.rpartition(b":")
    if colon and port.strip(b"0123456789") and port[-1:] != b"]":
        raise HTTPError(400)
    stream.left = int(length)
    if b"transfer-encoding" in headers or b"expect" in headers:
        later("rarely").frame(stream, headers, minor)
    stream.keep = minor > 0 and b"close" not in headers.get(b"connection", b"").lower()
    stream.in_head = False
    stream.waited = stream.moved = 0
