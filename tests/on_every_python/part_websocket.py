# picoweb.websocket: what its functions decide, and what a server answers to frames: all at once,
# one byte at a time, and cut in two at every place.
import sys

import picoweb
from cases import CASES, case, equal, fault_of, pause, raises
from judge import judge
from parts import Stream, port, run_until
from picoweb import HTTPError, websocket
from picoweb.testing import Client
from picoweb.testing_websocket import server_frame
from say import error, head, refused
from talk import LEAVES, bytewise, converse, halves
from websocket_frames import (
    AGREED,
    BYE,
    GOOD_BYE,
    HANDSHAKE,
    HELLO,
    MASK,
    agreed,
    ask,
    client,
    close,
    closed,
    code,
    server,
)
import websocket_units

app = picoweb.WebApp("ws", serve_static=False)
ended = []  # (code, reason) of each WebSocket that the handlers had
kept = []


@app.route("/ws")
async def echo(req, resp):
    ws = await websocket.accept(req, resp, ("chat", "echo"), app.origins)
    async for message in ws:
        await ws.send(message)
    ended.append((ws.code, ws.reason))


@app.route("/sends")
async def sends(req, resp):
    ws = await websocket.accept(req, resp)
    await ws.send("one ", True)
    await ws.send("and ", more=True)
    await ws.send("two")
    await ws.send(bytearray(b"\0\xff"))
    await ws.send(memoryview(b"view"))
    await ws.send(b"x" * 300)


@app.route("/closes")
async def closes(req, resp):
    ws = await websocket.accept(req, resp)
    await ws.close(3003, "enough")
    ended.append((ws.code, ws.reason))
    raises(OSError, run_to_end, ws.send("more"))


@app.route("/breaks")
async def breaks(req, resp):
    ws = await websocket.accept(req, resp)
    await ws.receive()
    raise ValueError("the handler broke")


@app.route("/nonsense")
async def nonsense(req, resp):
    ws = await websocket.accept(req, resp)
    await ws.receive()
    for message in (None, 5, ["text"]):
        raises(ValueError, run_to_end, ws.send(message))
    await ws.send("fine")
    await ws.send({"a": 5})


@app.route("/kept")
async def kept_open(req, resp):
    kept.append(await websocket.accept(req, resp))
    return False


@app.route("/cookie")
async def cookie(req, resp):
    resp.add_header("Set-Cookie", "a=1")
    await websocket.accept(req, resp)


@app.route("/plain", headers="skip")
async def plain(req, resp):
    await websocket.accept(req, resp)


def run_to_end(coroutine):
    # What does not wait ends at once.
    steps = coroutine.__await__() if hasattr(coroutine, "__await__") else coroutine
    for _ in steps:
        pass


def result(coroutine):
    # What a coroutine returns, or raises: Pycopy's run_until_complete() does not say.
    found = []

    async def run():
        try:
            found.append((await coroutine, None))
        except Exception as e:
            found.append((None, e))

    run_until(run())
    value, e = found[0]
    if e:
        raise e
    return value


# ---- the handshake

app.origins = None
UPGRADE = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]


def upgrade_required(closes=False):
    body = b"426 Upgrade Required\r\n"
    lines = ["Content-Type: text/plain; charset=utf-8", "Content-Length: %d" % len(body)]
    if closes:
        lines.append("Connection: close")
    return head("HTTP/1.1 426 Upgrade Required", *(lines + UPGRADE)) + body


def post(*lines):
    return ask(*lines).replace(b"GET", b"POST")


