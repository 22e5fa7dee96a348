# Where a body ends, what is refused, how it is read, and the limits for it.
import picoweb
from say import (
    BYTES,
    CONTINUE,
    JSON,
    error,
    get,
    head,
    maybe_continued,
    one_of,
    page,
    post,
    post_chunked,
    refused,
    request,
)

LEAVES = None


class Bounded(picoweb.WebApp):
    max_body = 20


app = Bounded("wire", serve_static=False)


@app.route("/body")
async def body(req, resp):
    return await req.read_body()


@app.route("/json")
async def json(req, resp):
    return await req.read_json()


@app.route("/form")
async def form(req, resp):
    filled = await req.read_form_data()
    assert filled is req.form
    return listed(req.form)


@app.route("/query")
async def query(req, resp):
    filled = req.parse_qs()
    assert filled is req.form
    return listed(req.form)


def listed(form):
    return " ".join(sorted(["%s=%r" % (key, form[key]) for key in form]))


@app.route("/read")
async def read(req, resp):
    data = b""
    while True:
        part = await req.reader.read(7)
        assert len(part) <= 7
        if not part:
            break
        data += part
    assert await req.reader.read() == b""
    assert await req.reader.readline() == b""
    return data


@app.route("/read-all")
async def read_all(req, resp):
    data = b""
    while True:
        part = await req.reader.read()
        if not part:
            return data
        data += part


@app.route("/lines")
async def lines(req, resp):
    found = []
    while True:
        line = await req.reader.readline()
        if not line:
            return b"|".join(found)
        found.append(line)


@app.route("/line-of-body")
async def line_of_body(req, resp):
    return str(len(await req.reader.readline()))


@app.route("/exactly")
async def exactly(req, resp):
    first = await req.reader.readexactly(3)
    return first + b"|" + await req.reader.readexactly(2)


@app.route("/too-much")
async def too_much(req, resp):
    try:
        await req.reader.readexactly(100)
    except EOFError:
        return "EOFError"


@app.route("/nothing")
async def nothing(req, resp):
    return "not read: %r" % await req.reader.read(0)


@app.route("/ignored")
async def ignored(req, resp):
    return "ignored"


@app.route("/long")
async def long(req, resp):
    count = 0
    while True:
        part = await req.reader.read(1000)
        if not part:
            return str(count)
        count += len(part)


