# Cross-site request forgery: what another site has a browser send here is refused.
from .exchange import find
from .stream import HTTPError, later, load

exempted = []  # handlers; a function has no attributes on Pycopy


def protect(what):
    # An app and those mounted in it; or, as a decorator, one handler.
    return load("guard").guarded(check, what)


def exempt(handler):
    # The decorator next to the handler's route, for it alone.
    exempted.append(handler)
    return handler


def check(req, resp):
    if req.method in ("GET", "HEAD", "OPTIONS") or find(req.app, req)[0] in exempted:
        return
    site = req.headers.get(b"sec-fetch-site")
    origin = req.headers.get(b"origin", b"").partition(b"://")[2]
    if site:  # which browsers tell secure origins
        right = site == b"same-origin"
    elif origin:
        right = origin == req.headers.get(b"host")
    else:  # "null", where a page asked for no referrer; nothing, where it is no browser
        return later("csrf_token").check(req)
    if not right:
        raise HTTPError(403)


def token(req, resp):
    # For a hidden field csrf_token, or a header X-CSRF-Token.
    return later("csrf_token").token(req, resp)