# (name, said, answered, closed)
HANDSHAKES = [
    ("the example of the RFC", ask(), AGREED, False),
    ("in other cases", ask("UPGRADE: WebSocket", "connection: close, UPGRADE"), AGREED, False),
    ("more than one upgrade", ask("Upgrade: h2c, websocket"), AGREED, False),
    ("connection: close as well", ask("Connection: close, Upgrade"), AGREED, False),
    ("an empty body", ask("Content-Length: 0"), AGREED, False),
    ("an extension is not taken",
     ask("Sec-WebSocket-Extensions: permessage-deflate"), AGREED, False),
    ("from this host", ask("Origin: http://localhost"), AGREED, False),
    ("a subprotocol", ask("Sec-WebSocket-Protocol: mqtt, echo, chat"),
     agreed("Sec-WebSocket-Protocol: echo"), False),
    ("subprotocols in two lines",
     ask("Sec-WebSocket-Protocol: mqtt", "sec-websocket-protocol: chat"),
     agreed("Sec-WebSocket-Protocol: chat"), False),
    ("no subprotocol of ours", ask("Sec-WebSocket-Protocol: mqtt"), AGREED, False),
    ("a page", ask("Upgrade:", "Connection:"), upgrade_required(), False),
    ("no upgrade", ask("Upgrade:"), upgrade_required(), False),
    ("another upgrade", ask("Upgrade: h2c"), upgrade_required(), False),
    ("no connection", ask("Connection:"), upgrade_required(), False),
    ("another connection", ask("Connection: keep-alive"), upgrade_required(), False),
    ("no version", ask("Sec-WebSocket-Version:"), upgrade_required(), False),
    ("version 8", ask("Sec-WebSocket-Version: 8"), upgrade_required(), False),
    ("two versions", ask("Sec-WebSocket-Version: 13, 8"), upgrade_required(), False),
    ("POST", post("Content-Length: 0"), upgrade_required(), False),
    ("HTTP/1.0", ask().replace(b"/1.1", b"/1.0"), upgrade_required(True), True),
    ("no key", ask("Sec-WebSocket-Key:"), error(400), False),
    ("a short key", ask("Sec-WebSocket-Key: dGhlIHNhbXBsZQ=="), error(400), False),
    ("a key that is none", ask("Sec-WebSocket-Key: ?"), error(400), False),
    ("two keys", ask("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, AAAAAAAAAAAAAAAAAAAAAA=="),
     error(400), False),
    ("a body", ask("Content-Length: 5") + b"xxxxx", error(400), False),
    ("a body in chunks", ask("Transfer-Encoding: chunked") + b"0\r\n\r\n", error(400), False),
    ("from elsewhere", ask("Origin: http://evil.example"), error(403), False),
    ("from nowhere", ask("Origin: null"), error(403), False),
    ("no host", ask("Host:"), refused(400), True),
]  # fmt: skip

# ---- frames, after the handshake

TEXT, BYTES = 0x81, 0x82
ECHO = server(TEXT, b"Hello")
KOSME = b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5"
TEN = b"0123456789"


def fragments(first, data, size):
    # A message in frames of so many bytes.
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    frames = [client(0, piece) for piece in pieces]
    frames[0] = client(first & 15, pieces[0])
    frames[-1] = client(0x80, pieces[-1])
    return b"".join(frames)


