# What picoweb holds and writes, seen over memory: log lines, blocked writes, and how much it has
# taken when it says that something is too large.
import sys

import picoweb
from cases import CASES, case, equal, pause, raises, run, until
from parts import Memory, MemoryStream, port, run_until, set_log
from picoweb import stream
from picoweb.stream import late, later, load
from picoweb.testing import Client

PLAIN_GET = b"GET /%s HTTP/1.1\r\nHost: h\r\n\r\n"


def new_app():
    app = picoweb.WebApp("memory", serve_static=False)
    app.add_url_rule("/", index)
    app.add_url_rule("/bad", bad)
    app.add_url_rule("/body", body)
    return app


def index(req, resp):
    return "index"


def bad(req, resp):
    raise ValueError("bad")


async def body(req, resp):
    return await req.read_body()


# ---- files


class Growing:
    # A file that is longer each time that somebody looks.
    def seek(self, *args):
        return 3000

    def readinto(self, buf):
        for i in range(len(buf)):
            buf[i] = 120
        return len(buf)

    def close(self):
        pass


@case
def a_file_that_grows_while_it_is_sent_is_as_long_as_was_said():
    app = new_app()
    app.open = lambda path: Growing()
    app.add_url_rule("/log", lambda req, resp: app.sendfile(resp, "log.txt"))
    equal(Client(app).get("/log").body, b"x" * 3000)
    head = Client(app).request("HEAD", "/log")
    equal((head.headers["Content-Length"], head.body), ("3000", b""))


@case
def an_app_of_no_module_says_so():
    said = raises(ValueError, picoweb.WebApp("nowhere").open, "static/x")
    equal(str(said), 'no module "nowhere", as WebApp was told: say __name__')


# ---- logging


class Log:
    # An object with the four methods.
    def __init__(self):
        self.lines = []

    def note(self, kind, message, args):
        self.lines.append((kind, message % args if args else message))

    def info(self, message, *args):
        self.note("info", message, args)

    def error(self, message, *args):
        self.note("error", message, args)

    def debug(self, message, *args):
        self.note("debug", message, args)

    def exc(self, e, message, *args):
        self.note("exc " + repr(e)[:10], message, args)


class LikeLogging:
    # As the logging library: exc_info instead of exc().
    def __init__(self):
        self.lines = []
        self.errors = []

    def info(self, message, *args):
        self.lines.append(message % args)

    debug = info

    def error(self, message, *args, exc_info=None):
        self.lines.append(message % args)
        self.errors.append(exc_info)


class Raising(Log):
    def note(self, kind, message, args):
        raise OSError("the disk is full")


def logged(debug, log, *paths):
    app = new_app()
    set_log(app, debug, log)
    client = Client(app)
    for path in paths:
        client.get(path)
    return log


@case
def silent_at_minus_1():
    log = logged(-1, Log(), "/", "/bad", "/none")
    equal(log.lines, [])


@case
def silence_needs_no_logging_module():
    modules = ("picoweb.console", "ulogging")
    before = [name for name in modules if name in sys.modules]
    equal(before, [])
    set_log(new_app(), -1, None)
    equal([name for name in modules if name in sys.modules], [])


@case
def one_line_a_request_at_0():
    log = logged(0, Log(), "/", "/none")
    equal([kind for kind, _ in log.lines], ["info", "info"])
    equal('"GET /"' in log.lines[0][1] and " 200" in log.lines[0][1], True)
    equal('"GET /none"' in log.lines[1][1] and " 404" in log.lines[1][1], True)


@case
def errors_are_logged_at_0():
    log = logged(0, Log(), "/bad")
    equal([kind for kind, _ in log.lines], ["exc ValueError", "info"])
    equal("/bad" in log.lines[0][1], True)
    equal(" 500" in log.lines[1][1], True)


@case
def more_lines_at_1_and_2():
    paths = ("/", "/bad", "/none")
    counts = [len(logged(debug, Log(), *paths).lines) for debug in range(3)]
    equal(counts[0], 4)
    equal(counts[0] < counts[1] <= counts[2], True)


@case
def a_request_that_nobody_understands_has_a_line():
    app, log = new_app(), Log()
    set_log(app, 0, log)
    converse(app, Counted([b"hello\r\n\r\n"]))
    equal(len(log.lines), 1)
    equal(" 400" in log.lines[0][1], True)


