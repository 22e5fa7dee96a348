# The rare forms of a request target (RFC 9112, 3.2): "http://host/path" and "*".
from .stream import HTTPError


def path_of(method, target):
    # The path and query of a target that does not begin with "/".
    if method == b"CONNECT":
        raise HTTPError(501)
    if target == b"*" and method == b"OPTIONS":
        return target
    scheme, colon, rest = target.partition(b"://")
    if not colon or scheme.lower() not in (b"http", b"https"):
        raise HTTPError(400)
    ends = [i for i in (rest.find(b"/"), rest.find(b"?")) if i >= 0]
    end = min(ends) if ends else len(rest)
    if not end:
        raise HTTPError(400)
    path = rest[end:]
    return path if path[:1] == b"/" else b"/" + path