# (name, said, answered, how the handler saw it end); if nothing ends it, the client leaves: 1006
FRAMES = [
    ("nothing", b"", b"", 1006),
    ("text", HELLO, ECHO, 1006),
    ("bytes", client(BYTES, b"\0\xff"), server(BYTES, b"\0\xff"), 1006),
    ("nothing as text", client(TEXT), server(TEXT), 1006),
    ("nothing as bytes", client(BYTES), server(BYTES), 1006),
    ("a mask of zeros", client(TEXT, b"Hello", b"\0\0\0\0"), ECHO, 1006),
    ("other text", client(TEXT, KOSME), server(TEXT, KOSME), 1006),
    ("two messages", HELLO + client(BYTES, b"x"), ECHO + server(BYTES, b"x"), 1006),
    ("125 bytes", client(BYTES, b"x" * 125), server(BYTES, b"x" * 125), 1006),
    ("126 bytes", client(BYTES, b"x" * 126), server(BYTES, b"x" * 126), 1006),
    # Fragments (5.4)
    ("two fragments", client(1, b"He") + client(0x80, b"llo"), ECHO, 1006),
    ("ten fragments", fragments(BYTES, TEN, 1), server(BYTES, TEN), 1006),
    ("empty fragments", client(1) + client(0) + client(0x80), server(TEXT), 1006),
    ("a fragment cuts a character", fragments(TEXT, KOSME, 1), server(TEXT, KOSME), 1006),
    ("a Ping between fragments",
     client(1, b"He") + client(0x89, b"?") + client(0x80, b"llo"),
     server(0x8A, b"?") + ECHO, 1006),
    ("a Close between fragments", client(1, b"He") + BYE, GOOD_BYE, 1000),
    ("a message after fragments", fragments(TEXT, TEN, 4) + HELLO,
     server(TEXT, TEN) + ECHO, 1006),
    ("a fragment of nothing", client(0x80, b"x"), closed(1002), 1002),
    ("a fragment of nothing, and more to come", client(0, b"x"), closed(1002), 1002),
    ("a message among fragments", client(1, b"He") + HELLO, closed(1002), 1002),
    ("a second first fragment", client(1, b"He") + client(2, b"llo"), closed(1002), 1002),
    # Control frames (5.5)
    ("a Ping", client(0x89, b"there?"), server(0x8A, b"there?"), 1006),
    ("an empty Ping", client(0x89), server(0x8A), 1006),
    ("a Ping of 125 bytes", client(0x89, b"x" * 125), server(0x8A, b"x" * 125), 1006),
    ("a Ping of 126 bytes", client(0x89, b"x" * 126), closed(1002), 1002),
    ("ten Pings", client(0x89, b"x") * 10, server(0x8A, b"x") * 10, 1006),
    ("a Ping in fragments", client(0x09, b"x") + client(0x80, b"x"), closed(1002), 1002),
    ("a Pong that nobody asked for", client(0x8A, b"here") + HELLO, ECHO, 1006),
    # Close (5.5.1, 7.4)
    ("a Close", BYE, GOOD_BYE, 1000),
    ("an empty Close", client(0x88), server(0x88), 1005),
    ("a Close with a reason", close(1001, b"going"), closed(1001), 1001),
    ("a Close with a reason of 123 bytes", close(1000, b"x" * 123), GOOD_BYE, 1000),
    ("a Close of 126 bytes", close(1000, b"x" * 124), closed(1002), 1002),
    ("a Close of one byte", client(0x88, b"\x03"), closed(1002), 1002),
    ("a Close of the program's own", close(4999), closed(4999), 4999),
    ("a Close that says 1005", close(1005), closed(1002), 1002),
    ("a Close that says 1006", close(1006), closed(1002), 1002),
    ("a Close that says 5000", close(5000), closed(1002), 1002),
    ("a Close with a reason that is no text", close(1000, b"\xff"), closed(1007), 1007),
    ("a message, a Close, and a message", HELLO + BYE + HELLO,
     ECHO + GOOD_BYE, 1000),
    ("a Close and a Ping", BYE + client(0x89, b"?"), GOOD_BYE, 1000),
    ("two Closes", BYE + BYE, GOOD_BYE, 1000),
    # Text (8.1)
    ("no text", client(TEXT, b"\xff"), closed(1007), 1007),
    ("half a character", client(TEXT, b"\xd1"), closed(1007), 1007),
    ("a surrogate", client(TEXT, KOSME + b"\xed\xa0\x80edited"), closed(1007), 1007),
    ("above U+10FFFF", client(TEXT, b"\xf4\x90\x80\x80"), closed(1007), 1007),
    ("too long a form", client(TEXT, b"\xc0\xaf"), closed(1007), 1007),
    ("bad text in fragments", client(1, b"\xed") + client(0, b"\xa0") + client(0x80, b"\x80"),
     closed(1007), 1007),
    ("bad text is fine as bytes",
     client(BYTES, b"\xff\xed\xa0"), server(BYTES, b"\xff\xed\xa0"), 1006),
    # What may not be (5.1, 5.2)
    ("not masked", ECHO, closed(1002), 1002),
    ("a reserved bit", client(0xC1, b"x"), closed(1002), 1002),
    ("the second", client(0xA1, b"x"), closed(1002), 1002),
    ("the third", client(0x91, b"x"), closed(1002), 1002),
    ("all of them", client(0xF1, b"x"), closed(1002), 1002),
    ("a reserved bit in a Ping", client(0xC9), closed(1002), 1002),
    ("a reserved kind", client(0x83, b"x"), closed(1002), 1002),
    ("a reserved kind of control frame", client(0x8B), closed(1002), 1002),
    ("a good message before", HELLO + client(0x8F), ECHO + closed(1002), 1002),
    ("125 bytes in the longer form", b"\x82\xfe\x00\x7d" + MASK + b"x" * 125, closed(1002), 1002),
    ("what follows is not read", client(0x83) + HELLO, closed(1002), 1002),
    # Limits: MAX_MESSAGE is 300 here
    ("300 bytes", client(BYTES, b"x" * 300), server(BYTES, b"x" * 300), 1006),
    ("301 bytes", client(BYTES, b"x" * 301), closed(1009), 1009),
    ("a head that promises 301 bytes", client(BYTES, b"x" * 301)[:8], closed(1009), 1009),
    ("a head that promises 2 ** 63 bytes", b"\x82\xff\x80" + b"\0" * 7, closed(1009), 1009),
    ("a head that promises 2 ** 64 - 1 bytes", b"\x82\xff" + b"\xff" * 8, closed(1009), 1009),
    ("300 bytes in fragments", fragments(BYTES, TEN * 30, 70), server(BYTES, TEN * 30), 1006),
    ("301 bytes in fragments", fragments(BYTES, TEN * 30 + b"x", 70), closed(1009), 1009),
    ("a control frame counts apart",
     client(1, TEN * 29) + client(0x89, TEN * 12) + client(0x80, TEN),
     server(0x8A, TEN * 12) + server(TEXT, TEN * 30), 1006),
]  # fmt: skip

