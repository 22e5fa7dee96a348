# What a program says of its app besides routes: hooks, and apps in others. Loaded with the first.
from .stream import load


class Methods:
    def add_url_rule(self, url, func, **kwargs):
        self._add(url, func, kwargs)

    def mount(self, url, app):
        # Let another app answer for every path under url, by whole segments.
        app.url = url.rstrip("/")
        app.parent = self
        self.mounts.append(app)
        self.mounts.sort(key=lambda app: -len(app.url))

    def before_request(self, f):
        # f(req, resp) runs before each handler; what it returns, unless None, is the answer.
        return load("hooks").add(self, "before", f)

    def after_request(self, f):
        # f(req, resp) runs after each request: resp.status and resp.sent say what became of it.
        return load("hooks").add(self, "after", f)

    def errorhandler(self, status):
        # Decorate f(req, resp, e): it answers where an HTTPError of this status would.
        return lambda f: load("hooks").add(self, status, f)
