# Where no route takes the method of a request: OPTIONS, and methods that a path does not take.
from .response import http_error, start_response


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
