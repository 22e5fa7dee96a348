# Routes, patterns, mounts, header modes: which handler answers, and what it is given.
import picoweb
from say import (
    BYTES,
    answer,
    error,
    get,
    head,
    one_of,
    page,
    post,
    post_chunked,
    refused,
    request,
    without_body,
)

try:
    import ure as re
except ImportError:
    import re

CYRILLIC = "\u0430\u0431"


async def said(req, resp, **values):
    return "%s %r" % (req.path, sorted([(name, values[name]) for name in values]))


class Ending:
    # Anything with match() is a pattern.
    def __init__(self, end):
        self.end = end

    def match(self, path):
        return [path] if path.endswith(self.end) else None


async def first(req, resp):
    return "first"


async def second(req, resp):
    return "second"


async def matched(req, resp):
    return "matched " + req.url_match.group(1)


async def ended(req, resp):
    return "ended " + req.url_match[0]


async def group(req, resp, name):
    return "%s %s" % (name, req.url_match.group("name"))


app = picoweb.WebApp(
    "wire",
    routes=[
        ("/listed", first),
        ("/listed-post", first, {"methods": ["POST"]}),
        ("/listed/<name>", said),
        (re.compile("^/re/(.+)"), matched),
    ],
    serve_static=False,
)
app.add_url_rule("/added", second)
app.add_url_rule("/added-post", second, methods=("POST", "PUT"))
app.add_url_rule("/both", first, methods=["GET"])
app.add_url_rule("/both", second, methods=["POST"])
app.add_url_rule("/first", first)
app.add_url_rule("/first", second)
app.add_url_rule("/any-<what>", said)
app.add_url_rule("/any-thing", second)
app.add_url_rule("/any-<thing>", first)
app.add_url_rule("/any-post", second, methods=["POST"])
app.add_url_rule("/options", first, methods=["GET", "OPTIONS"])
app.add_url_rule("/head", second, methods=["HEAD"])
app.add_url_rule(Ending(".end"), ended)
app.add_url_rule("/hi/<name>", said)
app.add_url_rule("/posted/<name>", said, methods=["POST"])
app.add_url_rule("/number/<int:number>", said)
app.add_url_rule("/file/<path:rest>", said)
app.add_url_rule("/a/<b>/c/<d>", said)
app.add_url_rule("/<int:year>-<int:month>", said)
app.add_url_rule("/image/<name>.png", said)
app.add_url_rule("/zip/<path:rest>/end", said)
app.add_url_rule("/group/<name>", group)
app.add_url_rule("/\u0430", first)


@app.route("/decorated")
async def decorated(req, resp):
    return "decorated"


