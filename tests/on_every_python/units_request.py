# What a request says: its first line, its header lines, what frames it, chunks, queries.
from parts import (
    Headers,
    HTTPError,
    HTTPRequest,
    chunk_size,
    frame,
    parse_headers,
    parse_qs,
    unquote,
    unquote_plus,
)
from judge import Raises

YA = "\u044f"
DIGITS = "\u0661\u0661"  # digits, but not ASCII's: int() on CPython takes them


def refused(status):
    return Raises(HTTPError, status)


def line(text):
    req = HTTPRequest()
    minor = req.parse(text)
    return req.method, req.path, req.qs, minor


LINES = [
    ((b"GET / HTTP/1.1",), ("GET", "/", "", 1)),
    ((b"GET / HTTP/1.0",), ("GET", "/", "", 0)),
    ((b"GET / HTTP/1.2",), ("GET", "/", "", 1)),
    ((b"GET / HTTP/1.9",), ("GET", "/", "", 1)),
    ((b"M-SEARCH /a?b?c HTTP/1.1",), ("M-SEARCH", "/a", "b?c", 1)),
    ((b"GET /a%20b HTTP/1.1",), ("GET", "/a%20b", "", 1)),
    ((b"GET //a HTTP/1.1",), ("GET", "//a", "", 1)),
    ((b"GET http://h/a?b HTTP/1.1",), ("GET", "/a", "b", 1)),
    ((b"GET HTTPS://h:1/a HTTP/1.1",), ("GET", "/a", "", 1)),
    ((b"GET http://h HTTP/1.1",), ("GET", "/", "", 1)),
    ((b"GET http://h?b HTTP/1.0",), ("GET", "/", "b", 0)),
    ((b"OPTIONS * HTTP/1.1",), ("OPTIONS", "*", "", 1)),
    ((b"OPTIONS http://h HTTP/1.1",), ("OPTIONS", "/", "", 1)),
    ((b"",), refused(400)),
    ((b"GET",), refused(400)),
    ((b"GET /",), refused(400)),
    ((b"GET  / HTTP/1.1",), refused(400)),
    ((b" GET / HTTP/1.1",), refused(400)),
    ((b"GET / HTTP/1.1 ",), refused(400)),
    ((b"GET /a b HTTP/1.1",), refused(400)),
    ((b"GET\t/ HTTP/1.1",), refused(400)),
    ((b"G(T / HTTP/1.1",), refused(400)),
    ((b"GET /\x7f HTTP/1.1",), refused(400)),
    ((b"GET /\0 HTTP/1.1",), refused(400)),
    ((b"GET /\r HTTP/1.1",), refused(400)),
    ((b"GET /\xd1\x8f HTTP/1.1",), refused(400)),
    ((b"GET * HTTP/1.1",), refused(400)),
    ((b"GET a HTTP/1.1",), refused(400)),
    ((b"GET ftp://h/ HTTP/1.1",), refused(400)),
    ((b"GET http:///a HTTP/1.1",), refused(400)),
    ((b"GET / http/1.1",), refused(400)),
    ((b"GET / HTTP/1",), refused(400)),
    ((b"GET / HTTP/1.",), refused(400)),
    ((b"GET / HTTP/1.10",), refused(400)),
    ((b"GET / HTTP/11.",), refused(400)),
    ((b"GET / HTTP/1.x",), refused(400)),
    ((b"GET / HTTP/-.1",), refused(400)),
    ((b"GET / HTTP/2.0",), refused(505)),
    ((b"GET / HTTP/0.9",), refused(505)),
    ((b"CONNECT h:1 HTTP/1.1",), refused(501)),
]


def headers(keep, *lines):
    found = parse_headers(lines, keep)
    return {name: found[name] for name in found}


