# How handlers write, and what goes out: heads, lengths, gathering, and what fails on the way.
import picoweb
from say import (
    HTML,
    JSON,
    answer,
    endless,
    error,
    get,
    head,
    one_of,
    page,
    request,
    without_body,
)
from talk import RESET

app = picoweb.WebApp("wire", serve_static=False)
LONG = "x" * 2000
CYRILLIC = "\u044f\u0431\u043b\u043e\u043a\u043e"


def shows(path, **options):
    # A route whose handler takes only resp.
    def add(handler):
        async def call(req, resp):
            return await handler(resp)

        app.add_url_rule(path, call, **options)

    return add


@shows("/plain")
async def plain(resp):
    await picoweb.start_response(resp)
    await resp.awrite("hello")


@shows("/pieces")
async def pieces(resp):
    await picoweb.start_response(resp, "text/plain")
    for piece in ("a", b"b", bytearray(b"c"), memoryview(b"d"), "", "e"):
        await resp.awrite(piece)


@shows("/parts")
async def parts(resp):
    await picoweb.start_response(resp)
    await resp.awrite(b"0123456789", 7)
    await resp.awrite(b"0123456789", 2, 3)
    await resp.awrite(b"0123456789", 0, 1)
    await resp.awrite(b"0123456789", sz=2)
    await resp.awrite(bytearray(b"abcdef"), 4, 100)
    await resp.awritestr("|")
    await resp.awriteiter(("x", b"y", "z"))


@shows("/cyrillic")
async def cyrillic(resp):
    await picoweb.start_response(resp)
    await resp.awrite(CYRILLIC)
    await resp.awritestr(CYRILLIC)


@shows("/empty")
async def empty(resp):
    await picoweb.start_response(resp)


@shows("/number")
async def number(resp):
    await picoweb.start_response(resp, status=404)


@shows("/text-status")
async def text_status(resp):
    await picoweb.start_response(resp, "text/plain", "201")
    await resp.awrite("made")


@shows("/strange-status")
async def strange_status(resp):
    await picoweb.start_response(resp, "text/plain", 299)


@shows("/no-type")
async def no_type(resp):
    await picoweb.start_response(resp, None)
    await resp.awrite("a")


@shows("/dict")
async def headers_dict(resp):
    await picoweb.start_response(resp, headers={"X-Name": "a: b"})


@shows("/bytes-dict")
async def headers_bytes_dict(resp):
    await picoweb.start_response(resp, headers={b"X-Name": b"value"})


@shows("/numbers-dict")
async def headers_number(resp):
    await picoweb.start_response(resp, headers={"X-Number": 5})


@shows("/pairs")
async def headers_pairs(resp):
    await picoweb.start_response(resp, headers=[("X", "1"), (b"Y", "2"), ("X", "3")])


@shows("/text-lines")
async def headers_text(resp):
    await picoweb.start_response(resp, headers="X: 1\r\nY: 2\r\n")


@shows("/bytes-lines")
async def headers_bytes(resp):
    await picoweb.start_response(resp, headers=b"X: 1\r\n")


@shows("/added")
async def added(resp):
    resp.add_header("Set-Cookie", "a=1")
    resp.add_header("Set-Cookie", "b=2")
    await picoweb.start_response(resp)
    await resp.awrite("hello")


@shows("/added-late")
async def added_late(resp):
    await picoweb.start_response(resp)
    await resp.awrite("hello")
    resp.add_header("X-Late", "yes")


@shows("/added-to-error")
async def added_to_error(resp):
    resp.add_header("Access-Control-Allow-Origin", "*")
    raise picoweb.HTTPError(404)


# ---- what must not get into a head

INJECTIONS = (
    {"X": "a\r\nY: b"},
    {"X": "a\nb"},
    {"X": "a\rb"},
    {"X": "a\0b"},
    {"X\r\nY": "a"},
    {"X\0": "a"},
    {"X:": "a"},
    {"": "a"},
    {b"X": b"a\r\nb"},
    [("X", "a\n")],
    "X: a\nY: b",
    "X: a\rb",
    "X: a\r\n\r\nbody",
    "X: a\0b",
    b"X: a\n\nb",
    "no colon",
)


@shows("/injections")
async def injections(resp):
    for headers in INJECTIONS:
        try:
            await picoweb.start_response(resp, headers=headers)
        except ValueError:
            continue
        raise RuntimeError("%r was taken" % headers)
    return "refused"