@case
def a_log_like_the_logging_library():
    log = logged(0, LikeLogging(), "/bad")
    equal(len(log.lines), 2)
    equal(repr(log.errors[0])[:10], "ValueError")


@case
def a_log_that_raises_ends_nothing():
    app = new_app()
    set_log(app, 0, Raising())
    client = Client(app)
    equal(client.get("/").text, "index")
    equal(client.get("/bad").status, 500)
    equal(client.get("/").text, "index")
    equal(app.streams, [])


@case
def a_log_of_its_own_for_the_screen():
    # It prints: the lines are seen, and none of them is a fault.
    app = new_app()
    for debug in range(3):
        set_log(app, debug, None)
        app.log.info("a line with %s", "words")
        app.log.info("100%")
        app.log.debug("a detail of %d", 1)
        app.log.error("an error")
        app.log.exc(ValueError("bad"), "somewhere")
    equal(Client(app).get("/bad").status, 500)


# ---- what is held


class Counted(Memory):
    # Counts what was taken of what the client says, and what a stream held at the most.
    taken = 0
    held = 0
    stream = None

    def read(self, size):
        self.held = max(self.held, len(self.stream.buffer))
        data = super().read(size)
        self.taken += len(data or b"")
        return data


def converse(app, memory):
    memory.said_all = True
    memory.stream = MemoryStream(app, memory)
    app.streams.append(memory.stream)
    run_until(app._converse(memory.stream))
    return memory


def asked(app, *pieces):
    # (status, bytes taken, bytes held at the most)
    memory = converse(app, Counted(pieces))
    return memory.answer[9:12], memory.taken, memory.held


def too_large(pieces, status, most):
    app = new_app()
    set_log(app, 0, Log())
    said, taken, held = asked(app, *pieces)
    equal(said, status)
    equal(taken <= most, True)
    equal(held <= most, True)
    equal(app.streams, [])


BLOCK = 1400  # that a stream reads at once
HEAD = b"GET / HTTP/1.1\r\nHost: h\r\n"
POST = b"POST /body HTTP/1.1\r\nHost: h\r\n"


@case
def a_long_line_is_not_held():
    too_large([b"GET /" + b"x" * 100000 + b" HTTP/1.1\r\n\r\n"], b"414", 1024 + BLOCK)


@case
def a_long_header_is_not_held():
    too_large([HEAD + b"A: " + b"x" * 100000], b"431", 4096 + BLOCK)


@case
def many_headers_are_not_held():
    too_large([HEAD + b"A: 1\r\n" * 20000], b"431", 4096 + BLOCK)


@case
def headers_that_come_in_drips_are_not_held():
    too_large([HEAD] + [b"A: 1\r\n"] * 2000, b"431", 4096 + BLOCK)


@case
def a_long_body_is_not_held():
    head = POST + b"Content-Length: 100000\r\n\r\n"
    too_large([head, b"x" * 100000], b"413", 1024 + BLOCK)


@case
def a_chunk_too_large_is_not_held():
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    too_large([head, b"fffff\r\n" + b"x" * 100000], b"413", 1024 + 2 * BLOCK)


@case
def many_chunks_are_not_held():
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    too_large([head] + [b"100\r\n" + b"x" * 256 + b"\r\n"] * 100, b"413", 4096 + 3 * BLOCK)


@case
def the_limits_are_the_app_s():
    app = new_app()
    set_log(app, 0, Log())
    app.max_line, app.max_head, app.max_body = 20, 60, 5
    equal(asked(app, b"GET /234567 HTTP/1.1\r\nHost: h\r\n\r\n")[0], b"404")
    equal(asked(app, b"GET /2345678 HTTP/1.1\r\nHost: h\r\n\r\n")[0], b"414")
    equal(asked(app, b"GET / HTTP/1.1\r\nHost: h\r\nA: " + b"x" * 50 + b"\r\n\r\n")[0], b"431")
    equal(asked(app, POST[:-2] + b"\r\nContent-Length: 5\r\n\r\n12345")[0], b"200")
    equal(asked(app, POST[:-2] + b"\r\nContent-Length: 6\r\n\r\n123456")[0], b"413")


@case
def an_idle_connection_holds_nothing():
    app = new_app()
    set_log(app, 0, Log())
    memory = Counted([PLAIN_GET % b""])
    memory.stream = MemoryStream(app, memory)
    app.streams.append(memory.stream)
    port.spawn(app._converse(memory.stream))
    run_until(until(lambda: memory.answer.endswith(b"index")))
    pause(5)
    stream = memory.stream
    equal((len(stream.buffer), len(stream.out or b""), stream.head), (0, 0, None))
    memory.said_all = True
    run_until(until(lambda: memory.closed))
    equal(app.streams, [])


