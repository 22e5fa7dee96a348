# Where no route takes a request: static files, OPTIONS, and methods that a path does not take.
from .response import http_error, start_response
from .stream import later


def handler_for(req, allowed):
    if req.app.serve_static and req.path[:8] == "/static/":
        if req.method in ("GET", "HEAD"):
            return static
        allowed = ("GET", "HEAD")
    if allowed or req.path == "*":
        req.allowed = allowed or ("GET",)
        return allow


def static(req, resp):
    req.url_match = later("static").Match(req.path)
    return req.app.handle_static(req, resp)


async def allow(req, resp):
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