@shows("/bad-added")
async def bad_added(resp):
    for name, value in (("X", "a\r\nb"), ("X\n", "a"), ("X", "\0"), ("X", "a\n")):
        try:
            resp.add_header(name, value)
        except ValueError:
            continue
        raise RuntimeError("%r: %r was taken" % (name, value))
    return "refused"


@shows("/bad-types")
async def bad_types(resp):
    for content_type in ("a\r\nb: c", "a\nb", "a\rb", "a\0b"):
        try:
            await picoweb.start_response(resp, content_type)
        except ValueError:
            continue
        raise RuntimeError("%r was taken" % content_type)
    return "refused"


@shows("/bad-redirect")
async def bad_redirect(resp):
    try:
        await picoweb.redirect(resp, "/a\r\nSet-Cookie: b=c")
    except ValueError:
        return "refused"


@shows("/bad-status")
async def bad_status(resp):
    try:
        await picoweb.start_response(resp, status="200 OK\r\nX: y")
    except ValueError:
        return "refused"


# ---- lengths


@shows("/long")
async def long(resp):
    await picoweb.start_response(resp)
    await resp.awrite(LONG)


@shows("/long-pieces")
async def long_pieces(resp):
    await picoweb.start_response(resp)
    for _ in range(200):
        await resp.awrite("0123456789")


@shows("/long-promised")
async def long_promised(resp):
    await picoweb.start_response(resp, headers={"Content-Length": "2000"})
    await resp.awrite(LONG)


@shows("/flushed")
async def flushed(resp):
    await picoweb.start_response(resp)
    await resp.awrite("first ")
    await resp.flush()
    await resp.awrite("second")


@shows("/closes")
async def closes(resp):
    await picoweb.start_response(resp, headers={"Connection": "close"})
    await resp.awrite("a")


async def promise(resp, length, *texts):
    await picoweb.start_response(resp, headers={"content-length": length})
    for text in texts:
        await resp.awrite(text)
        await resp.flush()


@shows("/just-so")
async def just_so(resp):
    await promise(resp, 5, "he", "llo")


@shows("/promised-nothing")
async def promised_nothing(resp):
    await promise(resp, 0)


@shows("/more")
async def more(resp):
    await promise(resp, 5, "hello!")


@shows("/more-later")
async def more_later(resp):
    await promise(resp, 5, "hello", "!")


@shows("/less")
async def less(resp):
    await promise(resp, 5)


@shows("/less-later")
async def less_later(resp):
    await promise(resp, 5, "hell")


@shows("/no-number")
async def no_number(resp):
    await promise(resp, "five", "hello")


# ---- responses without a body


@shows("/204")
async def no_content(resp):
    await picoweb.start_response(resp, None, 204)


@shows("/204-written")
async def no_content_written(resp):
    await picoweb.start_response(resp, None, 204)
    await resp.awrite("body")


@shows("/304")
async def not_modified(resp):
    await picoweb.start_response(resp, None, "304")
    await resp.awrite("body")
    await resp.flush()


@shows("/304-length")
async def not_modified_length(resp):
    await picoweb.start_response(resp, None, 304, {"Content-Length": "10"})


@shows("/101")
async def switching(resp):
    await picoweb.start_response(resp, None, 101, {"Upgrade": "tea"})
    await resp.awrite("body")


# ---- what goes wrong


@shows("/twice")
async def twice(resp):
    await picoweb.start_response(resp)
    await picoweb.start_response(resp)


@shows("/twice-later")
async def twice_later(resp):
    await picoweb.start_response(resp)
    await resp.awrite("first")
    await resp.flush()
    await picoweb.start_response(resp)


@shows("/written-and-returned")
async def written_and_returned(resp):
    await picoweb.start_response(resp)
    await resp.awrite("written")
    return "returned"


@shows("/nothing")
async def nothing(resp):
    pass


@shows("/true")
async def true(resp):
    await picoweb.start_response(resp)
    await resp.awrite("true")
    return True


@shows("/fails")
async def fails(resp):
    raise ValueError("the handler broke")


@shows("/fails-begun")
async def fails_begun(resp):
    await picoweb.start_response(resp)
    await resp.awrite("half")
    raise ValueError("the handler broke")


