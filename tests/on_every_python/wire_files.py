# Files and templates: what is sent, and what is refused.
import picoweb
from say import PLAIN, answer, endless, error, get, head, one_of, page, post, request
from say import without_body

try:
    from io import BytesIO
except ImportError:
    from uio import BytesIO

CSS = "text/css; charset=utf-8"
LONG = ("\n".join(["%059d" % i for i in range(60)]) + "\n").encode()

# Its files are those beside this module.
app = picoweb.WebApp(__name__)
without = picoweb.WebApp(__name__, serve_static=False)


class Frozen(picoweb.WebApp):
    # Resources that are no files.
    files = {"static/a.txt": b"frozen", "static/b.css": b"style"}

    def open(self, path):
        if path not in self.files:
            raise OSError(2)
        return BytesIO(self.files[path])


class Pipe:
    # A file that cannot tell its length.
    def __init__(self):
        self.rest = LONG

    def read(self, size):
        return b""

    def readinto(self, buf):
        data = self.rest[: len(buf)]
        self.rest = self.rest[len(data) :]
        buf[: len(data)] = data
        return len(data)

    def close(self):
        pass


class Piped(picoweb.WebApp):
    def open(self, path):
        return Pipe()


class Guarded(picoweb.WebApp):
    # As the original's programs override it.
    def handle_static(self, req, resp):
        if req.url_match.group(1) == "static/secret.txt":
            raise picoweb.HTTPError(403)
        yield from super().handle_static(req, resp)


frozen = Frozen("wire")
piped = Piped("wire")
guarded = Guarded(__name__)


@app.route("/file")
async def file(req, resp):
    await app.sendfile(resp, "static/hello.txt")


@app.route("/typed")
async def typed(req, resp):
    await app.sendfile(resp, "static/hello.txt", "text/x-hello", {"Cache-Control": "no-store"})


@app.route("/lines")
async def lines(req, resp):
    await app.sendfile(resp, "static/hello.txt", headers="X: 1\r\n")


@app.route("/missing")
async def missing(req, resp):
    await app.sendfile(resp, "static/none.txt")


@app.route("/split")
async def split(req, resp):
    await app.sendfile(resp, "static/hello.txt", headers={"X": "a\r\nb"})


@app.route("/stream")
async def stream(req, resp):
    await picoweb.start_response(resp, "text/plain")
    await picoweb.sendstream(resp, BytesIO(b"from a stream"))


@app.route("/old-stream")
def old_stream(req, resp):
    yield from picoweb.start_response(resp, "text/plain")
    yield from picoweb.sendstream(resp, BytesIO(LONG))


@app.route("/old-file")
def old_file(req, resp):
    yield from app.sendfile(resp, "static/hello.txt")


@app.route("/template")
async def template(req, resp):
    await picoweb.start_response(resp)
    await rendering.render_template(resp, "page.html", ("\u0430", ("b", "c")))


@app.route("/old-template")
def old_template(req, resp):
    yield from picoweb.start_response(resp)
    yield from rendering.render_template(resp, "page.html", ("d",))


@app.route("/string")
async def string(req, resp):
    return rendering.render_str("page.html", ("e",))


@app.route("/loaded")
async def loaded(req, resp):
    return "".join(rendering._load_template("page.html")("f"))


@app.route("/no-template")
async def no_template(req, resp):
    return rendering.render_str("none.html")


@app.route("/own-loader")
async def own_loader(req, resp):
    return own.render_str("any", ("g",))


@app.route("/escape")
async def escape(req, resp):
    return picoweb.escape("<a href=\"b\" c='d'>&amp;</a>")


class Loader:
    def load(self, name):
        return lambda *args: (name, " ") + args


# Templates of a program that is no package are beside it.
rendering = picoweb.WebApp(None)
own = picoweb.WebApp(None)
own.template_loader = Loader()


def static(path):
    return get("/static/" + path)


HELLO = page("Hello from a file.\n", PLAIN)
FILE_CSS = page(LONG, CSS)


def sent(body, content_type=PLAIN, more=()):
    # The program's own lines stand before the file's length.
    lines = ["Content-Type: " + content_type]
    lines.extend(more)
    lines.append("Content-Length: %d" % len(body))
    return answer(200, *lines) + body


FILES = [
    ("a file", static("hello.txt"), HELLO, False),
    ("HEAD of a file", request("HEAD", "/static/hello.txt"), without_body(HELLO), False),
    (
        "a file in HTTP/1.0",
        head("GET /static/hello.txt HTTP/1.0"),
        answer(200, "Content-Type: " + PLAIN, "Content-Length: 19", "Connection: close")
        + b"Hello from a file.\n",
        True,
    ),
    ("a file and a query", static("hello.txt?v=1"), HELLO, False),
    ("a file, twice", static("hello.txt") * 2, HELLO * 2, False),
    ("a long file", static("long.css") + static("hello.txt"), FILE_CSS + HELLO, False),
    ("an empty file", static("empty.js"), page("", "text/javascript; charset=utf-8"), False),
    ("a file in a folder", static("folder/page.html"), page("in a folder\n"), False),
    ("an escaped space", static("a%20b.txt"), page("a b\n", PLAIN), False),
    ("two dots in a name", static("a..txt"), page("two dots\n", PLAIN), False),
    ("an escaped letter", static("%68ello.txt"), HELLO, False),
    (
        "POST",
        post("/static/hello.txt", ""),
        error(405, last=("Allow: GET, HEAD, OPTIONS",)),
        False,
    ),
    (
        "OPTIONS",
        request("OPTIONS", "/static/hello.txt"),
        answer(204, "Allow: GET, HEAD, OPTIONS"),
        False,
    ),
]