ROUTES = [
    ("routes=", get("/listed"), page("first"), False),
    (
        "routes= with methods",
        get("/listed-post"),
        error(405, last=("Allow: OPTIONS, POST",)),
        False,
    ),
    ("routes= with a pattern", get("/listed/a"), page("/listed/a [('name', 'a')]"), False),
    ("add_url_rule", get("/added"), page("second"), False),
    (
        "add_url_rule with methods",
        request("PUT", "/added-post", "Content-Length: 0"),
        page("second"),
        False,
    ),
    (
        "405 says what is allowed",
        get("/added-post"),
        error(405, last=("Allow: OPTIONS, POST, PUT",)),
        False,
    ),
    (
        "OPTIONS says it, too",
        request("OPTIONS", "/added-post"),
        answer(204, "Allow: OPTIONS, POST, PUT"),
        False,
    ),
    ("OPTIONS that the route takes", request("OPTIONS", "/options"), page("first"), False),
    ("HEAD that the route takes", request("HEAD", "/head"), without_body(page("second")), False),
    ("GET where only HEAD is", get("/head"), error(405, last=("Allow: HEAD, OPTIONS",)), False),
    ("@route", get("/decorated"), page("decorated"), False),
    (
        "two methods, two handlers",
        get("/both") + post("/both", ""),
        page("first") + page("second"),
        False,
    ),
    (
        "a third method",
        request("DELETE", "/both"),
        error(405, last=("Allow: GET, HEAD, OPTIONS, POST",)),
        False,
    ),
    (
        "OPTIONS of both",
        request("OPTIONS", "/both"),
        answer(204, "Allow: GET, HEAD, OPTIONS, POST"),
        False,
    ),
    ("the first of two", get("/first"), page("first"), False),
    ("a string comes before a pattern", get("/any-thing"), page("second"), False),
    (
        "the first of two patterns",
        get("/any-other"),
        page("/any-other [('what', 'other')]"),
        False,
    ),
    (
        "a pattern, where the string takes another method",
        get("/any-post"),
        page("/any-post [('what', 'post')]"),
        False,
    ),
    ("the string, where it takes the method", post("/any-post", ""), page("second"), False),
    ("a regular expression", get("/re/a/b"), page("matched a/b"), False),
    ("one that does not match", get("/re/"), error(404), False),
    (
        "a regular expression takes every method",
        request("DELETE", "/re/a"),
        page("matched a"),
        False,
    ),
    ("anything with match()", get("/x.end"), page("ended /x.end"), False),
    ("a slash more is another path", get("/added/"), error(404), False),
    ("case matters", get("/Added"), error(404), False),
    ("two slashes are another path", get("//added"), error(404), False),
]

PATTERNS = [
    ("<name>", get("/hi/you"), page("/hi/you [('name', 'you')]"), False),
    (
        "HEAD of <name>",
        request("HEAD", "/hi/you"),
        without_body(page("/hi/you [('name', 'you')]")),
        False,
    ),
    (
        "<name> is decoded, the path is not",
        get("/hi/a%20b+c"),
        page("/hi/a%20b+c [('name', 'a b+c')]"),
        False,
    ),
    ("<name> is decoded once", get("/hi/%2541"), page("/hi/%2541 [('name', '%41')]"), False),
    ("<name> with an escaped slash", get("/hi/a%2Fb"), page("/hi/a%2Fb [('name', 'a/b')]"), False),
    (
        "<name> is UTF-8",
        get("/hi/%D0%B0%D0%B1"),
        page("/hi/%%D0%%B0%%D0%%B1 [('name', %r)]" % CYRILLIC),
        False,
    ),
    (
        "<name> with a broken escape",
        get("/hi/%zz%4"),
        page("/hi/%zz%4 [('name', '%zz%4')]"),
        False,
    ),
    ("<name> ends at a slash", get("/hi/a/b"), error(404), False),
    ("<name> is not empty", get("/hi/"), error(404), False),
    ("<name> with a slash after", get("/hi/a/"), error(404), False),
    (
        "<name> takes GET and HEAD",
        post("/hi/you", "a"),
        error(405, last=("Allow: GET, HEAD, OPTIONS",)),
        False,
    ),
    (
        "<name> with methods=",
        post("/posted/you", ""),
        page("/posted/you [('name', 'you')]"),
        False,
    ),
    ("GET of that", get("/posted/you"), error(405, last=("Allow: OPTIONS, POST",)), False),
    ("<int:>", get("/number/42"), page("/number/42 [('number', 42)]"), False),
    ("<int:> with zeros", get("/number/007"), page("/number/007 [('number', 7)]"), False),
    (
        "<int:> of many digits",
        get("/number/123456789012345678901"),
        page("/number/123456789012345678901 [('number', 123456789012345678901)]"),
        False,
    ),
    (
        "<int:> below zero",
        get("/number/-5"),
        one_of(page("/number/-5 [('number', -5)]"), error(404)),
        False,
    ),
    ("<int:> with a plus", get("/number/+5"), error(404), False),
    ("<int:> with a point", get("/number/1.5"), error(404), False),
    ("<int:> with an underscore", get("/number/1_0"), error(404), False),
    ("<int:> of letters", get("/number/ten"), error(404), False),
    ("<int:> with spaces", get("/number/%205"), error(404), False),
    ("<int:> alone with a minus", get("/number/-"), error(404), False),
    ("<int:> of no digits", get("/number/"), error(404), False),
    (
        "<path:>",
        get("/file/a/b%20c/d.txt"),
        page("/file/a/b%20c/d.txt [('rest', 'a/b c/d.txt')]"),
        False,
    ),
    ("<path:> is not empty", get("/file/"), error(404), False),
    (
        "<path:> of 500 characters",
        get("/file/" + "a/" * 250),
        page("/file/" + "a/" * 250 + " [('rest', '" + "a/" * 250 + "')]"),
        False,
    ),
    (
        "<path:> and more",
        get("/zip/a/end/b/end"),
        page("/zip/a/end/b/end [('rest', 'a/end/b')]"),
        False,
    ),
    ("two names", get("/a/1/c/2"), page("/a/1/c/2 [('b', '1'), ('d', '2')]"), False),
    ("two names and not what is between", get("/a/1/d/2"), error(404), False),
    (
        "two numbers in a segment",
        get("/2026-07"),
        page("/2026-07 [('month', 7), ('year', 2026)]"),
        False,
    ),
    (
        "a name and an ending",
        get("/image/rose.png"),
        page("/image/rose.png [('name', 'rose')]"),
        False,
    ),
    ("a name and another ending", get("/image/rose.gif"), error(404), False),
    ("a query is no part of it", get("/hi/you?a=b"), page("/hi/you [('name', 'you')]"), False),
    ("url_match", get("/group/a%20b"), page("a b a b"), False),
]

