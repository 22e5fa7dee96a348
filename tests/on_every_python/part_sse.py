# Server-sent events: what they look like on the wire, and what becomes of a client that leaves.
import gc

import picoweb
from cases import CASES, case, equal, pause, raises, run, until
from parts import run_until
from picoweb import entropy, port, sse
from picoweb.stream import late
from picoweb.testing import Client

YA = "\u044f"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
app = picoweb.WebApp("sse", serve_static=False)
wanted = []  # what /given is to send
ended = []  # handlers that have ended, by name
kept = []  # events of /kept
sse.TICK = 5  # a comment after 150 ms


class Log:
    # What went wrong on the server's side.
    errors = []

    def exc(self, e, where):
        self.errors.append((where, repr(e)))

    def request(self, *args):
        pass


app.log = Log()


class Wire:
    # Stands for a stream, and keeps what is written.
    writer = None
    data = b""

    async def awrite(self, buf):
        self.data += buf


def sent(*args, **kwargs):
    wire = Wire()
    run_until(sse.Events(wire, None).send(*args, **kwargs))
    return wire.data


@app.route("/given")
async def given(req, resp):
    events = await sse.events(req, resp)
    for args, kwargs in wanted:
        await events.send(*args, **kwargs)


@app.route("/sleeps")
async def sleeps(req, resp):
    await sse.events(req, resp)
    try:
        await picoweb.sleep_ms(60000)
    finally:
        ended.append("sleeps")


@app.route("/endless")
async def endless(req, resp):
    events = await sse.events(req, resp)
    try:
        while True:
            await events.send("x" * 100)
    finally:
        ended.append("endless")


@app.route("/kept")
async def keep(req, resp):
    kept.append(await sse.events(req, resp))
    return False


@app.route("/last-id")
async def last_id(req, resp):
    events = await sse.events(req, resp)
    await events.send(repr(events.last_id))


@app.route("/skips", headers="skip")
async def skips(req, resp):
    events = await sse.events(req, resp)
    await events.send(repr(events.last_id))


@app.route("/two")
async def two(req, resp):
    # Two tasks send at the same time.
    events = await sse.events(req, resp)
    app.spawn(send_many(events, "a"))
    await send_many(events, "b")
    await picoweb.sleep_ms(50)


async def send_many(events, letter):
    for _ in range(20):
        await events.send(letter * 500)


def client(timeout=5):
    for stream in list(app.streams):
        stream.close()
    ended.clear()
    kept.clear()
    return Client(app, timeout)


def conversation(path):
    # One that is not read by itself.
    return say(client(), path)


def say(c, path):
    return c.converse(c.compose("GET", path))


def wait_until(done):
    run_until(until(done))


def nothing_is_left():
    wait_until(lambda: not app.streams and not sse.streams)
    equal(app.log.errors, [])


# ---- what an event looks like (HTML, 9.2.6)

EVENTS = (
    # arguments, keyword arguments, bytes
    (("hello",), {}, b"data: hello\n\n"),
    (("",), {}, b"data: \n\n"),
    ((), {}, b"\n"),
    (("hello", "greeting"), {}, b"event: greeting\r\ndata: hello\n\n"),
    (("x",), {"id": 7}, b"id: 7\r\ndata: x\n\n"),
    (("x",), {"id": 0}, b"id: 0\r\ndata: x\n\n"),
    (("x",), {"id": ""}, b"id: \r\ndata: x\n\n"),
    ((None,), {"retry": 3000}, b"retry: 3000\r\n\n"),
    (("x", "e", "i", 5), {}, b"event: e\r\nid: i\r\nretry: 5\r\ndata: x\n\n"),
    ((YA, YA), {"id": YA}, b"event: \xd1\x8f\r\nid: \xd1\x8f\r\ndata: \xd1\x8f\n\n"),
    (("a\nb",), {}, b"data: a\ndata: b\n\n"),
    (("a\rb",), {}, b"data: a\ndata: b\n\n"),
    (("a\r\nb",), {}, b"data: a\ndata: b\n\n"),
    (("a\n\rb",), {}, b"data: a\ndata: \ndata: b\n\n"),
    (("\n",), {}, b"data: \ndata: \n\n"),
    (("a\n",), {}, b"data: a\ndata: \n\n"),
    (("\r\n\r\n",), {}, b"data: \ndata: \ndata: \n\n"),
    ((" a: b",), {}, b"data:  a: b\n\n"),
    (("a\u2028b\x0bc\x85",), {}, "data: a\u2028b\x0bc\x85\n\n".encode()),
    (("\ufeff",), {}, "data: \ufeff\n\n".encode()),
    (([1, "a\nb"],), {}, b'data: [1, "a\\nb"]\n\n'),
    (({"a": None},), {}, b'data: {"a": null}\n\n'),
    ((21.5,), {}, b"data: 21.5\n\n"),
    ((0,), {}, b"data: 0\n\n"),
)
WRONG = ("a\nb", "a\rb", "a\r\nb", "\n", "a\n", "a\0b")


