# The parts of picoweb.testing that only decide.
from parts import Memory, client_encode, dechunk, quote
from picoweb.testing import Client
from picoweb.testing_response import Headers as ResponseHeaders
from picoweb.testing_response import Response, heard
from judge import Raises

YA = "\u044f"
HELLO = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n"
)
WITH_DATE = b"HTTP/1.1 204 No Content\r\nDate: now\r\nConnection: close\r\nX: 1\r\n\r\n"


def response(data, to_head=False):
    r = Response(data, to_head)
    return r.status, r.body


RESPONSES = [
    ((HELLO,), (200, b"Hello")),
    ((CHUNKED,), (200, b"abcde")),
    ((WITH_DATE,), (204, b"")),
    ((b"HTTP/1.0 404 Not Found\r\n\r\nno",), (404, b"no")),
    ((b"HTTP/1.1 299 \r\n\r\n",), (299, b"")),
    ((HELLO[:-5], True), (200, b"")),
    ((HELLO[:-1],), Raises(ValueError, "4 of 5 bytes")),
    ((HELLO + b"!",), Raises(ValueError, "6 of 5 bytes")),
    ((HELLO[:-5],), Raises(ValueError, "0 of 5 bytes")),
    ((b"",), Raises(ValueError, "no HTTP response")),
    ((b"hello",), Raises(ValueError, "no HTTP response", "hello")),
]


def text(data):
    return Response(data).text


def json(data):
    return Response(data).json()


OK = b"HTTP/1.1 200 OK\r\n\r\n"
TEXTS = [
    ((HELLO,), "Hello"),
    ((OK + b"\xd1\x8f",), YA),
    ((OK + b"\xff",), Raises(UnicodeError)),
]
JSONS = [
    ((OK + b'{"a": [1, null]}',), {"a": [1, None]}),
    ((OK + b"hello",), Raises(ValueError)),
]


def shown(data):
    return repr(Response(data))


SHOWN = [
    (
        (HELLO,),
        "< HTTP/1.1 200 OK\n< Content-Type: text/plain\n< Content-Length: 5\n<\nHello",
    ),
    ((WITH_DATE,), "< HTTP/1.1 204 No Content\n< X: 1"),
    ((OK + b"a\r\nb\r\n",), "< HTTP/1.1 200 OK\n<\na\nb"),
    ((OK + b"\xd1\x8f",), "< HTTP/1.1 200 OK\n<\n" + YA),
    ((OK + b"\xff\xfe",), "< HTTP/1.1 200 OK\n<\n(2 bytes)"),
]

LINES = ("Content-Type: a/b", "Set-Cookie: a=1", "X:  b:c ", "Set-Cookie: b=2", "Empty:")


def header(name):
    headers = ResponseHeaders(LINES)
    return headers.get(name), name in headers, headers.get_all(name)


HEADERS = [
    (("content-TYPE",), ("a/b", True, ["a/b"])),
    (("X",), ("b:c", True, ["b:c"])),
    (("Set-Cookie",), ("a=1", True, ["a=1", "b=2"])),
    (("Empty",), ("", True, [""])),
    (("Other",), (None, False, [])),
]


def index(name):
    return ResponseHeaders(LINES)[name]


def default(name):
    return ResponseHeaders(LINES).get(name, "else")


def items():
    return [tuple(item) for item in ResponseHeaders(LINES[:2]).items()]


DECHUNKED = [
    ((b"0\r\n\r\n",), b""),
    ((b"5\r\nabcde\r\n0\r\n\r\n",), b"abcde"),
    ((b"A;x=y\r\n0123456789\r\n1\r\n\r\r\n0\r\nTrailer: x\r\n\r\n",), b"0123456789\r"),
    ((b"5\r\nabcde\r\n",), Raises(ValueError)),
    ((b"5\r\nabc",), Raises(ValueError)),
    ((b"",), Raises(ValueError)),
]

QUOTED = [
    (("",), ""),
    (("aZ09-._~",), "aZ09-._~"),
    (("a b+c&d=e/f%",), "a%20b%2Bc%26d%3De%2Ff%25"),
    ((YA,), "%D1%8F"),
    (("\0\n",), "%00%0A"),
    ((5,), "5"),
    ((True,), "True"),
]