@shows("/fails-later")
async def fails_later(resp):
    await picoweb.start_response(resp)
    await resp.awrite("half")
    await resp.flush()
    raise ValueError("the handler broke")


@shows("/fails-promised")
async def fails_promised(resp):
    await promise(resp, 10, "half")
    raise ValueError("the handler broke")


@shows("/fails-raw")
async def fails_raw(resp):
    await resp.awrite("HTTP/1.0 200 OK\r\n\r\nhalf")
    raise ValueError("the handler broke")


@shows("/memory")
async def memory(resp):
    raise MemoryError


@shows("/error")
async def http_error(resp):
    raise picoweb.HTTPError(409)


@shows("/error-text")
async def http_error_text(resp):
    raise picoweb.HTTPError("422", CYRILLIC)


@shows("/error-strange")
async def http_error_strange(resp):
    raise picoweb.HTTPError(499)


@shows("/error-begun")
async def http_error_begun(resp):
    await picoweb.start_response(resp)
    await resp.awrite("half")
    raise picoweb.HTTPError(404)


@shows("/error-later")
async def http_error_later(resp):
    await picoweb.start_response(resp)
    await resp.awrite("half")
    await resp.flush()
    raise picoweb.HTTPError(404)


# ---- raw output


@shows("/raw")
async def raw(resp):
    await resp.awrite("HTTP/1.0 200 NA\r\n")
    await resp.awrite("\r\nraw")


@shows("/raw-without")
async def raw_without(resp):
    await resp.awrite("no status line")


@shows("/added-too-late")
async def added_too_late(resp):
    await picoweb.start_response(resp)
    await resp.awrite(LONG)
    try:
        resp.add_header("X-Late", "yes")
    except RuntimeError as e:
        await resp.awrite(str(e))


@shows("/begun-and-returned")
async def begun_and_returned(resp):
    await picoweb.start_response(resp)
    return "never seen"


@shows("/raw-at-once")
async def raw_at_once(resp):
    await resp.awrite("HTTP/1.0 200 NA\r\n\r\n")
    await resp.awrite("left: %r" % (resp.sock.answer[-4:] == b"\r\n\r\n"))


@shows("/gathered")
async def gathered(resp):
    await picoweb.start_response(resp)
    await resp.awrite("left: %r" % resp.sock.answer)


@shows("/events")
async def events(resp):
    await picoweb.start_response(resp, "text/event-stream")
    await resp.awrite("data: 1\n\n")
    await resp.awrite("left: %r" % (resp.sock.answer[-4:] == b" 1\n\n"))


@shows("/kept")
async def kept(resp):
    await resp.awrite("HTTP/1.0 200 NA\r\n\r\nkept")
    app.spawn(say_more(resp))
    return False


@shows("/kept-begun")
async def kept_begun(resp):
    await picoweb.start_response(resp)
    await resp.awrite("kept")
    app.spawn(say_more(resp))
    return False


async def say_more(resp):
    await picoweb.sleep_ms(1)
    await resp.awrite(", and more")
    await resp.awrite(" of it")
    await resp.aclose()
    await resp.aclose()


@shows("/closed")
async def closed(resp):
    await picoweb.start_response(resp)
    await resp.awrite("bye")
    await resp.aclose()


@shows("/peer")
async def peer(resp):
    return "%s %s" % (resp.get_extra_info("peername"), resp.get_extra_info("socket", "default"))


# ---- whole responses


@shows("/json")
async def jsonify(resp):
    await picoweb.jsonify(resp, {"fruit": [CYRILLIC, 1, None, True]})


@shows("/http-error")
async def public_http_error(resp):
    await picoweb.http_error(resp, "403")


@shows("/redirect")
async def redirect(resp):
    await picoweb.redirect(resp, "/other")


@shows("/redirect-308")
async def redirect_308(resp):
    await picoweb.redirect(resp, "http://h/other", 308)


JSON_ESCAPED = '{"fruit": ["\\u044f\\u0431\\u043b\\u043e\\u043a\\u043e", 1, null, true]}'
JSON_PLAIN = '{"fruit": ["%s", 1, null, true]}' % CYRILLIC
REFUSED = page("refused")
NOTHING_CLOSED = (("Upgrade: tea",), ("Upgrade: tea", "Connection: close"))

