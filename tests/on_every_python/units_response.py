# What a response says: its status, its header lines, its date, and values as bodies.
from parts import (
    address,
    clock,
    date_line,
    encode_value,
    escape,
    framing,
    header_lines,
    status_line,
)
from judge import Raises

YA = "\u044f"

STATUSES = [
    ((200,), "200 OK"),
    (("200",), "200 OK"),
    ((400,), "400 Bad Request"),
    ((404,), "404 Not Found"),
    ((500,), "500 Internal Server Error"),
    ((204,), "204 No Content"),
    ((304,), "304 Not Modified"),
    (("405",), "405 Method Not Allowed"),
    ((408,), "408 Request Timeout"),
    ((413,), "413 Content Too Large"),
    ((414,), "414 URI Too Long"),
    ((417,), "417 Expectation Failed"),
    ((422,), "422 Unprocessable Content"),
    ((431,), "431 Request Header Fields Too Large"),
    ((503,), "503 Service Unavailable"),
    ((505,), "505 HTTP Version Not Supported"),
]


def reason_alone(status):
    # Without the space that a status line has after a status without a name (RFC 9112, 4).
    return status_line(status).rstrip(" ")


NAMELESS = [((299,), "299"), ((418,), "418"), ((599,), "599"), (("777",), "777")]

LINES = [
    (((),), b""),
    (({},), b""),
    (({"A": "1"},), b"A: 1\r\n"),
    (({"A": 1},), b"A: 1\r\n"),
    (({b"A": b"1"},), b"A: 1\r\n"),
    (({"A": ""},), b"A: \r\n"),
    (({"A": YA},), b"A: \xd1\x8f\r\n"),
    (((("A", "1"), ("A", "2")),), b"A: 1\r\nA: 2\r\n"),
    (([["A", 1], (b"B", None)],), b"A: 1\r\nB: None\r\n"),
    (("A: 1\r\n",), b"A: 1\r\n"),
    (("A: 1",), b"A: 1\r\n"),
    ((b"A: 1\r\nB:2\r\n",), b"A: 1\r\nB:2\r\n"),
    ((bytearray(b"A: 1"),), b"A: 1\r\n"),
    (({"A": "1\r\nB: 2"},), Raises(ValueError, "line break")),
    (({"A": "1\n"},), Raises(ValueError, "line break")),
    (({"A": "1\r"},), Raises(ValueError, "line break")),
    (({"A": "1\0"},), Raises(ValueError, "line break or NUL")),
    (({"A\r\nB": "1"},), Raises(ValueError, "line break")),
    (({"A\0": "1"},), Raises(ValueError)),
    (({"": "1"},), Raises(ValueError, "name")),
    (({"A:": "1"},), Raises(ValueError, "A:")),
    (({"A:B": "1"},), Raises(ValueError, "A:B")),
    (("A: 1\r\n\r\nB: 2",), Raises(ValueError)),
    (("A: 1\r\n\r\n",), Raises(ValueError)),
    (("\r\nA: 1\r\n",), Raises(ValueError)),
    (("A: 1\nB: 2\r\n",), Raises(ValueError)),
    (("A: 1\rB: 2\r\n",), Raises(ValueError)),
    (("A: 1\0\r\n",), Raises(ValueError)),
    (("A\r\n",), Raises(ValueError, "Name: value")),
    ((": 1\r\n",), Raises(ValueError, "Name: value")),
    ((b"A: 1\r\nB\r\n",), Raises(ValueError, "Name: value")),
]

FRAMING = [
    ((b"",), (None, False)),
    ((b"A: 1\r\n",), (None, False)),
    ((b"Content-Length: 5\r\n",), (5, False)),
    ((b"content-length:5\r\nA: 1\r\n",), (5, False)),
    ((b"X-Content-Length: 5\r\n",), (None, False)),
    ((b"Connection: close\r\n",), (None, True)),
    ((b"CONNECTION: Close\r\nContent-Length: 0\r\n",), (0, True)),
    ((b"Connection: keep-alive\r\n",), (None, False)),
    ((b"Content-Length: x\r\n",), Raises(ValueError)),
]


def date_at(*when):
    with clock(*when):
        return date_line()


DATES = [
    ((1970, 0), b""),
    ((2000, 0), b""),
    ((2023, 31535999), b""),
    ((2024, 0), b"Date: Mon, 01 Jan 2024 00:00:00 GMT\r\n"),
    ((2024, 59 * 86400 + 45296), b"Date: Thu, 29 Feb 2024 12:34:56 GMT\r\n"),
    ((2024, 366 * 86400 - 1), b"Date: Tue, 31 Dec 2024 23:59:59 GMT\r\n"),
    ((2025, 0), b"Date: Wed, 01 Jan 2025 00:00:00 GMT\r\n"),
    ((2026, 173 * 86400 + 3599), b"Date: Tue, 23 Jun 2026 00:59:59 GMT\r\n"),
    ((2027, 363 * 86400 + 86399), b"Date: Thu, 30 Dec 2027 23:59:59 GMT\r\n"),
]

ESCAPED = [
    (("",), ""),
    (("a b",), "a b"),
    (("<a href=\"x\" id='y'>&amp;",), "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;"),
    ((YA,), YA),
    ((5,), "5"),
    ((None,), "None"),
]

HTML = "text/html; charset=utf-8"
JSON = "application/json"
BYTES = "application/octet-stream"
VALUES = [
    ((None,), (None, b"")),
    (("",), (HTML, "")),
    ((YA,), (HTML, YA)),
    ((b"\0",), (BYTES, b"\0")),
    ((bytearray(b"a"),), (BYTES, b"a")),
    (({"a": [1, None, True]},), (JSON, '{"a": [1, null, true]}')),
    (([],), (JSON, "[]")),
    ((5,), Raises(TypeError, "5", "str, bytes, dict, list")),
    ((0.5,), Raises(TypeError, "0.5")),
    ((("a", 200),), Raises(TypeError)),
]

ADDRESSES = [
    ((("127.0.0.1", 8081),), "127.0.0.1:8081"),
    ((("::1", 8081, 0, 0),), "::1:8081"),
    ((b"\2\0\x1f\x91\x7f\0\0\1" + bytes(8),), "127.0.0.1:8081"),
    ((b"\2\0\0\1\xc0\xa8\0\xff" + bytes(8),), "192.168.0.255:1"),
    ((b"\x10\2\xff\xff\xff\xff\xff\xff" + bytes(8),), "255.255.255.255:65535"),
]

CASES = [
    (status_line, STATUSES),
    (reason_alone, NAMELESS),
    (header_lines, LINES),
    (framing, FRAMING),
    (date_at, DATES),
    (escape, ESCAPED),
    (encode_value, VALUES),
    (address, ADDRESSES),
]
