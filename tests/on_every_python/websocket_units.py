# What the plain functions of picoweb.websocket decide.
from judge import Raises
from picoweb import HTTPError
from picoweb.handshake import choose, may_come_from, proof_of, wants_it
from picoweb.utf8 import check
from picoweb.websocket import (
    farewell,
    frame,
    frame_head,
    may_be_said,
    text_of,
    unmask,
)
from websocket_frames import HELLO, MASK, code

KEYS = [
    ((b"dGhlIHNhbXBsZSBub25jZQ==",), b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),  # that of the RFC
    ((b"AAAAAAAAAAAAAAAAAAAAAA==",), b"ICX+Yqv66kxgM0FcWaLWlFLwTAI="),
]

ASKS = {b"connection": b"Upgrade", b"upgrade": b"websocket", b"sec-websocket-version": b"13"}


def asks(**other):
    headers = dict(ASKS)
    for name in other:
        headers[name.replace("_", "-").encode()] = other[name]
    return headers


WANTS = [
    ((ASKS,), True),
    ((asks(connection=b"keep-alive, upgrade"),), True),
    ((asks(connection=b"UPGRADE", upgrade=b"WebSocket"),), True),
    ((asks(upgrade=b"h2c, websocket"),), True),
    ((asks(connection=b"keep-alive"),), False),
    ((asks(connection=b""),), False),
    ((asks(upgrade=b"h2c"),), False),
    ((asks(sec_websocket_version=b"8"),), False),
    ((asks(sec_websocket_version=b"013"),), False),
    ((asks(sec_websocket_version=b""),), False),
    (({},), False),
]


def origin(value, host=b"board.local:8081"):
    return {b"origin": value, b"host": host} if value is not None else {b"host": host}


ORIGINS = [
    ((origin(None), None), True),  # no browser
    ((origin(None), ["http://a"]), True),
    ((origin(b"http://board.local:8081"), None), True),
    ((origin(b"https://board.local:8081"), None), True),
    ((origin(b"http://board.local"), None), False),
    ((origin(b"http://evil.example"), None), False),
    ((origin(b"http://board.local:8081.evil.example"), None), False),
    ((origin(b"http://evil.example/?board.local:8081"), None), False),
    ((origin(b"http://evilboard.local:8081"), None), False),
    ((origin(b"null"), None), False),
    ((origin(b"null"), "*"), True),
    ((origin(b"http://evil.example"), "*"), True),
    ((origin(b"http://a.example"), ["http://a.example"]), True),
    ((origin(b"http://a.example"), ("http://b.example", "http://a.example")), True),
    ((origin(b"https://a.example"), ["http://a.example"]), False),
    ((origin(b"http://a.example"), []), False),
    ((origin(b"http://a.example"), "http://a.example"), True),  # one may be text
    ((origin(b"http://a.example"), "http://a.example.org"), False),
    ((origin(b"http://a.example"), "http://*.example"), False),
    ((origin(b"http://a.example"), ""), False),
    ((origin(b"http://a.example"), ["http://b.example", "*"]), True),
    ((origin(b"\xff"), ["http://a.example"]), False),
    ((origin(b"http://board.local:8081"), ["http://a.example"]), False),
]

CHOICES = [
    ((b"", ()), None),
    ((b"", ("chat",)), None),
    ((b"chat", ()), None),
    ((b"chat", ("chat",)), "chat"),
    ((b"chat", "chat"), "chat"),  # one may be text
    ((b"c, chat", "chat"), "chat"),
    ((b"mqtt, chat", ("chat", "mqtt")), "mqtt"),  # the client's order is what it likes best
    ((b"mqtt,chat", ["chat"]), "chat"),
    ((b"Chat", ["chat"]), None),
    ((b"chatter", ["chat"]), None),
    ((b"\xff, chat", ["chat"]), "chat"),
    ((b",, \xff\xfe", ["chat"]), None),
]


def begins_with(head, size):
    return lambda said: said[: len(head)] == head and len(said) == len(head) + size


LONG = b"x" * 65536
FRAMES = [
    ((0x81, b"Hello"), b"\x81\x05Hello"),
    ((0x82, b""), b"\x82\x00"),
    ((0x82, LONG[:125]), b"\x82\x7d" + LONG[:125]),
    ((0x82, LONG[:126]), b"\x82\x7e\x00\x7e" + LONG[:126]),
    ((0x82, LONG[:65535]), begins_with(b"\x82\x7e\xff\xff", 65535)),
    ((0x82, LONG), begins_with(b"\x82\x7f" + b"\0" * 5 + b"\x01\0\0", 65536)),
]

WRONG = Raises(HTTPError, 1002)

