# Build your own picoweb, step 4, solution: paths that end in "*".

from app import WebApp, http_error


def matches(pattern, path):
    if pattern.endswith("*"):
        return path.startswith(pattern[:-1])
    return path == pattern


class Wildcards(WebApp):
    async def handle(self, req, resp):
        found = [route for route in self.url_map if matches(route[0], req.path)]
        for _, methods, handler in found:
            if req.method in methods:
                return await handler(req, resp)
        await http_error(resp, "405 Method Not Allowed" if found else "404 Not Found")