GOOD = b"".join([said for _, said, _, how in FRAMES if how == 1006 and len(said) < 60])


def cuts(said):
    # After a whole handshake: whole, one byte at a time, and, unless it is long, in two.
    yield (HANDSHAKE, said)
    yield (HANDSHAKE + said,)
    for pieces in bytewise(said):
        yield (HANDSHAKE,) + pieces
    if len(said) < 40:
        for pieces in halves(said):
            yield (HANDSHAKE,) + pieces


async def wrong_with_handshake(said, answered, how):
    for pieces in list(bytewise(said)) + [(said,)]:
        ended.clear()
        heard, closed, errors = await converse(app, pieces)
        if (heard, bool(closed), errors) != (answered, how, []):
            return "answered %r, %r, %r" % (heard, closed, errors)


async def wrong_with_frames(said, answered, how):
    for pieces in cuts(said):
        ended.clear()
        heard, closed, errors = await converse(app, pieces)
        if (heard, errors) != (AGREED + answered, []):
            return "answered %r, %r to %r" % (heard[len(AGREED) :], errors, pieces[1:])
        if [code for code, _ in ended] != [how]:
            return "ended %r after %r" % (ended, pieces[1:])
        if app.streams:
            return "a stream is left"


def run_tables():
    failed = passed = 0
    for table, check in ((HANDSHAKES, wrong_with_handshake), (FRAMES, wrong_with_frames)):
        for row in table:
            wrong = result(check(*row[1:]))
            print("FAIL %s: %s" % (row[0], wrong) if wrong else "ok " + row[0])
            failed += bool(wrong)
            passed += not wrong
    return passed, failed


def run_units():
    passed = failed = 0
    for function, table in websocket_units.CASES:
        for arguments, expected in table:
            wrong = judge(function, arguments, expected)
            if wrong:
                print("FAIL %s%r: %s" % (function.__name__, arguments, wrong))
            failed += bool(wrong)
            passed += not wrong
    print("ok %d rows of tables" % passed)
    return passed, failed


# ---- whatever comes


def rest_of(seconds):
    # Bytes without a pattern, the same ones on every Python.
    while True:
        seconds = (seconds * 1103515245 + 12345) & 0x3FFFFFFF
        yield seconds >> 16 & 255


def heard_for(frames, path=b"/ws"):
    said = HANDSHAKE.replace(b"/ws", path)
    return result(converse(app, (said,) + tuple(frames)))


@case
def every_prefix_of_what_is_good_ends_quietly():
    whole = heard_for((GOOD,))[0]
    for end in range(len(GOOD)):
        heard, closed, errors = heard_for((GOOD[:end], LEAVES))
        equal((closed, errors, app.streams), (True, [], []))
        equal(whole.startswith(heard), True)


@case
def every_prefix_of_a_handshake_is_no_websocket():
    for end in range(len(HANDSHAKE)):
        heard, _, errors = result(converse(app, (HANDSHAKE[:end] or b"", LEAVES)))
        equal((b" 101 " in heard, errors), (False, []))


@case
def random_bytes_end_it_quietly():
    numbers = rest_of(7)
    for _ in range(300):
        data = bytes([next(numbers) for _ in range(40)])
        ended.clear()
        heard, closed, errors = heard_for((data, LEAVES))
        equal((heard[: len(AGREED)], closed, errors, len(ended)), (AGREED, True, [], 1))


@case
def good_frames_with_one_byte_changed_end_it_quietly():
    numbers = rest_of(11)
    good = HELLO + fragments(TEXT, KOSME, 3) + client(0x89, b"?") + client(BYTES, TEN * 20) + BYE
    for at in range(len(good)):
        data = good[:at] + bytes((next(numbers),)) + good[at + 1 :]
        heard, closed, errors = heard_for((data, LEAVES))
        equal((heard[: len(AGREED)], closed, errors, app.streams), (AGREED, True, [], []))


