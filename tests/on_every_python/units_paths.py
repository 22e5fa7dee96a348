# What a path leads to: patterns with names in them, files and their media types.
import picoweb
from parts import Pattern, get_mime_type, safe_path
from judge import Raises


def found(route, path):
    # What a route finds in a path, or None.
    match = Pattern(route).match(path)
    if not match:
        return None
    for name in match.values:
        assert match.group(name) == match.values[name]
    return match.values


MATCHES = [
    (("/<a>", "/x"), {"a": "x"}),
    (("/<a>", "/"), None),
    (("/<a>", "/x/"), None),
    (("/<a>", "/x/y"), None),
    (("/<a>", ""), None),
    (("/<a>", "x"), None),
    (("/<str:a>", "/x"), {"a": "x"}),
    (("/<a>/", "/x/"), {"a": "x"}),
    (("/<a>/", "/x"), None),
    (("/p/<a>", "/p/x"), {"a": "x"}),
    (("/p/<a>", "/q/x"), None),
    (("/p/<a>", "/P/x"), None),
    (("/p<a>", "/px"), {"a": "x"}),
    (("/<_a1>", "/x"), {"_a1": "x"}),
    (("/<a>", "/x%20y"), {"a": "x y"}),
    (("/<a>", "/x+y"), {"a": "x+y"}),
    (("/<a>", "/x%2Fy"), {"a": "x/y"}),
    (("/<a>", "/x%252Fy"), {"a": "x%2Fy"}),
    (("/<a>", "/%D1%8F"), {"a": "\u044f"}),
    (("/<a>", "/100%"), {"a": "100%"}),
    (("/<a>.html", "/x.html"), {"a": "x"}),
    (("/<a>.html", "/x.html.html"), {"a": "x.html"}),
    (("/<a>.html", "/.html"), None),
    (("/<a>.html", "/x.htm"), None),
    (("/<a>.html", "/x.html2"), None),
    (("/<a>/<b>", "/x/y"), {"a": "x", "b": "y"}),
    (("/<a>/<b>", "/x/y/z"), None),
    (("/<a>/<b>", "/x/"), None),
    (("/<a>/<b>", "//y"), None),
    (("/<a>-<b>", "/x-y-z"), {"a": "x", "b": "y-z"}),
    (("/<a>/to/<b>/end", "/x/to/y/end"), {"a": "x", "b": "y"}),
    (("/<a>/to/<b>/end", "/x/to/y"), None),
    (("/<int:n>", "/5"), {"n": 5}),
    (("/<int:n>", "/-5"), {"n": -5}),
    (("/<int:n>", "/007"), {"n": 7}),
    (("/<int:n>", "/12345678901234567890"), {"n": 12345678901234567890}),
    (("/<int:n>", "/"), None),
    (("/<int:n>", "/-"), None),
    (("/<int:n>", "/+5"), None),
    (("/<int:n>", "/--5"), None),
    (("/<int:n>", "/5.0"), None),
    (("/<int:n>", "/5x"), None),
    (("/<int:n>", "/0x5"), None),
    (("/<int:n>", "/1_0"), None),
    (("/<int:n>", "/%35"), None),
    (("/<int:n>", "/5/"), None),
    (("/<int:n>/<int:m>", "/1/2"), {"n": 1, "m": 2}),
    (("/<int:n>/<int:m>", "/1/x"), None),
    (("/<path:p>", "/x"), {"p": "x"}),
    (("/<path:p>", "/x/y/z"), {"p": "x/y/z"}),
    (("/<path:p>", "/x/"), {"p": "x/"}),
    (("/<path:p>", "/"), None),
    (("/<path:p>", "/" + "x" * 2000), {"p": "x" * 2000}),
    (("/<path:p>/edit", "/x/y/edit"), {"p": "x/y"}),
    (("/<path:p>/edit", "/edit"), None),
    (("/<path:p>/edit", "/x/edit/edit"), {"p": "x/edit"}),
    (("/<path:p>/<n>", "/x/y/z"), {"p": "x/y", "n": "z"}),
    (("/<path:p>/<int:n>", "/x/y/5"), {"p": "x/y", "n": 5}),
    (("/<path:p>/<int:n>", "/x/y/z"), None),
    (("/<n>/<path:p>", "/x/y/z"), {"n": "x", "p": "y/z"}),
]