WRITING = [
    ("start_response and awrite", get("/plain"), page("hello"), False),
    ("HEAD of it", request("HEAD", "/plain"), without_body(page("hello")), False),
    ("HTTP/1.0 hears of it", head("GET /plain HTTP/1.0"), page("hello", close=True), True),
    ("small writes become one", get("/pieces"), page("abcde", "text/plain"), False),
    ("parts of a buffer", get("/parts"), page("789234001ef|xyz"), False),
    ("text is UTF-8", get("/cyrillic"), page(CYRILLIC * 2), False),
    ("an empty page", get("/empty"), page(""), False),
    ("a status as number", get("/number"), page("", number=404), False),
    ("a status as text", get("/text-status"), page("made", "text/plain", 201), False),
    ("a status without a name", get("/strange-status"), page("", "text/plain", 299), False),
    ("no Content-Type", get("/no-type"), page("a", None), False),
    ("headers as dict", get("/dict"), page("", more=("X-Name: a: b",)), False),
    ("headers as dict of bytes", get("/bytes-dict"), page("", more=("X-Name: value",)), False),
    ("a header that is a number", get("/numbers-dict"), page("", more=("X-Number: 5",)), False),
    ("headers as pairs", get("/pairs"), page("", more=("X: 1", "Y: 2", "X: 3")), False),
    ("headers as text", get("/text-lines"), page("", more=("X: 1", "Y: 2")), False),
    ("headers as bytes", get("/bytes-lines"), page("", more=("X: 1",)), False),
    (
        "add_header",
        get("/added"),
        page("hello", last=("Set-Cookie: a=1", "Set-Cookie: b=2")),
        False,
    ),
    (
        "what was added is gone with the next request",
        get("/added") + get("/plain"),
        page("hello", last=("Set-Cookie: a=1", "Set-Cookie: b=2")) + page("hello"),
        False,
    ),
    (
        "add_header before the head left",
        get("/added-late"),
        page("hello", last=("X-Late: yes",)),
        False,
    ),
    (
        "add_header after the head left",
        get("/added-too-late"),
        endless(LONG + "the head has left: add_header() comes before the body"),
        True,
    ),
    ("a value after a bare start_response", get("/begun-and-returned"), page(""), False, 1),
    ("what is no status line, and no response", get("/raw-without"), error(500), False, 1),
    (
        "add_header and an error",
        get("/added-to-error"),
        error(404, last=("Access-Control-Allow-Origin: *",)),
        False,
    ),
    ("headers that would split the response", get("/injections"), REFUSED, False),
    ("add_header that would split it", get("/bad-added"), REFUSED, False),
    ("a Content-Type that would split it", get("/bad-types"), REFUSED, False),
    ("a redirect that would split it", get("/bad-redirect"), REFUSED, False),
    ("a status that would split it", get("/bad-status"), REFUSED, False),
    ("jsonify", get("/json"), one_of(page(JSON_ESCAPED, JSON), page(JSON_PLAIN, JSON)), False),
    ("http_error", get("/http-error"), error(403), False),
    ("redirect", get("/redirect"), page("", None, 303, more=("Location: /other",)), False),
    (
        "redirect by 308",
        get("/redirect-308"),
        page("", None, 308, more=("Location: http://h/other",)),
        False,
    ),
    ("peername in memory", get("/peer"), page("None default"), False),
]