# ---- what a handler does


@case
def what_a_handler_sends():
    frames = server(1, b"one ") + server(0, b"and ") + server(0x80, b"two")
    frames += server(BYTES, b"\0\xff") + server(BYTES, b"view")
    frames += b"\x82\x7e\x01\x2c" + b"x" * 300
    heard, closed, errors = heard_for((BYE,), b"/sends")
    equal((closed, errors), (True, []))
    equal(heard == AGREED + frames + GOOD_BYE, True)


@case
def a_handler_that_closes():
    ended.clear()
    for answer in (close(3003, b"fine"), HELLO * 3 + close(3003, b"fine")):
        heard, closed_, errors = heard_for((answer,), b"/closes")
        equal((heard, closed_, errors), (AGREED + closed(3003, b"enough"), True, []))
    equal(ended, [(3003, "fine")] * 2)


@case
def a_handler_that_closes_on_a_client_that_leaves():
    ended.clear()
    heard, closed_, errors = heard_for((LEAVES,), b"/closes")
    equal((heard, closed_, errors), (AGREED + closed(3003, b"enough"), True, []))
    equal(ended, [(1006, "")])


@case
def what_is_no_message_is_told_in_a_sentence():
    heard, closed_, errors = heard_for((HELLO, LEAVES), b"/nonsense")
    equal((heard, closed_), (AGREED + b"\x81\x04fine" + closed(1011), True))
    equal(errors[0].count("a message is text or bytes, and not {'a': 5}"), 1)


@case
def a_handler_that_breaks_says_so():
    heard, closed_, errors = heard_for((HELLO, LEAVES), b"/breaks")
    equal((heard, closed_, len(errors)), (AGREED + closed(1011), True, 1))


@case
def headers_that_were_added_go_with_the_answer():
    equal(heard_for((BYE,), b"/cookie")[0], agreed("Set-Cookie: a=1") + GOOD_BYE)


@case
def a_route_without_headers_is_the_programs_fault():
    heard, _, errors = heard_for((LEAVES,), b"/plain")
    equal((heard[:12], len(errors)), (b"HTTP/1.1 500", 1))


@case
def codes_and_reasons_that_no_close_can_have():
    ws = websocket.WebSocket(Stream(app, None), None)
    for number, reason in (
        (999, ""),
        (1005, ""),
        (5000, ""),
        (1000, "x" * 124),
        (1000, "\u044f" * 62),
    ):
        raises(ValueError, run_to_end, ws.close(number, reason))


def client_in_memory(**limits):
    equal(app.streams, [])
    kept.clear()
    return Client(app)


@case
def messages_both_ways_by_the_client_of_testing():
    with client_in_memory().websocket("/ws", ["mqtt", "chat"]) as ws:
        equal(ws.protocol, "chat")
        for message in ("Hello", "\u044f" * 100, b"\0" * 126, "", b""):
            ws.send(message)
            equal(ws.receive(), message)
    equal((ws.code, app.streams), (1000, []))


@case
def the_client_of_testing_hears_how_it_ends():
    ws = client_in_memory().websocket("/closes")
    equal((ws.receive(), ws.code, ws.reason), (None, 3003, "enough"))
    raises(OSError, ws.send, "more")
    ws.close()
    ended.clear()
    ws = client_in_memory().websocket("/ws")
    ws.close(3001, "bye")
    equal((ws.code, ended), (3001, [(3001, "bye")]))


@case
def the_client_of_testing_gathers_fragments():
    ws = client_in_memory().websocket("/sends")
    equal(ws.receive(), "one and two")
    equal(ws.receive(), b"\0\xff")
    ws.close()
    equal(ws.code, 1000)


@case
def the_client_of_testing_is_refused():
    c = client_in_memory()
    e = raises(HTTPError, c.websocket, "/ws", (), {"Origin": "http://evil.example"})
    equal((e.status, e.text), (403, "403 Forbidden\r\n"))
    equal(raises(HTTPError, c.websocket, "/nowhere").status, 404)
    equal(app.streams, [])


@case
def the_client_of_testing_has_a_limit_of_time():
    c = client_in_memory()
    c.timeout = 0.1
    ws = c.websocket("/ws")
    equal(raises(OSError, ws.receive).args[0], port.ETIMEDOUT)
    equal(app.streams, [])


# ---- a WebSocket that the program keeps