@app.route("/late")
async def late(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("first ")
    await resp.awrite(await req.read_body())


default = picoweb.WebApp("wire", serve_static=False)


@default.route("/")
async def count(req, resp):
    return str(len(await req.read_body()))


def data(text):
    return page(text, BYTES)


def sized(*values):
    return request("POST", "/ignored", *["Content-Length:" + value for value in values])


BAD = refused(400)
IGNORED = page("ignored")

LENGTHS = [
    ("Content-Length", post("/body", "hello"), data("hello"), False),
    ("Content-Length: 0", post("/body", ""), data(""), False),
    (
        "Content-Length with zeros before",
        request("POST", "/body", "Content-Length: 005") + b"hello",
        data("hello"),
        False,
    ),
    (
        "content-length",
        request("POST", "/body", "content-length:5") + b"hello",
        data("hello"),
        False,
    ),
    (
        "the next request follows the body",
        post("/body", "hello") + post("/body", "you"),
        data("hello") + data("you"),
        False,
    ),
    ("no length", request("POST", "/body"), refused(411), True),
    ("no length and a form", request("POST", "/form"), refused(411), True),
    ("a length of letters", sized(" abc"), BAD, True),
    ("an empty length", sized(""), BAD, True),
    ("a negative length", sized(" -1"), BAD, True),
    ("a length with a plus", sized(" +5"), BAD, True),
    ("a length with a point", sized(" 5.0"), BAD, True),
    ("a length in hexadecimal", sized(" 0x5"), BAD, True),
    ("a length with a space", sized(" 5 5"), BAD, True),
    ("a length with an underscore", sized(" 1_0"), BAD, True),
    (
        "a length in other digits",
        request("POST", "/ignored", b"Content-Length: \xc2\xb2"),
        BAD,
        True,
    ),
    ("a list of lengths", sized(" 5, 5"), BAD, True),
    ("two lengths that differ", sized(" 5", " 6"), BAD, True),
    ("two lengths that agree", sized(" 5", " 5") + b"hello", IGNORED, False),
    ("two lengths, one of them bad", sized(" 5", " x"), BAD, True),
    ("a bad length where no route is", request("POST", "/none", "Content-Length: x"), BAD, True),
    (
        "a length and chunks",
        request("POST", "/body", "Content-Length: 5", "Transfer-Encoding: chunked")
        + b"5\r\nhello\r\n0\r\n\r\n",
        BAD,
        True,
    ),
    (
        "chunks and a length",
        request("POST", "/body", "Transfer-Encoding: chunked", "Content-Length: 5")
        + b"5\r\nhello\r\n0\r\n\r\n",
        BAD,
        True,
    ),
    ("ten gigabytes", request("POST", "/body", "Content-Length: 10000000000"), refused(413), True),
    (
        "more than any machine has",
        request("POST", "/body", "Content-Length: 1" + "0" * 30),
        refused(413),
        True,
    ),
    (
        "ten gigabytes that nobody reads",
        request("POST", "/ignored", "Content-Length: 9999999999"),
        page("ignored", close=True),
        True,
    ),
    (
        "HTTP/1.0 with a body",
        head("POST /body HTTP/1.0", "Content-Length: 5") + b"hello",
        page("hello", BYTES, close=True),
        True,
    ),
    (
        "a GET with a body",
        request("GET", "/body", "Content-Length: 5") + b"hello" + get("/none"),
        data("hello") + error(404),
        False,
    ),
]

READING = [
    (
        "read(n) until the end",
        post("/read", "hello, all of you") + get("/none"),
        data("hello, all of you") + error(404),
        False,
    ),
    (
        "read() until the end",
        post("/read-all", "hello, all of you"),
        data("hello, all of you"),
        False,
    ),
    ("read where no body is", get("/read"), data(""), False),
    ("readline", post("/lines", "a\nbc\r\n\nd"), data(b"a\n|bc\r\n|\n|d"), False),
    (
        "readline stops at the body's end",
        post("/lines", "a\nb") + get("/lines"),
        data(b"a\n|b") + data(""),
        False,
    ),
    ("readexactly", post("/exactly", "abcdef"), data("abc|de"), False),
    ("readexactly of more than there is", post("/too-much", "abc"), page("EOFError"), False),
    ("read(0)", post("/nothing", "abc"), page("not read: b''"), False),
    ("a body that nobody reads", post("/ignored", "hello") + get("/ignored"), IGNORED * 2, False),
    (
        "a body read in part",
        post("/exactly", "abcdefghij") + get("/ignored"),
        data("abc|de") + IGNORED,
        False,
    ),
    (
        "a body that no route takes",
        post("/none", "GET /body HTTP/1.1\r\n\r\n") + get("/ignored"),
        error(404) + IGNORED,
        False,
    ),
    (
        "a body that comes later",
        (request("POST", "/body", "Content-Length: 5"), b"he", b"llo"),
        data("hello"),
        False,
    ),
    (
        "the client leaves in the body",
        (request("POST", "/body", "Content-Length: 5") + b"he", LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "the client leaves before the body",
        (request("POST", "/body", "Content-Length: 5"), LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "the client leaves in a form",
        (request("POST", "/form", "Content-Length: 9") + b"a=b", LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "a handler notices that the client leaves",
        (request("POST", "/too-much", "Content-Length: 200") + b"abc", LEAVES),
        page("EOFError"),
        True,
    ),
]

FORMS = [
    ("a form", post("/form", "a=1&b=x+y"), page("a='1' b='x y'"), False),
    ("a key twice", post("/form", "a=1&a=2&a=3"), page("a=['1', '2', '3']"), False),
    ("a key without =", post("/form", "a&b=1"), page("a=True b='1'"), False),
    ("a key with and without =", post("/form", "a&a=1"), page("a=[True, '1']"), False),
    ("an empty value", post("/form", "a=&b=1"), page("a='' b='1'"), False),
    ("an = in a value", post("/form", "a=b=c"), page("a='b=c'"), False),
    ("escapes", post("/form", "%61=%62%2B%26"), page("a='b+&'"), False),
    ("escaped UTF-8", post("/form", "a=%D0%B0"), page("a=%r" % "\u0430"), False),
    ("a broken escape", post("/form", "a=%zz%4&b=%"), page("a='%zz%4' b='%'"), False),
    ("an escape of another kind", post("/form", "a=%u0430"), page("a='%u0430'"), False),
    ("an empty form", post("/form", ""), page(""), False),
    (
        "a form that is no UTF-8",
        post("/form", b"a=\xff"),
        error(400, "the form is not UTF-8"),
        False,
    ),
    ("a query", get("/query?a=1&b=%20+&c&a=2"), page("a=['1', '2'] b='  ' c=True"), False),
    ("an empty query", get("/query"), page(""), False),
]

JSONS = [
    ("JSON", post("/json", '{"a": [1]}'), page('{"a": [1]}', JSON), False),
    (
        "JSON beyond ASCII",
        post("/json", '["\u0430"]'),
        one_of(page('["\u0430"]', JSON), page('["\\u0430"]', JSON)),
        False,
    ),
    ("no JSON", post("/json", "hello"), error(400, "the body is not JSON"), False),
    ("an empty body as JSON", post("/json", ""), error(400, "the body is not JSON"), False),
    (
        "JSON that is no UTF-8",
        post("/json", b'["\xff"]'),
        error(400, "the body is not JSON"),
        False,
    ),
    ("JSON that is too long", post("/json", '["12345678901234567890"]'), refused(413), True),
]


def coded(*values):
    return request("POST", "/body", *["Transfer-Encoding: " + value for value in values])


CHUNKED = [
    (
        "chunks",
        post_chunked("/body", "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n"),
        data("helloyou"),
        False,
    ),
    (
        "a next request after chunks",
        post_chunked("/body", "2\r\nhi\r\n0\r\n\r\n") + get("/none"),
        data("hi") + error(404),
        False,
    ),
    ("no chunk but the last", post_chunked("/body", "0\r\n\r\n"), data(""), False),
    (
        "sizes in hexadecimal",
        post_chunked("/read", "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
        data("0123456789" * 2),
        False,
    ),
    ("zeros before a size", post_chunked("/body", "0002\r\nhi\r\n000\r\n\r\n"), data("hi"), False),
    (
        "CHUNKED",
        request("POST", "/body", "transfer-encoding: CHUNKED") + b"0\r\n\r\n",
        data(""),
        False,
    ),
    ("an extension", post_chunked("/body", "2;a=b\r\nhi\r\n0;c\r\n\r\n"), data("hi"), False),
    (
        "an extension in quotes",
        post_chunked("/body", '2;a="b; c"\r\nhi\r\n0\r\n\r\n'),
        data("hi"),
        False,
    ),
    (
        "a space before an extension",
        post_chunked("/body", "2 ;a\r\nhi\r\n0\r\n\r\n"),
        data("hi"),
        False,
    ),
    (
        "trailers",
        post_chunked("/body", "2\r\nhi\r\n0\r\nA: b\r\nC: d\r\n\r\n") + get("/none"),
        data("hi") + error(404),
        False,
    ),
    (
        "lines of chunks",
        post_chunked("/lines", "2\r\na\n\r\n3\r\nb\nc\r\n1\r\nd\r\n0\r\n\r\n"),
        data("a\n|b\n|cd"),
        False,
    ),
    (
        "chunks that nobody reads",
        post_chunked("/ignored", "2\r\nhi\r\n0\r\n\r\n") + get("/ignored"),
        IGNORED * 2,
        False,
    ),
    ("bad chunks that nobody reads", post_chunked("/ignored", "x\r\n"), IGNORED, True),
    (
        "a form in chunks",
        post_chunked("/form", "2\r\na=\r\n1\r\nb\r\n0\r\n\r\n"),
        page("a='b'"),
        False,
    ),
    ("JSON in chunks", post_chunked("/json", "3\r\n[1]\r\n0\r\n\r\n"), page("[1]", JSON), False),
    ("no size", post_chunked("/body", "\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a size of no digits", post_chunked("/body", "g\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a size with 0x", post_chunked("/body", "0x2\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a negative size", post_chunked("/body", "-2\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a size with a plus", post_chunked("/body", "+2\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a size with an underscore", post_chunked("/body", "0_2\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a space before a size", post_chunked("/body", " 2\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a space after a size", post_chunked("/body", "2 \r\nhi\r\n0\r\n\r\n"), BAD, True),
    (
        "a size of 16 digits",
        post_chunked("/body", "fffffffffffffff0\r\nhi"),
        one_of(BAD, refused(413)),
        True,
    ),
    (
        "a size of 17 digits that wraps around",
        post_chunked("/body", "10000000000000002\r\nhi\r\n0\r\n\r\n"),
        one_of(BAD, refused(413)),
        True,
    ),
    ("a bare LF after a size", post_chunked("/body", "2\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a bare CR after a size", post_chunked("/body", "2\rhi\r\n0\r\n\r\n"), BAD, True),
    ("a NUL in an extension", post_chunked("/body", "2;a\0\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a bare CR in an extension", post_chunked("/body", "2;a\rb\r\nhi\r\n0\r\n\r\n"), BAD, True),
    ("a bare LF after a chunk", post_chunked("/body", "2\r\nhi\n0\r\n\r\n"), BAD, True),
    ("no line end after a chunk", post_chunked("/body", "2\r\nhi0\r\n\r\n"), BAD, True),
    ("a chunk longer than its size", post_chunked("/body", "2\r\nhi!\r\n0\r\n\r\n"), BAD, True),
    ("a bare LF after the last chunk", post_chunked("/body", "2\r\nhi\r\n0\r\n\n"), BAD, True),
    ("a bare LF in a trailer", post_chunked("/body", "2\r\nhi\r\n0\r\nA: b\n\r\n"), BAD, True),
    ("a size line that does not end", post_chunked("/body", "2;" + "a" * 2000), BAD, True),
    (
        "trailers that do not end",
        post_chunked("/body", "0\r\n" + "A: 890123456\r\n" * 110),
        refused(431),
        True,
    ),
    (
        "the client leaves in a size",
        (post_chunked("/body", "2"), LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "the client leaves in a chunk",
        (post_chunked("/body", "2\r\nh"), LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "the client leaves after a chunk",
        (post_chunked("/body", "2\r\nhi\r\n"), LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "the client leaves in the trailers",
        (post_chunked("/body", "0\r\nA: b\r\n"), LEAVES),
        one_of(refused(400, "the body ended early"), BAD),
        True,
    ),
    (
        "chunks of 20 bytes together",
        post_chunked("/body", "a\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
        data("0123456789" * 2),
        False,
    ),
    (
        "chunks of 21 bytes together",
        post_chunked("/body", "a\r\n0123456789\r\nb\r\n01234567890\r\n0\r\n\r\n"),
        refused(413),
        True,
    ),
    (
        "one chunk of 21 bytes",
        post_chunked("/body", "15\r\n0123456789012345678901\r\n"),
        refused(413),
        True,
    ),
    (
        "chunks in HTTP/1.0",
        head("POST /body HTTP/1.0", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
        BAD,
        True,
    ),
    ("gzip", coded("gzip"), BAD, True),
    ("gzip, then chunked", coded("gzip, chunked"), refused(501), True),
    ("gzip, then chunked, without a space", coded("gzip,chunked"), refused(501), True),
    ("gzip, then chunked, in two lines", coded("gzip", "chunked"), refused(501), True),
    ("chunked, then gzip", coded("chunked, gzip"), BAD, True),
    ("chunked twice", coded("chunked, chunked"), BAD, True),
    ("chunked in two lines", coded("chunked", "chunked"), BAD, True),
    ("identity", coded("identity"), BAD, True),
    ("an empty coding", coded(""), BAD, True),
    ("xchunked", coded("xchunked"), BAD, True),
    ("chunked with a parameter", coded("chunked;a=b"), BAD, True),
    ("chunked in quotes", coded('"chunked"'), BAD, True),
    ("chunked with a control character", coded(b"\x0bchunked".decode()), BAD, True),
    (
        "a bad coding where no route is",
        request("POST", "/none", "Transfer-Encoding: x"),
        BAD,
        True,
    ),
]


EXPECTS = "Expect: 100-continue"
OF_FIVE = request("POST", "/body", "Content-Length: 5", EXPECTS)

EXPECT = [
    ("100 Continue when the handler reads", (OF_FIVE, b"hello"), CONTINUE + data("hello"), False),
    ("100 Continue, and the client waits", (OF_FIVE,), CONTINUE, False),
    ("once only", (OF_FIVE, b"he", b"llo"), CONTINUE + data("hello"), False),
    ("the body comes without waiting", OF_FIVE + b"hello", maybe_continued(data("hello")), False),
    (
        "100-Continue",
        (request("POST", "/body", "Content-Length: 1", "expect: 100-Continue"), b"h"),
        CONTINUE + data("h"),
        False,
    ),
    (
        "100 Continue for chunks",
        (request("POST", "/body", "Transfer-Encoding: chunked", EXPECTS), b"2\r\nhi\r\n0\r\n\r\n"),
        CONTINUE + data("hi"),
        False,
    ),
    (
        "nobody reads the body",
        (request("POST", "/ignored", "Content-Length: 5", EXPECTS),),
        page("ignored", close=True),
        True,
    ),
    (
        "no body to wait for",
        (request("POST", "/body", "Content-Length: 0", EXPECTS),),
        data(""),
        False,
    ),
    (
        "a body that is too long",
        (request("POST", "/body", "Content-Length: 21", EXPECTS),),
        refused(413),
        True,
    ),
    (
        "no route for it",
        (request("POST", "/none", "Content-Length: 5", EXPECTS),),
        refused(404),
        True,
    ),
    (
        "begun before it is read",
        (request("POST", "/late", "Content-Length: 5", EXPECTS), b"hello"),
        CONTINUE + page("first hello"),
        False,
    ),
    (
        "HTTP/1.0 expects nothing",
        (head("POST /body HTTP/1.0", "Content-Length: 5", EXPECTS), b"hello"),
        page("hello", BYTES, close=True),
        True,
    ),
    (
        "another expectation",
        request("POST", "/body", "Content-Length: 5", "Expect: tea"),
        refused(417),
        True,
    ),
    (
        "another one for HTTP/1.0",
        head("GET /ignored HTTP/1.0", "Expect: tea"),
        page("ignored", close=True),
        True,
    ),
]

LIMITS = [
    ("a body of 19 of 20", post("/body", "b" * 19), data("b" * 19), False),
    ("a body of 20 of 20", post("/body", "b" * 20), data("b" * 20), False),
    ("a body of 21 of 20", post("/body", "b" * 21), refused(413), True),
    ("a form of 20 of 20", post("/form", "a=" + "b" * 18), page("a='%s'" % ("b" * 18)), False),
    ("a form of 21 of 20", post("/form", "a=" + "b" * 19), refused(413), True),
    (
        "a handler that reads by itself has no limit",
        post("/read", "b" * 50),
        data("b" * 50),
        False,
    ),
]

LONG = [
    ("5,000 bytes that a handler reads by itself", post("/long", "b" * 5000), page("5000"), False),
    (
        "5,000 bytes in chunks",
        post_chunked("/long", "1388\r\n" + "b" * 5000 + "\r\n0\r\n\r\n"),
        page("5000"),
        False,
    ),
    ("a line of 1,400 bytes", post("/line-of-body", "b" * 1399 + "\n"), page("1400"), False),
    (
        "4,096 bytes that nobody reads",
        post("/ignored", "b" * 4096) + get("/ignored"),
        IGNORED * 2,
        False,
    ),
    (
        "4,096 bytes in chunks that nobody reads",
        post_chunked("/ignored", "1000\r\n" + "b" * 4096 + "\r\n0\r\n\r\n") + get("/ignored"),
        IGNORED * 2,
        False,
    ),
    (
        "4,097 bytes in chunks that nobody reads",
        post_chunked("/ignored", "1001\r\n" + "b" * 4097 + "\r\n0\r\n\r\n") + get("/ignored"),
        IGNORED,
        True,
    ),
    (
        "5,000 bytes that nobody reads",
        post("/ignored", "b" * 5000),
        page("ignored", close=True),
        True,
    ),
]

BODY_LIMITS = [
    ("a body of 4096", post("/", "b" * 4096), page("4096"), False),
    ("a body of 4097", post("/", "b" * 4097), refused(413), True),
]

CASES = [
    (app, LENGTHS),
    (app, READING),
    (app, FORMS),
    (app, JSONS),
    (app, CHUNKED),
    (app, EXPECT),
    (app, LIMITS),
    (app, LONG),
    (default, BODY_LIMITS),
]