# What is wrong with a route, and the words that must say so, beside the route itself.
WRONG_ROUTES = (
    ("/led/<n", 'has no closing ">"'),
    ("/<a>/<n", 'has no closing ">"'),
    ("/<a<b>", 'has no closing ">"'),
    ("/<n>>", "one too many"),
    ("/<n>/a>", "one too many"),
    ("/a>/<n>", "too many"),
    ("/<>", "for a name"),
    ("/<int:>", "for a name"),
    ("/<1a>", "1a"),
    ("/<a-b>", "a-b"),
    ("/<a b>", "a b"),
    ("/<a.b>", "a.b"),
    ("/< a>", " a"),
    ("/<float:x>", "float", "str, int and path"),
    ("/<int:int:x>", "int:int"),
    ("/<:n>", "of kind ;", "str, int and path"),
    ("/<a>/<:n>", "of kind ;"),
    ("/<INT:x>", "INT"),
    ("/<int :x>", "int "),
    ("/<a><b>", "nothing between"),
    ("/<a>/<b><c>", "nothing between"),
    ("/<a>/<a>", "twice"),
    ("/<a>/<int:a>", "twice"),
    ("led/<n>", "begin with"),
    ("<n>", "begin with"),
)


def app():
    return picoweb.WebApp(None, serve_static=False)


def by_route(url):
    app().route(url)(print)


def by_add_url_rule(url):
    app().add_url_rule(url, print)


def by_routes(url):
    picoweb.WebApp(None, routes=[(url, print)], serve_static=False)


WRONG = [
    ((case[0],), Raises(ValueError, 'route "%s"' % case[0], *case[1:])) for case in WRONG_ROUTES
]

SAFE = [
    (("a.css",), "a.css"),
    (("static/a.css",), "static/a.css"),
    (("static/a%20b.css",), "static/a b.css"),
    (("static/a+b.css",), "static/a+b.css"),
    (("static/%D1%8F.css",), "static/\u044f.css"),
    (("static/%2541",), "static/%41"),
    (("static/a..b",), "static/a..b"),
    (("static/.a",), "static/.a"),
    (("static/..",), None),
    (("static/../a",), None),
    (("static/%2e%2e/a",), None),
    (("static/%2E./a",), None),
    (("static/..%2fa",), None),
    (("static/.",), None),
    (("static/./a",), None),
    (("static/...",), None),
    (("static/",), None),
    (("static//a",), None),
    (("static/%2Fa",), None),
    (("/a",), None),
    (("%2Fa",), None),
    (("",), None),
    (("static/a\\b",), None),
    (("static/%5C..%5Ca",), None),
    (("static/a%00",), None),
    (("static/a\0.css",), None),
]

TYPES = [
    (("a.html",), "text/html; charset=utf-8"),
    (("a.htm",), "text/html; charset=utf-8"),
    (("a.txt",), "text/plain; charset=utf-8"),
    (("a.css",), "text/css; charset=utf-8"),
    (("a.csv",), "text/csv; charset=utf-8"),
    (("a.js",), "text/javascript; charset=utf-8"),
    (("a.mjs",), "text/javascript; charset=utf-8"),
    (("a.json",), "application/json"),
    (("a.xml",), "application/xml"),
    (("a.pdf",), "application/pdf"),
    (("a.wasm",), "application/wasm"),
    (("a.zip",), "application/zip"),
    (("a.gz",), "application/gzip"),
    (("a.tar.gz",), "application/gzip"),
    (("a.svg",), "image/svg+xml"),
    (("a.png",), "image/png"),
    (("a.jpg",), "image/jpeg"),
    (("a.jpeg",), "image/jpeg"),
    (("a.gif",), "image/gif"),
    (("a.ico",), "image/x-icon"),
    (("a.webp",), "image/webp"),
    (("a.woff2",), "font/woff2"),
    (("a.mp4",), "video/mp4"),
    (("folder.html/a.png",), "image/png"),
    (("A.PNG",), "image/png"),
    (("a",), "application/octet-stream"),
    (("a.",), "application/octet-stream"),
    (("",), "application/octet-stream"),
    (("a.unknown",), "application/octet-stream"),
    (("a.ht",), "application/octet-stream"),
    (("a.html text",), "application/octet-stream"),
    (("a.text/html;",), "application/octet-stream"),
]

CASES = [
    (found, MATCHES),
    (Pattern, WRONG),
    (by_route, WRONG),
    (by_add_url_rule, WRONG),
    (by_routes, WRONG),
    (safe_path, SAFE),
    (get_mime_type, TYPES),
]