def open_and_keep():
    client = client_in_memory().websocket("/kept")
    pause(5)
    return client, kept[0]


@case
def a_kept_websocket_is_closed_by_the_program():
    client, ws = open_and_keep()
    run_until(ws.send("push"))
    equal(client.receive(), "push")
    client.send("pull")
    equal(result(ws.receive()), "pull")
    client.say(0x88, code(3000))
    run_until(ws.close())
    equal((app.streams, client.receive(), client.code), ([], None, 1000))


async def cancelled_receive(ws):
    task = port.spawn(ws.receive())
    await port.sleep_ms(5)
    port.cancel(task)
    await port.sleep_ms(5)


@case
def a_receive_that_is_cancelled_loses_nothing():
    client, ws = open_and_keep()
    said = fragments(TEXT, KOSME, 4) + HELLO
    for byte in range(len(said)):
        client.memory.pieces.append(said[byte : byte + 1])
        if byte % 3 == 0 and byte + 1 < len(said) - len(HELLO):
            run_until(cancelled_receive(ws))
    equal(result(ws.receive()), KOSME.decode())
    equal(result(ws.receive()), "Hello")
    run_until(ws.stream.aclose())


@case
def a_silent_client_is_asked_once_and_then_given_up():
    client, ws = open_and_keep()
    ws.stream.give_up()
    equal((client.next_frame(), ws.stream.dead), ((0x89, b""), False))
    client.say(0x8A, b"")
    client.say(0x89, b"x")
    run_until(cancelled_receive(ws))
    ws.stream.give_up()
    equal([client.next_frame(), client.next_frame()], [(0x8A, b"x"), (0x89, b"")])
    ws.stream.give_up()
    equal(ws.stream.dead, True)
    equal((result(ws.receive()), ws.code), (None, 1006))
    raises(OSError, result, ws.send("x"))
    run_until(ws.close())
    equal(app.streams, [])


@case
def the_client_of_testing_answers_a_ping():
    client, ws = open_and_keep()
    ws.stream.give_up()
    run_until(ws.send("x"))
    equal((client.receive(), ws.asked), ("x", True))
    run_until(cancelled_receive(ws))
    equal(ws.asked, False)
    run_until(ws.stream.aclose())


@case
def the_client_of_testing_takes_no_masked_frame():
    equal(raises(ValueError, server_frame, HELLO).args[0], "the server masked a frame")
    equal(server_frame(ECHO + b"more"), (TEXT, 2, 5))


@case
def the_client_of_testing_lets_a_refused_handler_end():
    # Nothing of its connection is left, although it says more than its answer.
    equal(raises(HTTPError, client_in_memory().websocket, "/plain").status, 500)
    equal(app.streams, [])


@case
def frames_of_two_tasks_do_not_mix():
    client, ws = open_and_keep()
    client.memory.room = 100
    for number in range(3):
        port.spawn(ws.send(b"%d" % number * 1000))
    pause(30)
    found = [client.receive() for _ in range(3)]
    equal(sorted(found), [b"%d" % number * 1000 for number in range(3)])
    run_until(ws.stream.aclose())


@case
def after_a_frame_that_was_cut_no_other_is_sent():
    client, ws = open_and_keep()
    client.memory.room = 100
    run_until(ws.send(b"x" * 200))
    task = port.spawn(ws.send(b"y" * 200))
    pause(10)
    port.cancel(task)
    pause(10)
    client.memory.room = None
    raises(OSError, result, ws.send("z"))
    equal(client.receive(), b"x" * 200)
    run_until(ws.stream.aclose())
    equal(client.talk.memory.answer, b"")


@case
def when_the_app_stops_the_client_is_told():
    ws = client_in_memory().websocket("/ws")
    ws.send("x")
    equal(ws.receive(), "x")
    app.closing = True
    ws.talk.stream.close()
    app.closing = False
    equal((ws.receive(), ws.code), (None, 1001))
    ws.leave()


websocket.WebSocket.MAX_MESSAGE = 300
counts = [run_units(), run_tables()]
failed = 0
for function in CASES:
    wrong = fault_of(function)
    failed += wrong is not None
    name = function.__name__.replace("_", " ")
    print("FAIL %s: %s" % (name, wrong) if wrong else "ok " + name)
counts.append((len(CASES) - failed, failed))
print("%d passed, %d failed" % tuple([sum(column) for column in zip(*counts)]))
sys.exit(1 if sum([failed for _, failed in counts]) else 0)