@case
def events_on_the_wire():
    for args, kwargs, expected in EVENTS:
        equal(sent(*args, **kwargs), expected)


@case
def a_line_break_in_a_name_or_id_is_refused():
    for text in WRONG:
        for name in ("event", "id", "retry"):
            e = raises(ValueError, lambda name=name, text=text: sent("x", **{name: text}))
            equal((name in str(e), "line break" in str(e)), (True, True))


@case
def a_client_hears_what_was_sent():
    wanted[:] = [one[:2] for one in EVENTS]
    heard = list(client().events("/given"))
    equal(len(heard), len([one for one in EVENTS if b"data:" in one[2]]))
    equal((heard[0].event, heard[0].data, heard[0].id), ("message", "hello", ""))
    equal((heard[2].event, heard[3].id), ("greeting", "7"))
    lines = [event.data for event in heard if event.data[:1] == "a" and "\n" in event.data]
    equal(lines, ["a\nb", "a\nb", "a\nb", "a\n\nb", "a\n"])
    nothing_is_left()


# ---- the response


@case
def the_head_leaves_at_once():
    talk = conversation("/sleeps")
    heard = talk.more()
    equal(heard, HEAD)
    talk.end()
    nothing_is_left()


@case
def the_id_of_the_last_event():
    for lines, expected in (
        ({}, None),
        ({"Last-Event-ID": "7"}, b"7"),
        ({"last-event-id": "  a b "}, b"a b"),
        ({"Last-Event-ID": YA}, YA.encode()),
        ({"Last-Event-ID": ""}, b""),
    ):
        equal(next(client().events("/last-id", lines)).data, repr(expected))
    equal(next(client().events("/skips", {"Last-Event-ID": "7"})).data, "None")


@case
def an_id_of_random_bytes_comes_as_it_is():
    c = client()
    for _ in range(50):
        noise = bytes([byte if 32 < byte != 127 else 33 for byte in entropy.random(20)])
        said = b"GET /last-id HTTP/1.1\r\nHost: h\r\nLast-Event-ID: %s\r\n\r\n" % noise
        heard = c.converse(said).whole()
        equal(heard, HEAD + b"data: " + repr(noise).encode() + b"\n\n")
    nothing_is_left()


@case
def a_request_that_is_cut_begins_no_stream():
    c = client()
    said = c.compose("GET", "/sleeps", headers={"Last-Event-ID": "7"})
    for i in range(len(said)):
        equal((i, b"event-stream" in c.converse(said[:i]).whole()), (i, False))
    equal(ended, [])
    nothing_is_left()


@case
def two_tasks_may_send():
    heard = list(client().events("/two"))
    equal(len(heard), 40)
    equal(sorted([event.data for event in heard])[19:21], ["a" * 500, "b" * 500])


@case
def head_hears_the_head():
    c = client()
    talk = c.converse(c.compose("HEAD", "/given"))
    equal(talk.whole(), HEAD)
    nothing_is_left()


# ---- silence, and clients that leave


@case
def a_comment_is_heard_in_silence():
    pieces = client().stream("/sleeps")
    equal(next(pieces), ":\n")
    equal(next(pieces), ":\n")
    pieces.close()
    nothing_is_left()


@case
def comments_are_no_events():
    e = raises(OSError, next, client(0.5).events("/sleeps"))
    equal(e.args[0], port.ETIMEDOUT)
    nothing_is_left()


