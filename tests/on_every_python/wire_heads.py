# Request lines, targets, versions, hosts, header lines, and the limits of a head.
import picoweb
from say import answer, error, get, head, one_of, page, refused, request, without_body

app = picoweb.WebApp("wire", serve_static=False)


@app.route("/")
async def index(req, resp):
    return "hello"


@app.route("/told")
async def told(req, resp):
    return "%s %s %s" % (req.method, req.path, req.qs)


@app.route("/got", methods=["GET"])
async def got(req, resp):
    return "got"


@app.route("/headers")
async def headers(req, resp):
    return repr(sorted([(k, req.headers[k]) for k in req.headers])).replace("b'", "'")


@app.route("/x")
async def value(req, resp):
    return req.headers.get(b"X-Value", b"none") + b"|" + req.headers.get(b"x-value", b"none")


class Small(picoweb.WebApp):
    max_line = 30
    max_head = 60


small = Small("wire", serve_static=False)
small.add_url_rule("/", index)
small.add_url_rule("/echo", told)

HELLO = page("hello")
BYE = page("hello", close=True)
BAD = refused(400)
CLOSE = "Connection: close"


def line(text):
    return text + b"\r\nHost: h\r\n\r\n"


def header(text):
    return b"GET / HTTP/1.1\r\nHost: h\r\n" + text + b"\r\n\r\n"


def told_page(text):
    return page(text)