HEADERS = [
    ((True,), {}),
    ((True, b"A: 1"), {b"a": b"1"}),
    ((True, b"A:1"), {b"a": b"1"}),
    ((True, b"A:"), {b"a": b""}),
    ((True, b"A: \t 1 2 \t"), {b"a": b"1 2"}),
    ((True, b"A: b:c"), {b"a": b"b:c"}),
    ((True, b"A: b\tc"), {b"a": b"b\tc"}),
    ((True, b"A: \xd1\x8f"), {b"a": b"\xd1\x8f"}),
    ((True, b"!#$%&'*+-.^_`|~: 1"), {b"!#$%&'*+-.^_`|~": b"1"}),
    ((True, b"A: 1", b"a: 2"), {b"a": b"1, 2"}),
    ((True, b"Cookie: a=1", b"Cookie: b=2"), {b"cookie": b"a=1; b=2"}),
    ((True, b"Content-Length: 5", b"Content-Length: 5"), {b"content-length": b"5"}),
    ((False, b"Q: 1", b"Q: 2", b"Host: h"), {b"host": b"h"}),
    ((False, b"Expect: x", b"Connection: close"), {b"expect": b"x", b"connection": b"close"}),
    ((True, b"Content-Length: 5", b"Content-Length: 6"), refused(400)),
    ((True, b"Host: a", b"Host: a"), refused(400)),
    ((False, b"Host: a", b"Host: a"), refused(400)),
    ((True, b"A"), refused(400)),
    ((True, b""), refused(400)),
    ((True, b": 1"), refused(400)),
    ((True, b"A : 1"), refused(400)),
    ((True, b" A: 1"), refused(400)),
    ((True, b"A: 1", b"\tfolded"), refused(400)),
    ((True, b"A\0: 1"), refused(400)),
    ((True, b"A(: 1"), refused(400)),
    ((True, b"\xd1\x8f: 1"), refused(400)),
    ((True, b"A: 1\r2"), refused(400)),
    ((True, b"A: 1\0"), refused(400)),
    ((True, b"A: \x7f"), refused(400)),
    ((True, b"A: \x1f"), refused(400)),
    ((False, b"A: \x1f"), refused(400)),
    ((False, b"A"), refused(400)),
]


def looked_up(name):
    found = Headers()
    found[b"user-agent"] = b"curl"
    return found[name], found.get(name), name in found


def missing(name):
    return Headers().get(name), Headers().get(name, b"else"), name in Headers()


LOOKUPS = [
    ((b"user-agent",), (b"curl", b"curl", True)),
    ((b"User-Agent",), (b"curl", b"curl", True)),
    ((b"USER-AGENT",), (b"curl", b"curl", True)),
    ((b"user_agent",), Raises(KeyError)),
]
MISSING = [((b"Host",), (None, b"else", False))]


class Conn:
    expect = False
    chunks = None


def framed(minor, *lines):
    # (bytes of body to come, keep the connection, the client waits for 100, chunked)
    conn = Conn()
    frame(conn, parse_headers(lines, True), minor)
    return conn.left, conn.keep, bool(conn.expect), bool(conn.chunks)


H = b"Host: h"
CHUNKED = b"Transfer-Encoding: chunked"
EXPECT = b"Expect: 100-continue"
FRAMES = [
    ((1, H), (0, True, False, False)),
    ((0,), (0, False, False, False)),
    ((0, H), (0, False, False, False)),
    ((1, H, b"Connection: close"), (0, False, False, False)),
    ((1, H, b"Connection: Upgrade, Close"), (0, False, False, False)),
    ((1, H, b"Connection: keep-alive"), (0, True, False, False)),
    ((0, b"Connection: keep-alive"), (0, False, False, False)),
    ((1, b"Host:"), (0, True, False, False)),
    ((1, b"Host: h.example:8081"), (0, True, False, False)),
    ((1, b"Host: h:"), (0, True, False, False)),
    ((1, b"Host: 127.0.0.1:1"), (0, True, False, False)),
    ((1, b"Host: [::1]"), (0, True, False, False)),
    ((1, b"Host: [::1]:8081"), (0, True, False, False)),
    ((1, H, b"Content-Length: 0"), (0, True, False, False)),
    ((1, H, b"Content-Length: 5"), (5, True, False, False)),
    ((1, H, b"Content-Length: 0005"), (5, True, False, False)),
    ((1, H, b"Content-Length: 99999999999999999999"), (99999999999999999999, True, False, False)),
    ((1, H, CHUNKED), (0, True, False, True)),
    ((1, H, b"transfer-encoding: CHUNKED"), (0, True, False, True)),
    ((1, H, EXPECT, b"Content-Length: 5"), (5, True, True, False)),
    ((1, H, b"Expect: 100-Continue", b"Content-Length: 5"), (5, True, True, False)),
    ((1, H, EXPECT, CHUNKED), (0, True, True, True)),
    ((1, H, EXPECT), (0, True, False, False)),
    ((1, H, EXPECT, b"Content-Length: 0"), (0, True, False, False)),
    ((0, EXPECT, b"Content-Length: 5"), (5, False, False, False)),
    ((0, b"Expect: 200-ok", b"Content-Length: 5"), (5, False, False, False)),
    ((1,), refused(400)),
    ((1, b"Host: a b"), refused(400)),
    ((1, b"Host: a/b"), refused(400)),
    ((1, b"Host: a@b"), refused(400)),
    ((1, b"Host: h:80x"), refused(400)),
    ((1, b"Host: \xd1\x8f"), refused(400)),
    ((1, H, b"Content-Length:"), refused(400)),
    ((1, H, b"Content-Length: -1"), refused(400)),
    ((1, H, b"Content-Length: +1"), refused(400)),
    ((1, H, b"Content-Length: 1.0"), refused(400)),
    ((1, H, b"Content-Length: 0x1"), refused(400)),
    ((1, H, b"Content-Length: 1_0"), refused(400)),
    ((1, H, b"Content-Length: 5, 5"), refused(400)),
    ((1, H, b"Content-Length: 1 0"), refused(400)),
    ((1, H, b"Content-Length: 5", CHUNKED), refused(400)),
    ((1, H, CHUNKED, b"Content-Length: 5"), refused(400)),
    ((0, CHUNKED), refused(400)),
    ((1, H, b"Transfer-Encoding:"), refused(400)),
    ((1, H, b"Transfer-Encoding: gzip"), refused(400)),
    ((1, H, b"Transfer-Encoding: chunked, gzip"), refused(400)),
    ((1, H, b"Transfer-Encoding: chunked, chunked"), refused(400)),
    ((1, H, b"Transfer-Encoding: xchunked"), refused(400)),
    ((1, H, b"Transfer-Encoding: gzip, chunked"), refused(501)),
    ((1, H, b"Expect: 200-ok", b"Content-Length: 5"), refused(417)),
]

