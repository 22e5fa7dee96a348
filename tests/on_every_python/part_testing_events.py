# What a client of picoweb.testing makes of a stream of events, in memory.
#
# part_testing_events.py PORT: over a socket, from part_testing_events.py PORT serve=1
import sys

import picoweb
from cases import CASES, case, equal, raises, run
from picoweb.testing import Client
from picoweb.testing_events import Parser

YA = "\u044f"


def parsed(pieces):
    parser = Parser()
    events = []
    for piece in pieces:
        events.extend(parser.feed(piece))
    return [(event.event, event.data, event.id) for event in events]


STREAMS = (
    # text, events (HTML, 9.2.6, and its examples)
    ("", []),
    ("data: x", []),
    ("data: x\n", []),
    ("data: x\n\n", [("message", "x", "")]),
    ("data:x\n\n", [("message", "x", "")]),
    ("data:  x\n\n", [("message", " x", "")]),
    ("data\n\n", [("message", "", "")]),
    ("data\ndata\n\n", [("message", "\n", "")]),
    ("data:\n", []),
    ("data: a: b\n\n", [("message", "a: b", "")]),
    ("data: YHOO\ndata: +2\ndata: 10\n\n", [("message", "YHOO\n+2\n10", "")]),
    (": comment\n\n", []),
    (":\ndata: x\n:\n\n", [("message", "x", "")]),
    ("event: add\ndata: 73\n\ndata: 1\n\n", [("add", "73", ""), ("message", "1", "")]),
    ("event: add\n\ndata: 1\n\n", [("message", "1", "")]),
    ("event: a\nevent: b\ndata: 1\n\n", [("b", "1", "")]),
    ("event:\ndata: 1\n\n", [("message", "1", "")]),
    ("id: 1\ndata: a\n\ndata: b\n\n", [("message", "a", "1"), ("message", "b", "1")]),
    ("id: 1\ndata: a\n\nid\ndata: b\n\n", [("message", "a", "1"), ("message", "b", "")]),
    ("id: 1\n\ndata: b\n\n", [("message", "b", "1")]),
    ("id: 1\0\ndata: b\n\n", [("message", "b", "")]),
    ("unknown: 1\nData: 2\n data: 3\n\n", []),
    ("\n\n\ndata: x\n\n\n\n", [("message", "x", "")]),
    ("data: a\r\rdata: b\r\n\r\ndata: c\n\n", [("message", letter, "") for letter in "abc"]),
    ("data: a\r\ndata: b\rdata: c\ndata: d\n\r", [("message", "a\nb\nc\nd", "")]),
    ("\ufeffdata: x\n\n", [("message", "x", "")]),
    ("\ufeff\ufeffdata: x\n\n", []),
    ("data: x\n\n\ufeffdata: y\n\n", [("message", "x", "")]),
    ("data: %s\u2028\x85\x0b\n\n" % YA, [("message", YA + "\u2028\x85\x0b", "")]),
)


@case
def streams_in_every_cutting():
    for text, expected in STREAMS:
        equal((text, parsed([text])), (text, expected))
        equal((text, parsed(list(text))), (text, expected))
        for i in range(len(text)):
            equal((text, i, parsed([text[:i], text[i:]])), (text, i, expected))


@case
def a_line_end_of_cr_alone_ends_an_event_at_once():
    equal(parsed(["data: x\r\r"]), [("message", "x", "")])


@case
def retry_is_a_number():
    parser = Parser()
    for text, expected in (("5", 5), ("x", 5), ("-1", 5), ("", 5), ("300", 300)):
        parser.feed("retry: %s\n\n" % text)
        equal(parser.retry, expected)


@case
def an_event_shows_itself():
    equal(repr(Parser().feed("data: x\n\n")[0]), "Event('message', 'x', '')")


# ---- a client, of an app in memory or of a server

TEXT = "retry: 10\n\nid: 1\nevent: e\ndata: %s\n\n:\n\ndata: b\n\n" % YA
WITHOUT_EVENTS = ("/none", "/plain", "/empty")
app = picoweb.WebApp("events", serve_static=False)
ended = []


@app.route("/events")
async def events(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    for byte in TEXT.encode():
        await resp.awrite(bytes([byte]))


@app.route("/typed")
async def typed(req, resp):
    await picoweb.start_response(resp, "text/event-stream; charset=utf-8")
    accepted = req.headers.get(b"Accept", b"").decode()
    await resp.awrite("data: %s %s\n\n" % (accepted, req.headers.get(b"X-Own", b"-").decode()))


@app.route("/silent")
async def silent(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    await resp.awrite("data: first\n\ndata: half")
    try:
        await picoweb.sleep_ms(60000)
    finally:
        ended.append("silent")


@app.route("/plain")
async def plain(req, resp):
    return "data: x\n\n"


@app.route("/empty")
async def empty(req, resp):
    return "", 204


def client(timeout=60):
    where = "http://127.0.0.1:" + sys.argv[1] if len(sys.argv) > 1 else app
    return Client(where, timeout)


@case
def events_come_one_by_one():
    with client().events("/events") as events:
        equal((events.status, events.headers["Content-Type"]), (200, "text/event-stream"))
        event = next(events)
        equal((event.event, event.data, event.id), ("e", YA, "1"))
        equal([(event.event, event.data, event.id) for event in events], [("message", "b", "1")])


@case
def what_is_said():
    with client().events("/typed", {"X-Own": "1"}) as events:
        equal(next(events).data, "text/event-stream 1")
    equal(next(client().events("/typed")).data, "text/event-stream -")


@case
def what_is_no_stream_of_events_raises():
    for path in WITHOUT_EVENTS:
        equal("no events" in str(raises(ValueError, client().events, path)), True)


@case
def an_event_must_come_in_time():
    ended.clear()
    events = client(0.4).events("/silent")
    equal(next(events).data, "first")
    raises(OSError, next, events)
    events.close()
    if len(sys.argv) == 1:
        equal((ended, app.streams), (["silent"], []))


@case
def close_ends_the_handler():
    ended.clear()
    events = client().events("/silent")
    equal(next(events).data, "first")
    events.close()
    if len(sys.argv) == 1:
        equal((ended, app.streams), (["silent"], []))


if sys.argv[2:]:
    app.run(port=int(sys.argv[1]), debug=-1)
else:
    run(CASES)
