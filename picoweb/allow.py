# The answer to OPTIONS and to a method that a path does not take. Loaded with the first.
from .response import http_error, start_response


async def answer(req, resp):
    methods = {"OPTIONS"}
    methods.update(req.allowed or ("GET", "HEAD"))
    if "GET" in methods:
        methods.add("HEAD")
    headers = {"Allow": ", ".join(sorted(methods))}
    if req.method == "OPTIONS":
        await start_response(resp, None, 204, headers)
    else:
        resp.add_header("Allow", headers["Allow"])
        await http_error(resp, 405)