LENGTHS = [
    ("more than the buffer takes", get("/long"), endless(LONG), True),
    ("more than it takes, in pieces", get("/long-pieces"), endless("0123456789" * 200), True),
    (
        "HEAD of what is long",
        request("HEAD", "/long-pieces"),
        without_body(page("0123456789" * 200)),
        False,
    ),
    (
        "as much, with its length",
        get("/long-promised") + get("/plain"),
        page(LONG) + page("hello"),
        False,
    ),
    (
        "HEAD of that",
        request("HEAD", "/long-promised"),
        answer(200, "Content-Type: " + HTML, "Content-Length: 2000"),
        False,
    ),
    ("flush in the middle", get("/flushed"), endless("first second"), True),
    (
        "the handler asks to close",
        get("/closes"),
        one_of(
            page("a", close=True),
            page("a", more=("Connection: close",)),
            page("a", more=("Connection: close",), close=True),
        ),
        True,
    ),
    (
        "just what was promised",
        get("/just-so") + get("/plain"),
        answer(200, "Content-Type: " + HTML, "content-length: 5") + b"hello" + page("hello"),
        False,
    ),
    (
        "HEAD of what was promised",
        request("HEAD", "/just-so"),
        answer(200, "Content-Type: " + HTML, "content-length: 5"),
        False,
    ),
    (
        "a promise of nothing",
        get("/promised-nothing"),
        answer(200, "Content-Type: " + HTML, "content-length: 0"),
        False,
    ),
    ("more than promised", get("/more"), error(500), False, 1),
    (
        "more than promised, later",
        get("/more-later"),
        answer(200, "Content-Type: " + HTML, "content-length: 5") + b"hello",
        True,
        1,
    ),
    ("less than promised", get("/less"), error(500), False, 1),
    (
        "less than promised, later",
        get("/less-later"),
        answer(200, "Content-Type: " + HTML, "content-length: 5") + b"hell",
        True,
        1,
    ),
    ("a length that is no number", get("/no-number"), error(500), False, 1),
    ("204", get("/204") + get("/plain"), answer(204) + page("hello"), False),
    ("204 with a body", get("/204-written") + get("/plain"), answer(204) + page("hello"), False),
    ("304 with a body", get("/304") + get("/plain"), answer(304) + page("hello"), False),
    (
        "304 with a length",
        get("/304-length") + get("/plain"),
        answer(304, "Content-Length: 10") + page("hello"),
        False,
    ),
    ("101 with a body", get("/101"), one_of(*[answer(101, *x) for x in NOTHING_CLOSED]), None),
]

FAILURES = [
    ("start_response twice", get("/twice"), error(500), False, 1),
    ("start_response again, later", get("/twice-later"), endless("first"), RESET, 1),
    ("written and returned", get("/written-and-returned"), page("written"), False, 1),
    ("neither", get("/nothing"), error(500), False, 1),
    ("True is no page", get("/true"), page("true"), False),
    ("a failure", get("/fails") + get("/plain"), error(500) + page("hello"), False, 1),
    ("a failure on HEAD", request("HEAD", "/fails"), without_body(error(500)), False, 1),
    ("a failure before anything left", get("/fails-begun"), error(500), False, 1),
    ("a failure after the first byte left", get("/fails-later"), endless("half"), RESET, 1),
    (
        "a failure in what was promised",
        get("/fails-promised"),
        answer(200, "Content-Type: " + HTML, "content-length: 10") + b"half",
        True,
        1,
    ),
    ("a failure in raw output", get("/fails-raw"), b"HTTP/1.0 200 OK\r\n\r\nhalf", RESET, 1),
    ("out of memory", get("/memory"), error(500), False, 1),
    ("HTTPError", get("/error"), error(409), False),
    ("HTTPError with a text", get("/error-text"), error(422, CYRILLIC), False),
    (
        "HTTPError of no name",
        get("/error-strange"),
        one_of(error(499, "499 "), error(499, "499")),
        False,
    ),
    ("HTTPError before anything left", get("/error-begun"), error(404), False),
    ("HTTPError after the first byte left", get("/error-later"), endless("half"), RESET),
]

RAW = [
    ("raw output", get("/raw") + get("/plain"), b"HTTP/1.0 200 NA\r\n\r\nraw", True),
    ("raw output on HEAD", request("HEAD", "/raw"), b"HTTP/1.0 200 NA\r\n\r\n", True),
    (
        "raw output goes out at once",
        get("/raw-at-once"),
        b"HTTP/1.0 200 NA\r\n\r\nleft: True",
        True,
    ),
    ("what start_response began does not", get("/gathered"), page("left: b''"), False),
    ("events do", get("/events"), endless("data: 1\n\nleft: True", "text/event-stream"), True),
    (
        "return False keeps the stream",
        get("/kept"),
        b"HTTP/1.0 200 NA\r\n\r\nkept, and more of it",
        True,
    ),
    (
        "return False after start_response",
        get("/kept-begun"),
        endless("kept, and more of it"),
        True,
    ),
    (
        "a handler that closes by itself",
        get("/closed"),
        one_of(endless("bye"), page("bye", close=True)),
        True,
    ),
]

CASES = [(app, WRITING), (app, LENGTHS), (app, FAILURES), (app, RAW)]