# ---- bodies that are read by hand, or not at all


def said_to(handler, *pieces):
    app = new_app()
    set_log(app, 0, Log())
    app.add_url_rule("/hand", handler)
    memory = converse(app, Counted(pieces))
    equal(app.streams, [])
    return memory.answer


BY_HAND = b"POST /hand HTTP/1.1\r\nHost: h\r\n"
CHUNKED = BY_HAND + b"Transfer-Encoding: chunked\r\n\r\n"


@case
def a_line_without_an_end_is_not_held():
    async def handler(req, resp):
        return await req.reader.readline()

    head = BY_HAND + b"Content-Length: 100000\r\n\r\n"
    equal(said_to(handler, head, b"x" * 100000)[9:12], b"413")


@case
def a_client_that_leaves_is_no_end_of_a_body():
    seen = []

    async def handler(req, resp):
        try:
            await req.reader.readexactly(10)
        except EOFError:
            seen.append("EOF")
        return "x"

    said_to(handler, BY_HAND + b"Content-Length: 20\r\n\r\nabc")
    equal(seen, ["EOF"])


@case
def readexactly_beyond_the_body_is_an_end_too():
    seen = []

    async def handler(req, resp):
        try:
            await req.reader.readexactly(10)
        except EOFError:
            seen.append("EOF")
        return "x"

    said = said_to(handler, BY_HAND + b"Content-Length: 3\r\n\r\nabc")
    equal((seen, said.endswith(b"\r\n\r\nx")), (["EOF"], True))


@case
def a_broken_body_that_nobody_reads_ends_the_connection():
    for broken in (b"zz\r\n", b"5\r\nabcdeXX", b"5\r\nab"):
        said = said_to(index, CHUNKED + broken, PLAIN_GET % b"")
        equal(said.count(b"HTTP/1.1 200"), 1)


# ---- writes that block


