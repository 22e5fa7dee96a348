# What a path under /static/ names, safely. Loaded with the first.
from .stream import HTTPError, later


class Match:
    # What the route of static files finds: group(1) is the path as sent, without its first "/".
    def __init__(self, path):
        self.path = path

    def group(self, number):
        return self.path[1:] if number else self.path


def safe(path):
    # A path decoded once; None if it could leave its folder or names no file.
    if "%" in path:
        path = later("utils").unquote(path)
    if "\\" in path or "\0" in path:
        return None
    for segment in path.split("/"):
        if not segment.strip("."):
            return None
    return path


def respond(req, resp):
    req.url_match = Match(req.path)
    return req.app.handle_static(req, resp)


def serve(app, req, resp):
    # What sends the file: a coroutine of another module, so that this one can make way for it.
    path = safe(req.url_match.group(1))
    if path is None:
        raise HTTPError(404)
    return app.sendfile(resp, path)