# ---- mounts


class Late(picoweb.WebApp):
    # Apps that are mounted get ready when a request first comes for them.
    ready = 0

    def init(self):
        self.ready += 1
        super().init()


def small(name):
    made = Late("wire", serve_static=False)

    async def answer_it(req, resp, **values):
        return "%s %s %d" % (name, req.path, made.ready)

    made.add_url_rule("/", answer_it)
    made.add_url_rule("/page", answer_it)
    made.add_url_rule("/put", answer_it, methods=["PUT"])
    made.add_url_rule("/<int:number>", answer_it)
    return made


root = small("root")
one = small("one")
two = small("two")
deep = small("deep")
deepest = small("deepest")
slash = small("slash")
root.add_url_rule("/one/page", first)
root.add_url_rule("/one0", first)
root.mount("/one", one)
root.mount("/one/two", two)
one.mount("/deep", deep)
deep.mount("/est", deepest)
root.mount("/slash/", slash)

MOUNTS = [
    ("the root", get("/page"), page("root /page 1"), False),
    ("a mounted app", get("/one/page"), page("one /page 1"), False),
    ("init() runs once", get("/one/page") * 2, page("one /page 1") * 2, False),
    ("its root", get("/one/"), page("one / 1"), False),
    ("its root without a slash", get("/one"), page("one / 1"), False),
    ("a pattern in it", get("/one/5"), page("one /5 1"), False),
    ("whole segments", get("/one0"), page("first"), False),
    ("whole segments, and no such route", get("/onepage"), error(404), False),
    ("what is not in it", get("/one/none"), error(404), False),
    (
        "a method that it does not take",
        get("/one/put"),
        error(405, last=("Allow: OPTIONS, PUT",)),
        False,
    ),
    ("the longest path", get("/one/two/page"), page("two /page 1"), False),
    ("an app in an app", get("/one/deep/page"), page("deep /page 1"), False),
    ("an app in an app in an app", get("/one/deep/est/page"), page("deepest /page 1"), False),
    ("its root, there", get("/one/deep/est"), page("deepest / 1"), False),
    ("whole segments, there", get("/one/deep/estpage"), error(404), False),
    ("only from the beginning", get("/two/page"), error(404), False),
    ("mounted with a slash", get("/slash/page"), page("slash /page 1"), False),
    ("a query", get("/one?a=/deep"), page("one / 1"), False),
]

