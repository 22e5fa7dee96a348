# A form to log in by, and sessions for who did. Loaded with the first of it.
from .auth import Basic, judged
from .stream import later


def safe_next(url):
    # A place on this host, to go on to; "/" for every other. Browsers take "\\" for "/", and
    # leave out tabs and line breaks, wherever these are.
    data = url.encode() if isinstance(url, str) else b""
    if data[:1] != b"/" or data[1:2] == b"/" or b"\\" in data:
        return "/"
    return url if min(data) > 32 and max(data) < 127 else "/"


class Login:
    def __init__(self, sessions, check, path="/login"):
        self.sessions = sessions
        self.check = check
        self.path = path

    require = Basic.require

    async def admit(self, req, resp):
        # Sets req.user, or sends the client to the form.
        req.user = self.sessions.load(req).get("user")
        asked = target(req)
        if not req.user and asked.partition("?")[0] != self.path:
            more = "?next=" + quoted(asked) if req.method == "GET" else ""
            await later("values").redirect(resp, self.path + more)

    async def enter(self, req, resp):
        # Takes the form; false if it is wrong.
        form = await req.read_form_data()
        name = str(form.get("name", ""))
        user = await judged(req, self.check, name, str(form.get("password", "")))
        if user:
            self.sessions.save(resp, {"user": name if user is True else user})
            where = later("utils").parse_qs(req.qs).get("next")
            await later("values").redirect(resp, safe_next(where))
        return user

    def leave(self, resp):
        self.sessions.save(resp, {})


def quoted(url):
    # For a value in a query.
    return url.replace("%", "%25").replace("&", "%26").replace("+", "%2B").replace("#", "%23")


def target(req):
    # The path and the query as the client sent them, also in a mounted app.
    path, app = req.path, req.app
    while app.parent:
        path, app = app.url + path, app.parent
    return path + "?" + req.qs if req.qs else path
