# Programs in the manner of picoweb 1.8.2: handlers are generators, in decorators and out of them.
import picoweb
import picoweb.utils
from say import error, get, head, page, post, refused, request

try:
    import ure as re
except ImportError:
    import re
try:
    from ubinascii import a2b_base64
except ImportError:
    from binascii import a2b_base64

# ---- routes as a list, and regular expressions


def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("I can show you a table of <a href='squares'>squares</a>.")


def squares(req, resp):
    yield from picoweb.start_response(resp)
    for i in range(3):
        yield from resp.awrite("%d*%d=%d\n" % (i, i, i * i))


def hello(req, resp):
    yield from picoweb.start_response(resp)
    # The match is the route's own.
    yield from resp.awrite("Hello " + req.url_match.group(1))


async def newer(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("newer")


listed = picoweb.WebApp(
    None,
    [
        ("/", index),
        (re.compile("^/iam/(.+)"), hello),
        (re.compile("^/newer"), newer),
    ],
)
# A route may be added behind the app's back.
listed.url_map.append(("/squares", squares))

# ---- an app without a name, headers and a decorator

plain = picoweb.WebApp(None)


def require_auth(func):
    def auth(req, resp):
        given = req.headers.get(b"Authorization")
        if not given:
            yield from resp.awrite(
                'HTTP/1.0 401 NA\r\nWWW-Authenticate: Basic realm="Picoweb"\r\n\r\n'
            )
            return
        kind, given = given.split(None, 1)
        req.username, req.password = a2b_base64(given).decode().split(":", 1)
        yield from func(req, resp)

    return auth


def counted(func):
    def count(req, resp):
        req.count = 7
        result = yield from func(req, resp)
        return result

    return count


@plain.route("/private")
@counted
@require_auth
def private(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("You are %s, %s. %d" % (req.username, req.password, req.count))


@plain.route("/json")
def json(req, resp):
    yield from picoweb.jsonify(resp, {"a": 1})


@plain.route("/form", methods=["GET", "POST"])
def form(req, resp):
    if req.method == "POST":
        yield from req.read_form_data()
    else:
        req.parse_qs()
    yield from picoweb.start_response(resp)
    yield from resp.awrite("name: %s" % req.form["name"])


@plain.route("/error")
def raises_error(req, resp):
    yield from picoweb.http_error(resp, "403")


@plain.route("/headers")
def headers(req, resp):
    yield from picoweb.start_response(resp, headers={"X-A": "b"}, status="202")
    yield from resp.awrite(req.headers[b"Host"] + b" " + req.headers[b"host"])


@plain.route("/redirect")
def redirect(req, resp):
    text = {"Location": "/"}
    yield from picoweb.start_response(resp, status="303", headers=text)


@plain.route("/lines")
def lines(req, resp):
    yield from picoweb.start_response(resp, "text/plain", "200", b"X-A: b\r\n")
    yield from resp.awritestr("a")
    yield from resp.awriteiter(iter(("b", "c")))


@plain.route("/body")
def body(req, resp):
    size = int(req.headers[b"Content-Length"])
    data = yield from req.reader.readexactly(size)
    yield from picoweb.start_response(resp)
    yield from resp.awrite(data)


@plain.route("/raw")
def raw(req, resp):
    yield from resp.awrite("HTTP/1.0 200 OK\r\n")
    yield from resp.awrite("Content-Type: text/event-stream\r\n\r\n")
    yield from resp.awrite("data: 1\n\n")
    yield from resp.aclose()
    return False


@plain.route("/left", headers="leave")
def left(req, resp):
    count = 0
    while True:
        line = yield from req.reader.readline()
        if line == b"\r\n":
            break
        count += 1
    yield from picoweb.start_response(resp)
    yield from resp.awrite("%d lines" % count)


@plain.route("/skipped", headers="skip")
def skipped(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("skipped")


@plain.route("/decoded")
def decoded(req, resp):
    form = picoweb.utils.parse_qs(req.qs)
    yield from picoweb.start_response(resp)
    yield from resp.awrite(picoweb.utils.unquote_plus(form["a"]))


@plain.route("/async")
async def with_async(req, resp):
    await picoweb.start_response(resp)
    await nested(resp)


async def nested(resp):
    await resp.awrite("async")


# ---- a subclass that answers for exceptions, and apps in an app


class Complaining(picoweb.WebApp):
    def handle_exc(self, req, resp, exc):
        yield from picoweb.start_response(resp, status="500")
        yield from self.complain(resp, exc)

    def complain(self, resp, exc):
        yield from resp.awrite("It broke: %s" % exc)


complaining = Complaining(None)
sub = picoweb.WebApp(None)
complaining.mount("/sub", sub)


@complaining.route("/")
def breaks(req, resp):
    yield from resp.flush()
    raise ValueError("so")


@sub.route("/")
def index_of_sub(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("sub " + req.path)


@sub.route("/breaks")
def breaks_in_sub(req, resp):
    raise ValueError("in sub")
    yield


TABLE = "0*0=0\n1*1=1\n2*2=4\n"
LISTED = [
    (
        "the index",
        get("/"),
        page("I can show you a table of <a href='squares'>squares</a>."),
        False,
    ),
    ("a page in pieces", get("/squares"), page(TABLE), False),
    ("a regular expression", get("/iam/you"), page("Hello you"), False),
    ("async def in the list", get("/newer"), page("newer"), False),
    ("not there", get("/none"), error(404), False),
]

PLAIN_APP = [
    (
        "a decorator that answers",
        get("/private"),
        b'HTTP/1.0 401 NA\r\nWWW-Authenticate: Basic realm="Picoweb"\r\n\r\n',
        True,
    ),
    (
        "decorators that let pass",
        get("/private", "Authorization: Basic bWU6c2VjcmV0"),
        page("You are me, secret. 7"),
        False,
    ),
    ("jsonify", get("/json"), page('{"a": 1}', "application/json"), False),
    ("a form", post("/form", "name=a+b"), page("name: a b"), False),
    ("a query", get("/form?name=a%2Bb"), page("name: a+b"), False),
    ("a form without a length", request("POST", "/form"), refused(411), True),
    ("http_error", get("/error"), error(403), False),
    ("headers in any case", get("/headers"), page("h h", number=202, more=("X-A: b",)), False),
    ("a redirect by hand", get("/redirect"), page("", number=303, more=("Location: /",)), False),
    ("header lines as bytes", get("/lines"), page("abc", "text/plain", more=("X-A: b",)), False),
    ("a body by its length", post("/body", "hello"), page("hello"), False),
    (
        "events by hand",
        get("/raw"),
        b"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n",
        True,
    ),
    ("headers left alone", get("/left", "X: 1"), page("2 lines", close=True), True),
    ("headers skipped", get("/skipped"), page("skipped"), False),
    ("utils", get("/decoded?a=%2525"), page("%"), False),
    ("async def", get("/async"), page("async"), False),
    ("HTTP/1.0", head("GET /async HTTP/1.0"), page("async", close=True), True),
]

COMPLAINING = [
    ("a generator handle_exc", get("/"), page("It broke: so", number=500), False, 1),
    ("an app in an app", get("/sub/"), page("sub /"), False),
    ("an app in an app, without a slash", get("/sub"), page("sub /"), False),
    ("a failure in it", get("/sub/breaks"), page("It broke: in sub", number=500), False, 1),
]

CASES = [(listed, LISTED), (plain, PLAIN_APP), (complaining, COMPLAINING)]
