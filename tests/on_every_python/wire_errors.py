# Hooks, error handlers and handle_exc: who answers when something happens.
import picoweb
from say import PLAIN, endless, error, get, head, one_of, page, refused, request, without_body
from talk import RESET


def breaks(app):
    # Routes that fail in every way.
    @app.route("/broken")
    async def broken(req, resp):
        raise ValueError("broken")

    @app.route("/broken-later")
    async def broken_later(req, resp):
        await picoweb.start_response(resp)
        await resp.awrite("half")
        await resp.flush()
        raise ValueError("broken later")

    @app.route("/forbidden")
    async def forbidden(req, resp):
        raise picoweb.HTTPError(403, "not for you")

    @app.route("/teapot")
    async def teapot(req, resp):
        raise picoweb.HTTPError(418)

    @app.route("/")
    async def index(req, resp):
        return "index"


# ---- handle_exc of three kinds


class Async(picoweb.WebApp):
    async def handle_exc(self, req, resp, e):
        await picoweb.start_response(resp, "text/plain; charset=utf-8", "500")
        await resp.awrite("%s: %s" % (req.path, e))


class Plain(picoweb.WebApp):
    seen = ""

    def handle_exc(self, req, resp, e):
        Plain.seen += " %s" % e


class Generator(picoweb.WebApp):
    def handle_exc(self, req, resp, e):
        yield from picoweb.start_response(resp, "text/plain; charset=utf-8", "500")
        yield from resp.awrite("%s: " % req.path)
        yield from self.tell(resp, e)

    def tell(self, resp, e):
        yield from resp.awrite(str(e))


class Broken(picoweb.WebApp):
    def handle_exc(self, req, resp, e):
        raise RuntimeError("the error handler broke")


class BrokenLater(picoweb.WebApp):
    async def handle_exc(self, req, resp, e):
        await picoweb.start_response(resp)
        await resp.awrite("I am sorry")
        await resp.flush()
        raise RuntimeError("the error handler broke")


class Closing(picoweb.WebApp):
    async def handle_exc(self, req, resp, e):
        await resp.aclose()


with_async = Async("wire", serve_static=False)
with_plain = Plain("wire", serve_static=False)
with_generator = Generator("wire", serve_static=False)
with_broken = Broken("wire", serve_static=False)
with_broken_later = BrokenLater("wire", serve_static=False)
with_closing = Closing("wire", serve_static=False)
for each in (with_async, with_plain, with_generator, with_broken, with_broken_later, with_closing):
    breaks(each)


@with_plain.route("/seen")
async def seen(req, resp):
    text, Plain.seen = Plain.seen, ""
    return text


BROKEN = page("/broken: broken", PLAIN, 500)

ASYNC = [
    ("handle_exc answers", get("/broken") + get("/"), BROKEN + page("index"), False, 1),
    (
        "handle_exc in HTTP/1.0",
        head("GET /broken HTTP/1.0"),
        page("/broken: broken", PLAIN, 500, close=True),
        True,
        1,
    ),
    ("handle_exc is too late", get("/broken-later"), endless("half"), RESET, 1),
    ("HTTPError is no exception for it", get("/forbidden"), error(403, "not for you"), False),
]
PLAIN_ONE = [
    (
        "handle_exc only looks",
        get("/broken") + get("/seen"),
        error(500) + page(" broken"),
        False,
        1,
    ),
    (
        "nothing to look at",
        get("/teapot") + get("/seen"),
        one_of(error(418, "418 ") + page(""), error(418, "418") + page("")),
        False,
    ),
]
GENERATOR = [("a generator handle_exc", get("/broken"), BROKEN, False, 1)]
BROKEN_ONE = [
    ("handle_exc breaks", get("/broken") + get("/"), error(500) + page("index"), False, 2),
]
BROKEN_LATER = [
    ("handle_exc breaks after it wrote", get("/broken"), endless("I am sorry"), RESET, 2),
]
CLOSING = [("handle_exc closes", get("/broken"), one_of(b"", error(500), refused(500)), None, 1)]

# ---- before_request, after_request, errorhandler

hooked = picoweb.WebApp("wire", serve_static=False)
inner = picoweb.WebApp("wire", serve_static=False)
inner_plain = picoweb.WebApp("wire", serve_static=False)
breaks(hooked)
breaks(inner)
breaks(inner_plain)
hooked.mount("/inner", inner)
hooked.mount("/plain", inner_plain)
journal = []


@hooked.before_request
async def guard(req, resp):
    if req.qs == "secret":
        return "kept from you", 403
    if req.qs == "written":
        await picoweb.start_response(resp)
        await resp.awrite("written by a hook")
    if req.qs == "raised":
        raise picoweb.HTTPError(401)
    if req.qs == "broken":
        raise ValueError("the hook broke")


@hooked.before_request
def mark(req, resp):
    resp.add_header("X-Hook", "outer")


@hooked.before_request
def old(req, resp):
    yield from resp.flush()


@inner.before_request
def mark_inner(req, resp):
    resp.add_header("X-Hook", "inner")
    if req.qs == "inner":
        return {"from": "inner"}


@hooked.after_request
async def note(req, resp):
    journal.append("%d:%d" % (resp.status, resp.sent))


@inner.after_request
def note_inner(req, resp):
    journal.append("inner")