LINES = [
    ("a request is answered", line(b"GET / HTTP/1.1"), HELLO, False),
    ("a query is no part of the path", get("/told?a=1&b"), told_page("GET /told a=1&b"), False),
    ("an empty query", get("/told?"), told_page("GET /told "), False),
    ("a second ? belongs to the query", get("/told?a?b"), told_page("GET /told a?b"), False),
    ("the path stays as sent", get("/told?%41+b"), told_page("GET /told %41+b"), False),
    ("a method nobody knows", request("BREW", "/told"), told_page("BREW /told "), False),
    ("a method in lower case is another", request("get", "/told"), told_page("get /told "), False),
    ("PUT", request("PUT", "/told"), told_page("PUT /told "), False),
    (
        "every character of a token",
        request("a!#$%&'*+-.^_`|~9Z", "/told"),
        told_page("a!#$%&'*+-.^_`|~9Z /told "),
        False,
    ),
    ("a method with a parenthesis", line(b"G(T / HTTP/1.1"), BAD, True),
    ("a method with a colon", line(b"GET: / HTTP/1.1"), BAD, True),
    ("a method beyond ASCII", line(b"G\xc3\x84T / HTTP/1.1"), BAD, True),
    ("no method", line(b" / HTTP/1.1"), BAD, True),
    ("no target", line(b"GET HTTP/1.1"), BAD, True),
    ("an empty target", line(b"GET  HTTP/1.1"), BAD, True),
    ("no version", line(b"GET /"), BAD, True),
    ("HTTP/0.9", b"GET /\r\n\r\n", BAD, True),
    ("two spaces before the version", line(b"GET /  HTTP/1.1"), BAD, True),
    ("two spaces after the method", line(b"GET  / HTTP/1.1"), BAD, True),
    ("a space at the end", line(b"GET / HTTP/1.1 "), BAD, True),
    ("a space before", line(b" GET / HTTP/1.1"), BAD, True),
    ("a word too many", line(b"GET / a HTTP/1.1"), BAD, True),
    ("tabs between", line(b"GET\t/\tHTTP/1.1"), BAD, True),
    ("a tab in the target", line(b"GET /a\tb HTTP/1.1"), BAD, True),
    ("a NUL in the target", line(b"GET /a\0b HTTP/1.1"), BAD, True),
    ("a control character in the target", line(b"GET /a\x1fb HTTP/1.1"), BAD, True),
    ("a DEL in the target", line(b"GET /\x7f HTTP/1.1"), BAD, True),
    ("a target beyond ASCII", line(b"GET /\xd0\xb0 HTTP/1.1"), BAD, True),
    ("a bare CR in the line", line(b"GET / HTTP/1.1\rX: y"), BAD, True),
    ("a bare CR in the target", line(b"GET /\r HTTP/1.1"), BAD, True),
    ("a bare LF after the line", b"GET / HTTP/1.1\nHost: h\r\n\r\n", BAD, True),
    ("bare LF everywhere", b"GET / HTTP/1.1\nHost: h\n\n", BAD, True),
    ("binary garbage", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", BAD, True),
    ("an empty line before is ignored", b"\r\n" + get("/"), HELLO, False),
    ("two empty lines before are not", b"\r\n\r\n" + get("/"), BAD, True),
    ("a bare LF before", b"\n" + get("/"), BAD, True),
    ("a bare CR before", b"\r" + get("/"), BAD, True),
    ("a path that is not there", get("/none"), error(404), False),
]

TARGETS = [
    ("absolute form", line(b"GET http://h/told?a=b HTTP/1.1"), told_page("GET /told a=b"), False),
    (
        "absolute form in any case",
        line(b"GET HTTP://H/told HTTP/1.1"),
        told_page("GET /told "),
        False,
    ),
    (
        "absolute form by https",
        line(b"GET https://h:1/told HTTP/1.1"),
        told_page("GET /told "),
        False,
    ),
    ("absolute form without a path", line(b"GET http://h HTTP/1.1"), HELLO, False),
    ("absolute form, a query and no path", line(b"GET http://h?/told HTTP/1.1"), HELLO, False),
    ("absolute form without a host", line(b"GET http:///told HTTP/1.1"), BAD, True),
    ("absolute form of another scheme", line(b"GET ftp://h/told HTTP/1.1"), BAD, True),
    ("absolute form needs a Host, too", b"GET http://h/ HTTP/1.1\r\n\r\n", BAD, True),
    ("neither form", line(b"GET told HTTP/1.1"), BAD, True),
    ("a query alone", line(b"GET ?a HTTP/1.1"), BAD, True),
    ("the asterisk", line(b"OPTIONS * HTTP/1.1"), answer(204, "Allow: GET, HEAD, OPTIONS"), False),
    ("the asterisk for another method", line(b"GET * HTTP/1.1"), BAD, True),
    ("an asterisk and more", line(b"OPTIONS *a HTTP/1.1"), BAD, True),
    ("CONNECT", line(b"CONNECT h:80 HTTP/1.1"), one_of(refused(501), BAD), True),
    ("CONNECT to a path", line(b"CONNECT / HTTP/1.1"), one_of(refused(501), BAD), True),
]

VERSIONS = [
    ("HTTP/1.0 is closed", b"GET / HTTP/1.0\r\n\r\n", BYE, True),
    ("HTTP/1.0 with a Host", line(b"GET / HTTP/1.0"), BYE, True),
    (
        "HTTP/1.0 that asks to be kept",
        b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        BYE,
        True,
    ),
    ("HTTP/1.2 is served as 1.1", line(b"GET / HTTP/1.2"), HELLO, False),
    ("HTTP/1.9 is served as 1.1", line(b"GET / HTTP/1.9"), HELLO, False),
    ("HTTP/1.2 needs a Host", b"GET / HTTP/1.2\r\n\r\n", BAD, True),
    ("HTTP/2.0", line(b"GET / HTTP/2.0"), refused(505), True),
    ("HTTP/0.9 by name", line(b"GET / HTTP/0.9"), refused(505), True),
    ("HTTP/3.1", line(b"GET / HTTP/3.1"), refused(505), True),
    ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", refused(505), True),
    ("HTTP/1", line(b"GET / HTTP/1"), BAD, True),
    ("HTTP/1.", line(b"GET / HTTP/1."), BAD, True),
    ("HTTP/1.10", line(b"GET / HTTP/1.10"), BAD, True),
    ("HTTP/11", line(b"GET / HTTP/11"), BAD, True),
    ("HTTP/a.1", line(b"GET / HTTP/a.1"), BAD, True),
    ("HTTP/1.a", line(b"GET / HTTP/1.a"), BAD, True),
    ("HTTP/-1.1", line(b"GET / HTTP/-1.1"), BAD, True),
    ("HTTP/1,1", line(b"GET / HTTP/1,1"), BAD, True),
    ("http/1.1", line(b"GET / http/1.1"), BAD, True),
    ("another protocol", line(b"GET / HTPP/1.1"), BAD, True),
    ("RTSP/1.0", line(b"GET / RTSP/1.0"), BAD, True),
]


def with_host(value):
    return b"GET / HTTP/1.1\r\nHost:" + value + b"\r\n\r\n"


HOSTS = [
    ("no Host", b"GET / HTTP/1.1\r\n\r\n", BAD, True),
    ("another header and no Host", b"GET / HTTP/1.1\r\nX: h\r\n\r\n", BAD, True),
    ("no Host where no route is", b"GET /none HTTP/1.1\r\n\r\n", BAD, True),
    ("two Hosts", header(b"Host: h"), BAD, True),
    ("two Hosts in HTTP/1.0", b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", BAD, True),
    ("two Hosts in two cases", header(b"hOST: other"), BAD, True),
    ("an empty Host", with_host(b""), HELLO, False),
    ("a Host with a port", with_host(b" h:8081"), HELLO, False),
    ("a Host with an empty port", with_host(b" h:"), HELLO, False),
    ("a Host by its address", with_host(b" 127.0.0.1:80"), HELLO, False),
    ("a Host by its IPv6 address", with_host(b" [::1]:80"), HELLO, False),
    ("a Host without a space before", with_host(b"h"), HELLO, False),
    ("a Host with a space in it", with_host(b" a b"), BAD, True),
    ("a Host with a tab in it", with_host(b" a\tb"), BAD, True),
    ("a Host with a slash", with_host(b" a/b"), BAD, True),
    ("a Host with a user", with_host(b" me@h"), BAD, True),
    ("a Host with a query", with_host(b" h?a"), BAD, True),
    ("a Host whose port is no number", with_host(b" h:http"), BAD, True),
    ("a Host in quotes", with_host(b' "h"'), BAD, True),
]


def value_page(value):
    return page(value + b"|" + value, "application/octet-stream")


def x_value(text):
    return b"GET /x HTTP/1.1\r\nHost: h\r\n" + text + b"\r\n\r\n"


HEADERS = [
    ("headers by name, in any case", x_value(b"x-VALUE: 1"), value_page(b"1"), False),
    ("a header that is not there", get("/x"), value_page(b"none"), False),
    ("no space after the colon", x_value(b"X-Value:1"), value_page(b"1"), False),
    ("spaces and tabs around a value", x_value(b"X-Value: \t 1 2\t "), value_page(b"1 2"), False),
    ("an empty value", x_value(b"X-Value:"), value_page(b""), False),
    ("a value of spaces", x_value(b"X-Value:   "), value_page(b""), False),
    ("a tab in a value", x_value(b"X-Value: a\tb"), value_page(b"a\tb"), False),
    ("a value beyond ASCII", x_value(b"X-Value: \xe9\xff"), value_page(b"\xe9\xff"), False),
    ("a colon in a value", x_value(b"X-Value: a:b"), value_page(b"a:b"), False),
    ("a name repeated", x_value(b"X-Value: a\r\nx-value: b"), value_page(b"a, b"), False),
    (
        "two Cookie lines",
        request("GET", "/headers", "Cookie: a=1", "Cookie: b=2"),
        page("[('cookie', 'a=1; b=2'), ('host', 'h')]"),
        False,
    ),
    ("whitespace before the colon", header(b"X : y"), BAD, True),
    ("a tab before the colon", header(b"X\t: y"), BAD, True),
    ("a folded line", header(b"X: y\r\n z"), BAD, True),
    ("a line folded by a tab", header(b"X: y\r\n\tz: a"), BAD, True),
    ("a first line that is folded", b"GET / HTTP/1.1\r\n Host: h\r\n\r\n", BAD, True),
    ("a line without a colon", header(b"X"), BAD, True),
    ("a line without a name", header(b": y"), BAD, True),
    ("a space in a name", header(b"X Y: z"), BAD, True),
    ("a name beyond ASCII", header(b"X\xe9: z"), BAD, True),
    ("a NUL in a name", header(b"X\0: z"), BAD, True),
    ("a parenthesis in a name", header(b"X(: z"), BAD, True),
    ("a NUL in a value", header(b"X: a\0b"), BAD, True),
    ("a control character in a value", header(b"X: a\x01b"), BAD, True),
    ("an escape in a value", header(b"X: \x1b"), BAD, True),
    ("a DEL in a value", header(b"X: a\x7fb"), BAD, True),
    ("a bare CR in a value", header(b"X: a\rb"), BAD, True),
    ("a bare CR at a value's end", header(b"X: a\r"), BAD, True),
    ("a bare LF in a value", header(b"X: a\nY: b"), BAD, True),
    ("a bare LF at the end of the head", b"GET / HTTP/1.1\r\nHost: h\r\n\n", BAD, True),
    ("bad headers where no route is", b"GET /none HTTP/1.1\r\nHost: h\r\nX\r\n\r\n", BAD, True),
    ("half a head, and the client waits", b"GET / HTTP/1.1\r\nHos", b"", False),
    ("half a head, and the client leaves", (b"GET / HTTP/1.1\r\nHos", None), BAD, True),
    ("half a line, and the client leaves", (b"GE", None), BAD, True),
    ("a head without its empty line", (b"GET / HTTP/1.1\r\nHost: h\r\n", None), BAD, True),
    ("nothing is said", (b"", None), b"", True),
]

KEPT = [
    ("Connection: close", get("/", CLOSE), BYE, True),
    ("Connection: Close", get("/", "connection: Close"), BYE, True),
    ("Connection: a list with close", get("/", "Connection: x, close"), BYE, True),
    ("Connection: keep-alive", get("/", "Connection: keep-alive"), HELLO, False),
    ("two requests at once", get("/") + get("/got"), HELLO + page("got"), False),
    ("five requests at once", get("/") * 5, HELLO * 5, False),
    ("the second asks to close", get("/") + get("/", CLOSE) + get("/"), HELLO + BYE, True),
    ("an error keeps the connection", get("/none") + get("/"), error(404) + HELLO, False),
    ("a bad request ends it", header(b"X") + get("/"), BAD, True),
    ("an empty line between", get("/") + b"\r\n" + get("/"), HELLO + HELLO, False),
    ("two empty lines between", get("/") + b"\r\n\r\n" + get("/"), HELLO + BAD, True),
    ("the client leaves after the answer", (get("/"), None), HELLO, True),
    ("the second request is cut off", (get("/") + b"GET /", None), HELLO + BAD, True),
]

METHODS = [
    ("HEAD answers as GET", request("HEAD", "/"), without_body(HELLO), False),
    ("HEAD of a route for GET", request("HEAD", "/got"), without_body(page("got")), False),
    ("HEAD of what is not there", request("HEAD", "/none"), without_body(error(404)), False),
    ("HEAD, then GET", request("HEAD", "/") + get("/"), without_body(HELLO) + HELLO, False),
    ("HEAD in HTTP/1.0", head("HEAD / HTTP/1.0"), without_body(BYE), True),
    ("a bad HEAD", request("HEAD", "/", "X"), without_body(BAD), True),
    ("a route without methods= takes all", request("OPTIONS", "/"), HELLO, False),
    ("DELETE of a route without methods=", request("DELETE", "/"), HELLO, False),
    ("OPTIONS", request("OPTIONS", "/got"), answer(204, "Allow: GET, HEAD, OPTIONS"), False),
    ("OPTIONS of what is not there", request("OPTIONS", "/none"), error(404), False),
    (
        "a method that the route does not take",
        request("PUT", "/got"),
        error(405, last=("Allow: GET, HEAD, OPTIONS",)),
        False,
    ),
    (
        "get is not GET",
        request("get", "/got"),
        error(405, last=("Allow: GET, HEAD, OPTIONS",)),
        False,
    ),
]


def of_length(length):
    # A target that makes a request line so long.
    return "/" + "?" + "a" * (length - 4 - 2 - 9)


def head_of(length):
    # A head so long, without the empty line that ends it.
    text = b"GET / HTTP/1.1\r\nHost: h\r\nX: "
    return text + b"x" * (length - len(text)) + b"\r\n\r\n"


LINE_LIMIT = [
    ("a line of 29 of 30", line(b"GET " + of_length(29).encode() + b" HTTP/1.1"), HELLO, False),
    ("a line of 30 of 30", line(b"GET " + of_length(30).encode() + b" HTTP/1.1"), HELLO, False),
    (
        "a line of 31 of 30",
        line(b"GET " + of_length(31).encode() + b" HTTP/1.1"),
        refused(414),
        True,
    ),
    ("a line without an end", b"GET /" + b"a" * 40, refused(414), True),
    ("a head of 59 of 60", head_of(59), HELLO, False),
    ("a head of 60 of 60", head_of(60), HELLO, False),
    ("a head of 61 of 60", head_of(61), refused(431), True),
    ("a head without an end", b"GET / HTTP/1.1\r\n" + b"X: yyyy\r\n" * 8, refused(431), True),
    ("two heads, each of which fits", head_of(60) + head_of(50), HELLO + HELLO, False),
    (
        "a head that fits, and a body",
        b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60\r\n\r\n" + b"b" * 60,
        HELLO,
        False,
    ),
    ("a head too long after one that fits", head_of(60) + head_of(61), HELLO + refused(431), True),
]

LIMITS = [
    ("a line of 1024", line(b"GET " + of_length(1024).encode() + b" HTTP/1.1"), HELLO, False),
    (
        "a line of 1025",
        line(b"GET " + of_length(1025).encode() + b" HTTP/1.1"),
        refused(414),
        True,
    ),
    ("a head of 4096", head_of(4096), HELLO, False),
    ("a head of 4097", head_of(4097), refused(431), True),
]

CASES = [
    (app, LINES),
    (app, TARGETS),
    (app, VERSIONS),
    (app, HOSTS),
    (app, HEADERS),
    (app, KEPT),
    (app, METHODS),
    (small, LINE_LIMIT),
    (app, LIMITS),
]