HEADS = [
    ((b"",), None),
    ((b"\x81",), None),
    ((HELLO[:2],), (0x81, 6, 5)),
    ((HELLO,), (0x81, 6, 5)),
    ((HELLO + b"more",), (0x81, 6, 5)),
    ((b"\x01\x80",), (1, 6, 0)),
    ((b"\x82\xfd",), (0x82, 6, 125)),
    ((b"\x82\xfe",), None),
    ((b"\x82\xfe\x00",), None),
    ((b"\x82\xfe\x00\x7e",), (0x82, 8, 126)),
    ((b"\x82\xfe\xff\xff",), (0x82, 8, 65535)),
    ((b"\x82\xff" + b"\0" * 5 + b"\x01\0",), None),
    ((b"\x82\xff" + b"\0" * 5 + b"\x01\0\0",), (0x82, 14, 65536)),
    # The shortest form is the only one.
    ((b"\x82\xfe\x00\x7d",), WRONG),
    ((b"\x82\xfe\x00\x00",), WRONG),
    ((b"\x82\xff" + b"\0" * 6 + b"\xff\xff",), WRONG),
    # Not masked
    ((b"\x81\x05",), WRONG),
    ((b"\x81\x00",), WRONG),
    ((b"\x82\x7e\x00\x7e",), WRONG),
    # Control frames are whole and short.
    ((b"\x89\xfd",), (0x89, 6, 125)),
    ((b"\x89\xfe\x00\x7e",), WRONG),
    ((b"\x88\xfe\x00\x7e",), WRONG),
    ((b"\x8a\xff" + b"\0" * 5 + b"\x01\0\0",), WRONG),
]
# Of all first bytes, these nine begin a frame: no reserved bit, no reserved kind, and no part of
# a control frame.
KNOWN = (0x00, 0x01, 0x02, 0x80, 0x81, 0x82, 0x88, 0x89, 0x8A)
HEADS += [
    ((bytes((first, 0x81)),), (first, 6, 1) if first in KNOWN else WRONG) for first in range(256)
]


def byte_by_byte(data, mask):
    return bytes([byte ^ mask[i % 4] for i, byte in enumerate(data)])


SOME = bytes([i * 7 % 256 for i in range(1030)])
MASKS = [
    ((b"before" + mask + SOME, 10, 10 + size), byte_by_byte(SOME[:size], mask))
    for mask in (MASK, b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x80")
    for size in (0, 1, 2, 3, 4, 5, 255, 256, 257, 259, 1024, 1030)
]

NO_TEXT = Raises(HTTPError, 1007)

# Each with the code point that is meant.
GOOD_TEXTS = [
    b"",
    b"plain",
    b"\x7f",
    b"\xc2\x80",
    b"\xdf\xbf",
    b"\xe0\xa0\x80",
    b"\xe1\x80\x80",
    b"\xed\x9f\xbf",  # U+D7FF
    b"\xee\x80\x80",  # U+E000
    b"\xef\xbf\xbf",
    b"\xf0\x90\x80\x80",
    b"\xf3\xbf\xbf\xbf",
    b"\xf4\x8f\xbf\xbf",  # U+10FFFF
    b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5",  # Autobahn's word, "kosme"
    b"\xe0\xa0\x80\xe0\xa0\x80\xed\x80\x80\xf0\x90\x80\x80x",
]
BAD_TEXTS = [
    b"\x80",
    b"\xbf",
    b"x\x80",
    b"\xc0\x80",
    b"\xc0\xaf",
    b"\xc1\xbf",
    b"\xc2",
    b"\xc2x",
    b"\xc2\xc2\x80",
    b"\xe0\x80\x80",
    b"\xe0\x9f\xbf",
    b"\xe0\xa0",
    b"\xe0\xa0\x80\xe0\x80\x80",
    b"\xe0",
    b"\xed\xa0\x80",  # surrogates
    b"\xed\xad\xbf",
    b"\xed\xbf\xbf",
    b"\xed\xa0\x81\xed\xb0\x80",
    b"\xed\x9f\xbf\xed\xa0\x80",
    b"\xf0\x80\x80\xaf",
    b"\xf0\x8f\xbf\xbf",
    b"\xf0\x90\x80",
    b"\xf0",
    b"\xf4\x90\x80\x80",
    b"\xf4",
    b"\xf5\x80\x80\x80",
    b"\xf7\xbf\xbf\xbf",
    b"\xf8\x88\x80\x80\x80",
    b"\xfc\x84\x80\x80\x80\x80",
    b"\xfe",
    b"\xff",
    b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited",
]
TEXTS = [((data,), data.decode()) for data in GOOD_TEXTS]
TEXTS += [((data,), NO_TEXT) for data in BAD_TEXTS]

# Alone, this looks for what a decode() that is not strict lets pass.
LAX = (b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xf0\x80\x80\xaf", b"\xf4\x90\x80\x80")
CHECKS = [((data,), None) for data in GOOD_TEXTS if data]
CHECKS += [((data,), Raises(UnicodeError)) for data in LAX + (b"\xf5\x80\x80\x80", b"\xff")]

GOOD_CODES = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014]
GOOD_CODES += [3000, 3999, 4000, 4999]
BAD_CODES = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535]

FAREWELLS = [
    ((b"",), (1005, "")),
    ((code(1000),), (1000, "")),
    ((code(1000, b"enough"),), (1000, "enough")),
    ((code(3001, b"\xd1\x8f"),), (3001, "\u044f")),
    ((code(1000, b"x" * 123),), (1000, "x" * 123)),
    ((b"\x03",), WRONG),
    ((code(1000, b"\xd1"),), NO_TEXT),
    ((code(1000, b"\xed\xa0\x80"),), NO_TEXT),
    ((code(1005, b"\xd1"),), WRONG),
]
FAREWELLS += [((code(number),), (number, "")) for number in GOOD_CODES]
FAREWELLS += [((code(number),), WRONG) for number in BAD_CODES]

SAYINGS = [((number,), True) for number in GOOD_CODES]
SAYINGS += [((number,), False) for number in BAD_CODES + [-1, 70000]]

CASES = [
    (proof_of, KEYS),
    (wants_it, WANTS),
    (may_come_from, ORIGINS),
    (choose, CHOICES),
    (frame, FRAMES),
    (frame_head, HEADS),
    (unmask, MASKS),
    (text_of, TEXTS),
    (check, CHECKS),
    (farewell, FAREWELLS),
    (may_be_said, SAYINGS),
]