@hooked.after_request
def broken_note(req, resp):
    if req.qs == "note":
        raise ValueError("the hook broke")


@hooked.route("/clear")
async def clear_journal(req, resp):
    journal.clear()
    return "cleared"


@hooked.route("/journal")
async def tell_journal(req, resp):
    return " ".join(journal)


@hooked.errorhandler(403)
async def forbidden_page(req, resp, e):
    return "<h1>%s</h1>" % e.text


@hooked.errorhandler(404)
def not_found_page(req, resp, e):
    return {"error": 404}, 404, {"X-Error": "yes"}


@hooked.errorhandler("500")
async def broken_page(req, resp, e):
    await picoweb.start_response(resp, status=500)
    await resp.awrite("%s is why" % e)


@hooked.errorhandler(400)
def bad_page(req, resp, e):
    return "bad"


@hooked.errorhandler(418)
def teapot_page(req, resp, e):
    raise ValueError("no tea")


@hooked.errorhandler(410)
def gone_page(req, resp, e):
    return "outer"


@inner.errorhandler(410)
async def gone_inner(req, resp, e):
    await picoweb.start_response(resp, status=410)


@inner.route("/gone")
async def gone(req, resp):
    raise picoweb.HTTPError(410)


@inner.errorhandler(403)
def forbidden_inner(req, resp, e):
    return "inner", 200


OUTER = ("X-Hook: outer",)
BOTH = ("X-Hook: outer", "X-Hook: inner")
INDEX = page("index", last=OUTER)


SECRET = page("kept from you", number=403)
CLEARED = page("cleared", last=OUTER)


def noted(name, said, number, response, *others, **options):
    # What the journal says of a request: status and bytes, the inner app's hooks first.
    entries = ["200:%d" % len(CLEARED)]
    entries.extend(others)
    entries.append("%d:%d" % (number, len(response)))
    told = page(" ".join(entries), last=OUTER)
    case = (name, get("/clear") + said + get("/journal"), CLEARED + response + told, False)
    return case + (options["errors"],) if options else case


HOOKS = [
    ("before_request lets pass", get("/"), INDEX, False),
    ("before_request answers", get("/?secret"), SECRET, False),
    ("before_request writes", get("/?written"), page("written by a hook"), False),
    ("before_request raises HTTPError", get("/?raised"), error(401), False),
    (
        "before_request breaks",
        get("/?broken"),
        page("the hook broke is why", number=500),
        False,
        1,
    ),
    ("before_request of both apps", get("/inner"), page("index", last=BOTH), False),
    (
        "before_request of the inner app answers",
        get("/inner?inner"),
        page('{"from": "inner"}', "application/json", last=BOTH),
        False,
    ),
    ("the outer one comes first", get("/inner?secret"), SECRET, False),
    ("an app without hooks has those of its parent", get("/plain"), INDEX, False),
    ("after_request breaks", get("/?note") + get("/"), INDEX * 2, False, 1),
    (
        "errorhandler returns a text",
        get("/forbidden"),
        page("<h1>not for you</h1>", number=403, last=OUTER),
        False,
    ),
    (
        "errorhandler returns all",
        get("/none"),
        page('{"error": 404}', "application/json", 404, more=("X-Error: yes",), last=OUTER),
        False,
    ),
    (
        "errorhandler writes",
        get("/broken"),
        page("broken is why", number=500, last=OUTER),
        False,
        1,
    ),
    ("an inner one has begun", get("/inner/gone"), page("", number=410, last=BOTH), False),
    (
        "errorhandler is too late",
        get("/broken-later"),
        lambda said: said.endswith(b"half") and b"Connection: close" in said,
        RESET,
        1,
    ),
    (
        "errorhandler breaks",
        get("/teapot"),
        lambda said: said.startswith(b"HTTP/1.1 500"),
        None,
        1,
    ),
    ("errorhandler of the inner app", get("/inner/forbidden"), page("inner", last=BOTH), False),
    (
        "errorhandler of the parent",
        get("/plain/forbidden"),
        page("<h1>not for you</h1>", number=403, last=OUTER),
        False,
    ),
    ("errorhandler for a bad request", get("/", "X"), page("bad", number=400, close=True), True),
    (
        "errorhandler for a bad line",
        b"G( / HTTP/1.1\r\n\r\n",
        page("bad", number=400, close=True),
        True,
    ),
]

JOURNAL = [
    noted("after_request sees status and bytes", get("/"), 200, INDEX),
    noted("after_request of both apps", get("/inner"), 200, page("index", last=BOTH), "inner"),
    noted(
        "after_request after an error",
        get("/forbidden"),
        403,
        page("<h1>not for you</h1>", number=403, last=OUTER),
    ),
    noted(
        "after_request after a failure",
        get("/broken"),
        500,
        page("broken is why", number=500, last=OUTER),
        errors=1,
    ),
    noted("after_request after HEAD", request("HEAD", "/"), 200, without_body(INDEX)),
    noted("after_request after an answer of a hook", get("/?secret"), 403, SECRET),
]

CASES = [
    (with_async, ASYNC),
    (with_plain, PLAIN_ONE),
    (with_generator, GENERATOR),
    (with_broken, BROKEN_ONE),
    (with_broken_later, BROKEN_LATER),
    (with_closing, CLOSING),
    (hooked, HOOKS),
    (hooked, JOURNAL),
]