class Talk:
    # A connection whose client takes only so much, and one request to a handler.
    def __init__(self, room, handler, memory=None):
        self.app = picoweb.WebApp(None)
        set_log(self.app, 0, Log())
        self.app.add_url_rule("/", handler)
        self.memory = memory or Memory()
        self.memory.pieces = [b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"]
        self.memory.room = room
        self.stream = MemoryStream(self.app, self.memory)
        self.app.streams.append(self.stream)
        self.stream.owner = port.spawn(self.app._converse(self.stream))

    def run(self):
        run_until(until(lambda: self.memory.closed))
        equal(self.app.streams, [])
        return self.memory.answer


@case
def a_write_waits_for_room():
    progress = []

    async def handler(req, resp):
        await picoweb.start_response(resp)
        for number in range(4):
            await resp.awrite("z" * 1500)
            progress.append(number)

    talk = Talk(1000, handler)
    pause(30)
    equal(progress, [0])
    talk.memory.room = 2000
    pause(30)
    equal(progress, [0, 1])
    talk.memory.room = None
    equal(talk.run().count(b"z"), 6000)
    equal(progress, [0, 1, 2, 3])


class Narrow(Memory):
    # Takes seven bytes at the most.
    def write(self, buf, off=0, size=None):
        return super().write(buf, off, min(size, 7))


@case
def a_write_that_is_taken_in_parts():
    async def handler(req, resp):
        await picoweb.start_response(resp, "text/plain")
        await resp.awrite("0123456789" * 200)
        await resp.awrite(b"abcdef", 1, 3)

    said = Talk(None, handler, Narrow()).run()
    equal(said.endswith(b"\r\n\r\n" + b"0123456789" * 200 + b"bcd"), True)


@case
def who_waits_for_room_is_ended():
    seen = []

    async def handler(req, resp):
        await picoweb.start_response(resp)
        try:
            await resp.awrite("x" * 5000)
        except OSError as e:
            seen.append(e.args[0])

    talk = Talk(0, handler)
    pause(10)
    talk.stream.give_up()
    talk.run()
    equal(seen, [port.ETIMEDOUT])


@case
def a_dead_stream_fails_for_ever():
    seen = []

    async def handler(req, resp):
        await picoweb.start_response(resp)
        resp.give_up()
        resp.left = None  # else there is nothing to read
        for call in (
            lambda: resp.awrite("x"),
            lambda: resp.awritestr("x"),
            lambda: resp.awriteiter(["x"]),
            lambda: resp.flush(),
            lambda: resp.read(1),
            lambda: resp.readline(),
            lambda: resp.readexactly(1),
        ):
            try:
                await call()
            except OSError as e:
                seen.append(e.args[0])
        await resp.aclose()
        await resp.aclose()

    equal(Talk(None, handler).run(), b"")
    equal(seen, [port.ETIMEDOUT] * 7)


@case
def a_closed_stream_takes_nothing():
    seen = []

    async def handler(req, resp):
        await picoweb.start_response(resp)
        await resp.awrite("x")
        await resp.aclose()
        try:
            await resp.awrite("y" * 5000)
        except OSError as e:
            seen.append(e)

    equal(Talk(None, handler).run().endswith(b"\r\n\r\nx"), True)
    equal(len(seen), 1)


@case
def a_connection_is_closed_also_where_memory_is_short():
    app, memory = new_app(), Memory(())
    stream = MemoryStream(app, memory)
    app.streams.append(stream)

    def no_room():
        raise MemoryError

    stream.give_up = no_room
    raises(MemoryError, stream.close)
    equal((memory.closed, stream.sock, app.streams), (True, None, []))


class Fragmented(Memory):
    # As where the heap has room left, but not in one place.
    def read(self, size):
        if size > 64:
            raise MemoryError
        return super().read(size)


@case
def a_little_is_read_where_there_is_no_room_for_much():
    text = b"b" * 300
    said = b"POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: 300\r\nConnection: close\r\n\r\n"
    memory = Fragmented((said + text,))
    converse(new_app(), memory)
    equal(memory.answer[-300:], text)


@case
def a_file_goes_out_in_small_blocks_where_there_is_no_room_for_a_large_one():
    sending = later("sending")
    sizes = []

    def narrow(size):
        sizes.append(size)
        if size > 256:
            raise MemoryError
        return bytearray(size)

    app = picoweb.WebApp("memory")
    app.open = lambda path: open(__file__, "rb")
    sending.bytearray = narrow
    try:
        response = Client(app).get("/static/memory.py")
    finally:
        del sending.bytearray
    with open(__file__, "rb") as f:
        equal(response.body, f.read())
    equal(sizes[-1], 256)


# ---- modules that are loaded late, and make way


class Short:
    # While it is in use, there is never enough room.
    def __enter__(self):
        self.room = stream.ROOM
        stream.ROOM = sys.maxsize >> 6
        late.clear()

    def __exit__(self, *args):
        stream.ROOM = self.room
        late.clear()


@case
def what_is_loaded_late_is_loaded_once():
    late.clear()
    first = later("reasons")
    later("quoting")
    equal(later("reasons") is first, True)
    equal(sorted(late), ["quoting", "reasons"])


@case
def what_is_loaded_late_is_nobody_else_s():
    late.clear()
    later("reasons")
    equal("picoweb.reasons" in sys.modules, False)
    equal(hasattr(picoweb, "reasons"), False)


@case
def what_was_loaded_late_makes_way():
    with Short():
        first = later("reasons")
        later("quoting")
        equal(sorted(late), ["quoting"])
        again = later("reasons")
        equal(again is first, False)
        equal(again.status_line(405), "405 Method Not Allowed")
        equal(first.status_line(405), "405 Method Not Allowed")


@case
def where_there_is_room_nothing_makes_way():
    late.clear()
    later("reasons")
    later("quoting")
    equal(sorted(late), ["quoting", "reasons"])


@case
def what_the_program_imports_stays():
    import picoweb.utils

    with Short():
        equal(later("utils") is picoweb.utils, True)
        later("reasons")
        later("quoting")
        equal(sys.modules["picoweb.utils"] is picoweb.utils, True)
        equal(later("utils") is picoweb.utils, True)


@case
def what_stays_stays():
    with Short():
        patterns = load("patterns")
        later("reasons")
        later("quoting")
        equal(load("patterns") is patterns, True)


@case
def who_is_still_at_work_goes_on():
    app, seen = new_app(), []

    class Slow(Growing):
        def readinto(self, buf):
            # It is called within sending.py, which is gone by now.
            later("reasons")
            later("quoting")
            seen.append("sending" in late)
            list(range(1000))
            return super().readinto(buf)

    app.open = lambda path: Slow()
    app.add_url_rule("/log", lambda req, resp: app.sendfile(resp, "log.txt"))
    with Short():
        equal(Client(app).get("/log").body, b"x" * 3000)
    equal(seen, [False, False])


@case
def a_client_s_request_has_room():
    client = Client(new_app())
    client.get("/")
    later("quoting")
    with Short():
        # All that the request needs is loaded, so it is the client alone that may make room.
        equal(client.get("/").text, "index")
        equal("quoting" in late, False)


class Import:
    # Of the modules that are asked for while it is in use, so many do not find the room.
    def __init__(self, failures):
        self.failures = failures
        self.held = []

    def __enter__(self):
        stream.__import__ = self.load
        return self

    def load(self, name):
        self.held.append(sorted(late))
        if len(self.held) > self.failures:
            return __import__(name)
        sys.modules[name] = None  # as boards leave it there
        raise MemoryError

    def __exit__(self, *args):
        del stream.__import__
        late.clear()


@case
def a_module_for_which_there_is_no_room_is_loaded_in_the_place_of_others():
    late.clear()
    later("quoting")
    with Import(1) as modules:
        equal(later("reasons").status_line(405), "405 Method Not Allowed")
        equal(modules.held, [["quoting"], []])


@case
def what_was_half_loaded_does_not_pass_for_the_whole():
    late.clear()
    with Import(1):
        raises(MemoryError, later, "reasons")
        equal(("picoweb.reasons" in sys.modules, sorted(late)), (False, []))
        equal(later("reasons").status_line(405), "405 Method Not Allowed")


@case
def a_template_for_which_there_is_no_room_is_loaded_in_the_place_of_others():
    from utemplate import compiled

    held = []

    def load(self, name):
        # What was begun is no module any more: this is in the way once.
        held.append(sorted(late))
        raise MemoryError

    late.clear()
    later("quoting")
    compiled.Loader.load = load
    page = picoweb.WebApp(None).render_str("page.html", ("a",))
    equal("<h1>a</h1>" in page, True)
    equal(
        held, [["elsewhere", "pages", "quoting"]] if picoweb.port.adopt is None else [["quoting"]]
    )
    equal("quoting" in late, False)


@case
def a_handler_without_room_leaves_some_to_the_next():
    def handler(req, resp):
        later("quoting")
        raise MemoryError

    app = new_app()
    set_log(app, 0, Log())
    app.add_url_rule("/full", handler)
    equal(Client(app).get("/full").status, 500)
    equal("quoting" in late, False)
    equal(Client(app).get("/").text, "index")


@case
def a_read_without_room_gets_some():
    later("quoting")
    memory = Fragmented((b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",))
    equal(converse(new_app(), memory).answer[-5:], b"index")
    equal("quoting" in late, False)


# ---- writes where memory is in pieces


class InPieces(bytearray):
    # Has no room for more than it has.
    def extend(self, data):
        raise MemoryError


@case
def what_cannot_be_gathered_goes_out():
    async def handler(req, resp):
        await picoweb.start_response(resp, "text/plain")
        resp.out = InPieces(b"first ")
        await resp.awrite("second ")
        await resp.awrite("third")

    answer = Talk(None, handler).run()
    equal(answer.partition(b"\r\n\r\n")[2], b"first second third")


class Alone:
    # A head for which there is no room in one piece with its body.
    def __init__(self, data):
        self.data = data

    def __add__(self, data):
        if isinstance(data, bytearray):
            raise MemoryError
        return Alone(self.data + data)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, part):
        return self.data[part]


def headed(text):
    # A handler that writes it under such a head.
    async def handler(req, resp):
        await picoweb.start_response(resp, "text/plain")
        resp.head = Alone(resp.head)
        await resp.awrite("first ")
        await resp.awrite(text)

    return handler


@case
def a_head_goes_before_its_body():
    for text in ("second", "x" * 3000):
        head, _, body = Talk(None, headed(text)).run().partition(b"\r\n\r\n")
        equal(head.count(b"HTTP/1.1 200 OK"), 1)
        equal(body, b"first " + text.encode())


@case
def a_head_that_is_pushed_goes_before_its_body():
    async def handler(req, resp):
        await headed("second")(req, resp)
        resp.push()
        seen.append(resp.out[-12:])

    seen = []
    for memory in (Memory(), Narrow()):
        answer = Talk(None, handler, memory).run()
        equal(answer.partition(b"\r\n\r\n")[2], b"first second")
    equal(seen, [b"first second"] * 2)


run(CASES)