FORM = "application/x-www-form-urlencoded"
BODIES = [
    ((None, None), (None, None)),
    ((b"\0", None), (b"\0", None)),
    ((YA, None), (b"\xd1\x8f", "text/plain; charset=utf-8")),
    (("", None), (b"", "text/plain; charset=utf-8")),
    (({"a b": "c&d"}, None), (b"a%20b=c%26d", FORM)),
    (({}, None), (b"", FORM)),
    ((None, {"a": 1}), (b'{"a": 1}', "application/json")),
    ((None, []), (b"[]", "application/json")),
    ((None, 0), (b"0", "application/json")),
    ((None, False), (b"false", "application/json")),
]


def composed(method, path, data=None, json=None, headers=None, cookies=None):
    client = Client("http://h:8081")
    client.cookies.update(cookies or {})
    return client.compose(method, path, data, json, headers)


START = b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
TOLD_HOST = b"POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
COMPOSED = [
    (("GET", "/"), START + b"\r\n"),
    (("GET", "/", None, None, {"X": 1}), START + b"X: 1\r\n\r\n"),
    (("GET", "/", None, None, None, {"a": "1"}), START + b"Cookie: a=1\r\n\r\n"),
    (("POST", "/", b"\xff"), TOLD_HOST + b"1\r\n\r\n\xff"),
    (("POST", "/", b""), TOLD_HOST + b"0\r\n\r\n"),
    (
        ("POST", "/", YA),
        TOLD_HOST + b"2\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xd1\x8f",
    ),
    (
        ("POST", "/", "a", None, {"content-TYPE": "text/csv"}),
        TOLD_HOST + b"1\r\ncontent-TYPE: text/csv\r\n\r\na",
    ),
]


def place(url):
    client = Client(url)
    return client.host, client.port


PLACES = [
    (("http://192.168.4.1:8081",), ("192.168.4.1", 8081)),
    (("http://192.168.4.1:8081/",), ("192.168.4.1", 8081)),
    (("http://board.local",), ("board.local", 80)),
]


def kept(*lines):
    cookies = {"old": "0"}
    said = "HTTP/1.1 200 OK\r\n" + "".join(["Set-Cookie: %s\r\n" % line for line in lines])
    heard(cookies, (said + "\r\n").encode(), False)
    return cookies


COOKIES = [
    ((), {"old": "0"}),
    (("a=1",), {"old": "0", "a": "1"}),
    (("a=1; Path=/; HttpOnly", "b=2"), {"old": "0", "a": "1", "b": "2"}),
    (("old=1",), {"old": "1"}),
    (("a=b=c",), {"old": "0", "a": "b=c"}),
    (("old=",), {}),
    (("old=1; Max-Age=0",), {}),
    (("old=1; max-age=0; Path=/",), {}),
    (("other=; Max-Age=0",), {"old": "0"}),
]


def read(pieces, said_all, *sizes):
    memory = Memory(pieces)
    memory.said_all = said_all
    return [memory.read(size) for size in sizes]


READS = [
    (((), False, 5), [None]),
    (((), True, 5), [b""]),
    (((b"abc", b"d"), False, 5, 5, 5), [b"abc", b"d", None]),
    (((b"abc", b"d"), True, 2, 2, 2, 2), [b"ab", b"c", b"d", b""]),
]


def written(room, *pieces):
    # How much was taken of each, and what stands there in the end.
    memory = Memory()
    memory.room = room
    counts = [memory.write(piece) for piece in pieces]
    return counts, memory.answer


WRITES = [
    ((None, b"abc", b"d"), ([3, 1], b"abcd")),
    ((4, b"abc", b"de", b"f"), ([3, 2, None], b"abcde")),
    ((0, b"abc"), ([None], b"")),
]


def part_written(off, size):
    memory = Memory()
    memory.write(memoryview(b"abcdef"), off, size)
    return memory.answer


def after_close():
    memory = Memory()
    memory.close()
    memory.write(b"a")


CASES = [
    (response, RESPONSES),
    (text, TEXTS),
    (json, JSONS),
    (shown, SHOWN),
    (header, HEADERS),
    (index, [(("x",), "b:c"), (("Other",), Raises(KeyError))]),
    (default, [(("x",), "b:c"), (("Other",), "else")]),
    (items, [((), [("Content-Type", "a/b"), ("Set-Cookie", "a=1")])]),
    (dechunk, DECHUNKED),
    (quote, QUOTED),
    (client_encode, BODIES),
    (composed, COMPOSED),
    (place, PLACES),
    (kept, COOKIES),
    (read, READS),
    (written, WRITES),
    (part_written, [((0, None), b"abcdef"), ((2, 3), b"cde"), ((4, None), b"ef")]),
    (after_close, [((), Raises(OSError))]),
]