# ---- header modes

modes = picoweb.WebApp("wire", serve_static=False)


@modes.route("/parse", headers="parse")
async def parse(req, resp):
    return req.headers.get(b"X-Name", b"none")


@modes.route("/skip", headers="skip")
async def skip(req, resp):
    if getattr(req, "headers", None):
        return "headers"
    return b"body: " + await req.read_body()


@modes.route("/leave", headers="leave")
async def leave(req, resp):
    lines = []
    while True:
        line = await req.reader.readline()
        if line == b"\r\n":
            break
        assert line
        lines.append(line)
    body = b""
    while True:
        part = await req.reader.read()
        if not part:
            return b"|".join(lines) + b"; " + body
        body += part


@modes.route("/unread", headers="leave")
async def unread(req, resp):
    return "unread"


class Leaving(picoweb.WebApp):
    def __init__(self, pkg):
        super().__init__(pkg, serve_static=False)
        self.headers_mode = "leave"


leaving = Leaving("wire")
leaving.add_url_rule("/", leave)
leaving.add_url_rule("/parse", parse, headers="parse")


def with_name(path):
    return get(path, "X-Name: a")


LINES = b"Host: h\r\n|X-Name: a\r\n; "
MODES = [
    ("parse", with_name("/parse"), page("a", BYTES), False),
    ("skip", post("/skip", "b", "X-Name: a"), page("body: b", BYTES), False),
    ("skip and keep", post("/skip", "b") * 2, page("body: b", BYTES) * 2, False),
    (
        "skip, and the client asks to close",
        get("/skip", "Content-Length: 0", "Connection: close"),
        page("body: ", BYTES, close=True),
        True,
    ),
    ("skip checks the lines", get("/skip", "X"), refused(400), True),
    ("skip checks values", get("/skip", "X: \x01"), refused(400), True),
    ("skip checks names", get("/skip", "X : a"), refused(400), True),
    ("skip checks the Host", head("GET /skip HTTP/1.1"), refused(400), True),
    ("skip checks the length", get("/skip", "Content-Length: x"), refused(400), True),
    ("skip checks the expectation", get("/skip", "Expect: x"), refused(417), True),
    ("leave", with_name("/leave"), page(LINES, BYTES, close=True), True),
    (
        "leave, and a body",
        request("POST", "/leave", "Content-Length: 2") + b"hi" + get("/parse"),
        page(b"Host: h\r\n|Content-Length: 2\r\n; hi", BYTES, close=True),
        True,
    ),
    (
        "leave in HTTP/1.0, without headers",
        head("GET /leave HTTP/1.0"),
        page("; ", BYTES, close=True),
        True,
    ),
    (
        "leave as it was sent",
        b"GET /leave HTTP/1.1\r\nhOST:\th \r\n\r\n",
        page("hOST:\th \r\n; ", BYTES, close=True),
        True,
    ),
    ("leave checks the lines", get("/leave", "X"), refused(400), True),
    ("leave checks the Host", head("GET /leave HTTP/1.1"), refused(400), True),
    ("leave checks the length", get("/leave", "Content-Length: -1"), refused(400), True),
    ("leave, and nobody reads", get("/unread"), page("unread", close=True), True),
    (
        "leave, and nobody reads the body",
        post("/unread", "body"),
        page("unread", close=True),
        True,
    ),
    (
        "leave, and chunks",
        post_chunked("/leave", "2\r\nhi\r\n0\r\n\r\n"),
        page(b"Host: h\r\n|Transfer-Encoding: chunked\r\n; hi", BYTES, close=True),
        True,
    ),
]

LEAVING = [
    ("headers_mode of the app", with_name("/"), page(LINES, BYTES, close=True), True),
    ("a route's own mode", with_name("/parse"), page("a", BYTES), False),
]

CASES = [(app, ROUTES), (app, PATTERNS), (root, MOUNTS), (modes, MODES), (leaving, LEAVING)]