NOT = error(404)
REFUSED = [
    (name, get(path), NOT, False)
    for name, path in (
        ("a file that is not there", "/static/none.txt"),
        ("a segment above", "/static/../parts.py"),
        ("a segment above at the end", "/static/folder/.."),
        ("a segment above that comes back", "/static/folder/../hello.txt"),
        ("many segments above", "/static/../../../../../../../etc/passwd"),
        ("escaped dots", "/static/%2e%2e/parts.py"),
        ("one escaped dot", "/static/.%2e/parts.py"),
        ("an escaped slash after dots", "/static/..%2fparts.py"),
        ("all of it escaped", "/static/%2e%2e%2fparts.py"),
        ("escaped twice", "/static/%252e%252e/parts.py"),
        ("a plus is no space", "/static/a+b.txt"),
        ("a folder", "/static/folder"),
        ("a folder with a slash", "/static/folder/"),
        ("the folder itself", "/static/"),
        ("the folder without a slash", "/static"),
        ("a dot", "/static/."),
        ("a dot before", "/static/./hello.txt"),
        ("three dots", "/static/..."),
        ("an escaped dot", "/static/%2e"),
        ("a backslash", "/static/..%5cparts.py"),
        ("a backslash in a name", "/static/folder%5cpage.html"),
        ("a NUL", "/static/hello.txt%00"),
        ("a NUL in a name", "/static/hello.txt%00.png"),
        ("two slashes", "/static//hello.txt"),
        ("an absolute path", "/static//etc/passwd"),
        ("an absolute path, escaped", "/static/%2fetc/passwd"),
        ("a slash after a file", "/static/hello.txt/"),
        ("a file as a folder", "/static/hello.txt/a"),
        ("another case", "/Static/hello.txt"),
        ("a name that only begins so", "/statics/hello.txt"),
        ("bytes that are no UTF-8", "/static/%ff%fe"),
        ("a long name", "/static/" + "a" * 300),
    )
]

SENDFILE = [
    ("sendfile", get("/file"), HELLO, False),
    (
        "sendfile with type and headers",
        get("/typed"),
        sent(b"Hello from a file.\n", "text/x-hello", ["Cache-Control: no-store"]),
        False,
    ),
    ("sendfile with lines", get("/lines"), sent(b"Hello from a file.\n", PLAIN, ["X: 1"]), False),
    ("sendfile of what is not there", get("/missing"), NOT, False),
    ("sendfile with a header that would split it", get("/split"), error(500), False, 1),
    ("sendstream", get("/stream"), page("from a stream", "text/plain"), False),
    ("sendstream in an old handler", get("/old-stream"), endless(LONG, "text/plain"), True),
    ("sendfile in an old handler", get("/old-file"), HELLO, False),
]

TEMPLATES = [
    ("render_template", get("/template"), page("<h1>\u0430</h1> b c"), False),
    ("render_template in an old handler", get("/old-template"), page("<h1>d</h1>"), False),
    ("render_str", get("/string"), page("<h1>e</h1>"), False),
    ("_load_template", get("/loaded"), page("<h1>f</h1>"), False),
    ("a template that is not there", get("/no-template"), error(500), False, 1),
    ("a template_loader of one's own", get("/own-loader"), page("any g"), False),
    (
        "escape",
        get("/escape"),
        one_of(
            page("&lt;a href=&quot;b&quot; c=&#39;d&#39;&gt;&amp;amp;&lt;/a&gt;"),
            page("&lt;a href=&quot;b&quot; c=&#x27;d&#x27;&gt;&amp;amp;&lt;/a&gt;"),
        ),
        False,
    ),
]

FROZEN = [
    ("open() of one's own", static("a.txt"), page("frozen", PLAIN), False),
    ("another of its files", static("b.css"), page("style", CSS), False),
    ("what it has not", static("c.css"), NOT, False),
]
PIPED = [("a file without a length", static("a.css"), endless(LONG, CSS), True)]
WITHOUT = [("serve_static=False", static("hello.txt"), NOT, False)]
GUARDED = [
    ("handle_static of one's own", static("secret.txt"), error(403), False),
    ("that one's other files", static("hello.txt"), HELLO, False),
]

CASES = [
    (app, FILES),
    (app, REFUSED),
    (app, SENDFILE),
    (app, TEMPLATES),
    (frozen, FROZEN),
    (piped, PIPED),
    (without, WITHOUT),
    (guarded, GUARDED),
]
