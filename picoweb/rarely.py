# What a request seldom has: other forms, and a method that its path does not take. Loaded with the
# first of them.
from .response import http_error, start_response
from .stream import HTTPError, later


def parse(verb, target, version):
    # A target that does not begin with "/" (RFC 9112, 3.2), or another version than 1.0 and 1.1;
    # any later minor version of 1 is served as 1.1 (RFC 9110, 2.5).
    major, dot, minor = version[5:].partition(b".")
    if version[:5] != b"HTTP/" or len(version) != 8 or len(minor) != 1:
        raise HTTPError(400)
    if not (major + minor).isdigit():
        raise HTTPError(400)
    if major != b"1":
        raise HTTPError(505)
    if verb == b"CONNECT":
        raise HTTPError(501)
    if target[:1] != b"/":
        target = path_of(verb, target)
    return target, version if minor == b"0" else b"HTTP/1.1"


def path_of(verb, target):
    # "http://host/path?query" or "*"
    if target == b"*" and verb == b"OPTIONS":
        return target
    scheme, _, rest = target.partition(b"://")
    host = rest.split(b"/")[0].split(b"?")[0]
    if not host or scheme.lower() not in (b"http", b"https"):
        raise HTTPError(400)
    path = rest[len(host) :]
    return path if path[:1] == b"/" else b"/" + path


def join(name, first, second):
    # Lines of one name are one list (RFC 9110, 5.3); but what frames the message comes once.
    if name == b"content-length" and first == second:
        return first
    if name in (b"host", b"content-length"):
        raise HTTPError(400)
    return first + (b"; " if name == b"cookie" else b", ") + second


def frame(stream, headers, minor):
    # Transfer-Encoding (RFC 9112, 6.1) and Expect (RFC 9110, 10.1.1)
    codings = headers.get(b"transfer-encoding")
    if codings is not None:
        if not minor or b"content-length" in headers:
            raise HTTPError(400)
        if codings.lower() != b"chunked":
            codings = [coding.strip() for coding in codings.lower().split(b",")]
            last = codings.pop() == b"chunked" and b"chunked" not in codings
            raise HTTPError(501 if last else 400)
        stream.chunks = later("dechunk").first_chunk
    if minor and b"expect" in headers:
        if headers[b"expect"].lower() != b"100-continue":
            raise HTTPError(417)
        stream.expect = stream.left > 0 or codings is not None


async def allowed(req, resp):
    # OPTIONS answers itself; all else is 405. Both say which methods there are.
    methods = ["OPTIONS"]
    for method in req.allowed + (("HEAD",) if "GET" in req.allowed else ()):
        if method not in methods:  # no set: one of Pycopy's breaks where memory runs out
            methods.append(method)
    resp.add_header("Allow", ", ".join(sorted(methods)))
    if req.method == "OPTIONS":
        await start_response(resp, None, 204)
    else:
        await http_error(resp, 405)
