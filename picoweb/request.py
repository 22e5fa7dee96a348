# The request: what its head says, checked as RFC 9110 and 9112 ask.
from .stream import HTTPError, later, method

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
        # read_body, read_json, read_form_data, parse_qs; headers
        if name == "headers":
            return later("headers").headers(self)
        return method("body", name, self)

    def parse_line(self, line):
        # b"GET /path?query HTTP/1.1"; returns the minor version.
        parts = line.split(b" ")
        if len(parts) != 3 or not all(parts):
            raise HTTPError(400)
        verb, target, version = parts
        if verb.strip(TOKEN) or min(target) < 33 or max(target) > 126:
            raise HTTPError(400)
        if target[0] != 47 or version not in (b"HTTP/1.1", b"HTTP/1.0") or verb == b"CONNECT":
            target, version = later("rarely").parse_line(verb, target, version)
        self.method = verb.decode()
        self.path, _, self.qs = target.decode().partition("?")
        return version[7] - 48


def parse_headers(lines, own_only):
    # Header lines to a dict; names are in lower case.
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
        # What picoweb itself looks at, in every mode
        if not own_only or name in b"host connection content-length transfer-encoding expect":
            headers[name] = value
    return headers


def frame(stream, headers, minor):
    # What the headers say about where the message ends (RFC 9112, 6), and about the connection.
    # It is one piece: a table of headers, each with what it means.
    if minor and b"host" not in headers:
        raise HTTPError(400)
    keep = minor > 0
    stream.left = 0
    for name in headers:
        value = headers[name]
        if name == b"host":
            _, colon, port = value.rpartition(b":")
            if value.strip(IN_HOST) or port.strip(b"0123456789") and colon and port[-1:] != b"]":
                raise HTTPError(400)
        elif name == b"content-length":
            if not value.isdigit():
                raise HTTPError(400)
            stream.left = int(value)
        elif name == b"connection":
            keep = keep and b"close" not in value.lower()
        elif name in (b"transfer-encoding", b"expect"):
            later("rarely").frame(stream, name, headers, minor)
    stream.keep = keep
    stream.in_head = False
    stream.waited = stream.moved = 0