SIZES = [
    ((b"0",), 0),
    ((b"000",), 0),
    ((b"5",), 5),
    ((b"1f",), 31),
    ((b"1F",), 31),
    ((b"0000001f",), 31),
    ((b"ffffffff",), 0xFFFFFFFF),
    ((b"5;a=b",), 5),
    ((b"5 \t;a",), 5),
    ((b"5;",), 5),
    ((b"5;a=\xd1\x8f",), 5),
    ((b"",), refused(400)),
    ((b";a",), refused(400)),
    ((b"5 ",), refused(400)),
    ((b" 5",), refused(400)),
    ((b"+5",), refused(400)),
    ((b"-5",), refused(400)),
    ((b"0x5",), refused(400)),
    ((b"5_0",), refused(400)),
    ((b"5g",), refused(400)),
    ((b"5 5",), refused(400)),
    ((b"100000000",), refused(400)),
    ((b"5;a\0",), refused(400)),
    ((b"5;a\x0b",), refused(400)),
]

# A broken escape is left as it stands. So are those that only int() takes for numbers.
ESCAPES = [
    (("",), ""),
    (("abc",), "abc"),
    (("%41",), "A"),
    (("%4a%4A",), "JJ"),
    (("a%20b",), "a b"),
    (("%2B",), "+"),
    (("%2541",), "%41"),
    (("%%41",), "%A"),
    (("%00",), "\0"),
    (("%D1%8F",), YA),
    ((YA + "%D1%8f" + YA,), YA * 3),
    (("%FF",), "\xff"),
    (("%C3%28",), "\xc3("),
    (("%",), "%"),
    (("100%",), "100%"),
    (("%4",), "%4"),
    (("%zz",), "%zz"),
    (("%4z",), "%4z"),
    (("%0x41",), "%0x41"),
    (("%x1",), "%x1"),
    (("%1_1",), "%1_1"),
    (("%_1",), "%_1"),
    (("%-1",), "%-1"),
    (("% 1",), "% 1"),
    (("%1 ",), "%1 "),
    (("%\t1",), "%\t1"),
    (("%1\n",), "%1\n"),
    (("%" + DIGITS,), "%" + DIGITS),
    (("%" + YA,), "%" + YA),
]
KEEPS_PLUS = [(("a+b%2B",), "a+b+"), (("%+1",), "%+1")]
PLUS_IS_SPACE = [(("a+b%2B",), "a b+"), (("%+1",), "% 1"), (("+",), " ")]

QUERIES = [
    (("",), {}),
    (("&",), {}),
    (("a",), {"a": True}),
    (("a=",), {"a": ""}),
    (("a=1",), {"a": "1"}),
    (("=1",), {"": "1"}),
    (("=",), {"": ""}),
    (("a=b=c",), {"a": "b=c"}),
    (("a=1&b=2",), {"a": "1", "b": "2"}),
    (("&&a=1&&",), {"a": "1"}),
    (("a=1&a=2",), {"a": ["1", "2"]}),
    (("a=1&a=2&a=3&a",), {"a": ["1", "2", "3", True]}),
    (("a&a",), {"a": [True, True]}),
    (("%61=1&a=2",), {"a": ["1", "2"]}),
    (("a+b=c+d",), {"a b": "c d"}),
    (("a%26b=c%3Dd",), {"a&b": "c=d"}),
    (("a;b=1",), {"a;b": "1"}),
    (("%D1%8F=%D1%8F",), {YA: YA}),
    (("a=100%",), {"a": "100%"}),
]

CASES = [
    (line, LINES),
    (headers, HEADERS),
    (looked_up, LOOKUPS),
    (missing, MISSING),
    (framed, FRAMES),
    (chunk_size, SIZES),
    (unquote, ESCAPES + KEEPS_PLUS),
    (unquote_plus, ESCAPES + PLUS_IS_SPACE),
    (parse_qs, QUERIES),
]