@case
def a_handler_ends_when_its_client_leaves():
    talk = conversation("/sleeps")
    talk.more()
    pause(30)
    equal((ended, len(app.streams), len(sse.streams)), ([], 1, 1))
    talk.memory.said_all = True
    wait_until(lambda: ended == ["sleeps"])
    nothing_is_left()


@case
def who_looks_after_them_goes_on_when_what_was_loaded_late_makes_way():
    talk = conversation("/sleeps")
    talk.more()
    late.clear()
    gc.collect()
    junk = [bytes([number % 256] * 16) for number in range(2000)]  # where it was
    second = say(talk.client, "/kept")
    second.more()
    for one in (talk, second):
        one.memory.said_all = True
    wait_until(lambda: ended == ["sleeps"] and second.memory.closed)
    nothing_is_left()
    equal(len(junk), 2000)


@case
def what_a_client_says_is_passed_over():
    talk = conversation("/sleeps")
    talk.more()
    talk.memory.pieces.extend([b"x" * 300, b"\r\n\r\n"])
    wait_until(lambda: not talk.memory.pieces)
    equal(ended, [])
    talk.end()
    nothing_is_left()


@case
def a_handler_ends_when_the_line_breaks():
    talk = conversation("/sleeps")
    talk.more()

    def read(size):
        raise OSError(104)

    talk.memory.read = read
    wait_until(lambda: ended == ["sleeps"])
    nothing_is_left()


@case
def who_was_not_looked_at_for_want_of_memory_is_later():
    short = [3]  # times
    talk = conversation("/kept")
    talk.more()
    read = talk.memory.read

    def read_if_there_is_memory(size):
        if short[0] and size == 64:
            short[0] -= 1
            raise MemoryError
        return read(size)

    talk.memory.read = read_if_there_is_memory
    wait_until(lambda: not short[0])
    talk.memory.said_all = True
    wait_until(lambda: talk.memory.closed)
    nothing_is_left()


@case
def who_does_not_read_is_ended():
    talk = conversation("/endless")
    talk.memory.said_all = False
    wait_until(lambda: ended == ["endless"])
    equal(len(talk.memory.answer) < 4096 + 200, True)
    nothing_is_left()


@case
def a_stream_that_timed_out_is_ended():
    talk = conversation("/sleeps")
    talk.more()
    talk.stream.give_up()
    wait_until(lambda: ended == ["sleeps"])
    equal(talk.memory.closed, True)
    nothing_is_left()


@case
def a_stream_of_a_server_of_the_programs_own_is_closed_when_its_client_leaves():
    # Whose task it is, such a server does not say: app._handle().
    talk = conversation("/sleeps")
    talk.more()
    task, talk.stream.owner = talk.stream.owner, None
    talk.memory.said_all = True
    wait_until(lambda: talk.memory.closed and not sse.streams)
    port.cancel(task)
    wait_until(lambda: ended == ["sleeps"])
    nothing_is_left()


@case
def a_stream_that_the_program_kept_is_closed_when_its_client_leaves():
    talk = conversation("/kept")
    talk.more()
    pause(20)
    run_until(kept[0].send("x"))
    equal((talk.more(), talk.memory.closed), (b"data: x\n\n", False))
    talk.memory.said_all = True
    wait_until(lambda: talk.memory.closed)
    raises(OSError, lambda: run_until(kept[0].send("x")))
    nothing_is_left()


@case
def a_handler_that_is_done_is_not_watched_any_more():
    wanted[:] = [(("x",), {})]
    equal([event.data for event in client().events("/given")], ["x"])
    nothing_is_left()


@case
def nothing_is_left_of_two_hundred():
    c = client()
    for number in range(200):
        talk = say(c, ("/sleeps", "/kept")[number % 2])
        talk.more()
        talk.memory.said_all = True
        equal(len(sse.streams) < 20, True)
        pause(2)
    nothing_is_left()
    equal(len(ended), 100)


@case
def it_goes_on_after_the_last_has_left():
    for _ in range(3):
        a_handler_ends_when_its_client_leaves()


run(CASES)
