# picoweb: an asynchronous web pico-framework for Pycopy, MicroPython and CPython.
# The response is the stream: a handler gets (req, resp) and writes to resp.
# ruff: noqa: E402, F811
import gc
import sys

from . import port

port = sys.modules["picoweb.port"]  # which the module for this Python has become

# Loading leaves holes in a small heap. To close them before the next file is worth six kilobytes.
gc.collect()
from .stream import HTTPError, Stream, elsewhere, late, later

gc.collect()
from .exchange import _converse

gc.collect()
from .port import get_event_loop, run_loop, sleep_ms
from .request import HTTPRequest
from .response import date_line, http_error, start_response

__version__ = "2.0.0.dev0"

TICK = 200  # ms between two looks of the watchdog


# Functions that a hello program does not use: each is where it is said here.


def jsonify(*args):
    return later("values").jsonify(*args)


def redirect(*args, **kwargs):
    return later("values").redirect(*args, **kwargs)


def escape(text):
    return later("values").escape(text)


def sendstream(*args):
    return later("sending").sendstream(*args)


def get_mime_type(fname):
    return later("media_types").get_mime_type(fname)


class WebApp:
    # Limits; set them on a class of your own or on an app.
    timeout = 10  # seconds that a client may keep the server waiting
    max_conns = port.max_conns  # 8 on a board
    tasks = 8  # tasks of the program's own, beside those of the connections
    max_line = 1024  # bytes of the request line
    max_head = 4096  # bytes of the request line and all header lines
    max_body = 4096  # bytes of body that read_body() and its like take

    headers_mode = "parse"
    template_loader = None
    inited = False
    parent = None  # the app that it is mounted in
    hooks = None  # of before_request(), after_request() and errorhandler(); None: no app has any
    background = ()  # tasks of spawn()
    debug = -1
    log = None
    loop = None  # of run(), ends with the server
    closing = False  # stop() was called, and not all has ended
    sock = None  # the one that listens
    reader = writer = None  # as in a stream, for port.wait()
    refused = 0  # clients that are being told so
    watched = False
    date = b""  # the Date line of this second
    Stream = Stream  # what makes the stream of a connection; another one with TLS

    __getattr__ = elsewhere

    def __init__(self, pkg, routes=None, serve_static=True):
        self.pkg = pkg.split(".")[0] if pkg and pkg != "__main__" else None
        self.serve_static = serve_static
        self.streams = []
        self.mounts = []
        self.url_map = []
        for route in routes or ():
            self._add(*route)

    def route(self, url, **kwargs):
        def add(handler):
            self._add(url, handler, kwargs)
            return handler

        return add

    def _add(self, url, func, extra=None):
        if extra or isinstance(url, str) and ("<" in url or url[:1] != "/"):
            url, extra = later("routes").route(url, extra or {})
        self.url_map.append((url, func, extra or {}))

    def init(self):
        # For subclasses: called before the first request.
        self.inited = True

    def handle_exc(self, req, resp, e):
        # For subclasses: answer for an exception. req may be None, resp may have begun. May be a
        # coroutine.
        pass

    def handle_static(self, req, resp):
        # For subclasses: /static/, where no route takes it.
        return later("static").serve(self, req, resp)

    def run(self, host="127.0.0.1", port=8081, debug=False, lazy_init=False, log=None, ssl=None):
        # Serve until stop(). debug: -1 says nothing, 0 a line for each request and errors.
        later("queues").make_room(self)  # first, while the heap has no holes
        self.prepare(int(debug), lazy_init, log, ssl)
        self.serve(get_event_loop(), host, port)

    def serve(self, loop, host, port):
        # For subclasses, to surround it: listen, and return after stop().
        self.listen(host, port)
        self.loop = loop
        try:
            run_loop(loop, self.note)
        except KeyboardInterrupt:
            pass
        finally:
            self.abort()

    def note(self, e, name):
        # Log an error of what has this name. Of memory, there is more for the next request.
        if isinstance(e, MemoryError):
            late.clear()
        if self.log:
            self.log.exc(e, name)  # which raises nothing

    _converse = _converse

    async def accept(self, sock):
        trouble = None
        while self.sock is sock:
            try:
                if trouble:
                    # Out of memory or descriptors: whoever asks stays in the backlog meanwhile.
                    await port.sleep_ms(TICK)
                    self.make_way()
                    e, trouble = trouble, None
                    self.note(e, "accept")
                await port.wait(self)
                if self.sock:
                    self.admit(*port.accept(sock))
            except Exception as e:
                trouble = e

    def admit(self, sock, peer):
        count = len(self.streams)
        try:
            stream = self.Stream(self, sock, peer)
            busy = count - self.refused >= self.max_conns and not self.make_way()
            talk = (self.refuse if busy else self._converse)(stream)
            self.streams.append(stream)
            stream.owner = port.spawn(talk)
        except MemoryError:
            sock.close()
            if len(self.streams) > count:
                self.streams.pop()
            raise
        if not self.watched:
            self.watched = True
            port.spawn(self.watch())

    def make_way(self):
        # Give up the connection that has been silent for longest; a new one has a second first.
        longest = None
        for stream in self.streams:
            if stream.idle and not stream.dead and (stream.status or stream.waited > 4):
                if not longest or stream.waited > longest.waited:
                    longest = stream
        if longest:
            longest.give_up()
        return longest

    async def refuse(self, stream):
        self.refused += 1
        stream.forget()
        stream.idle = False
        try:
            if self.refused <= 4:  # more are just closed
                await stream.send(
                    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"
                    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
                )
                await self.linger(stream)
        except OSError:
            pass  # it has left
        finally:
            self.refused -= 1
            stream.close()

    async def linger(self, stream):
        # Read on for a little, 4 KB or 5 ticks: closing a socket with unread bytes may destroy
        # what was sent on it.
        stream.in_head = True
        stream.left = 0
        stream.waited = int(self.timeout * 1000) // TICK - 5
        for _ in range(8):
            if not await stream.receive(512):
                return

    async def watch(self):
        while self.streams:
            try:
                self.date = date_line()
                for stream in self.streams:
                    self.look_at(stream)
            except Exception as e:
                self.note(e, "watch")
            await port.sleep_ms(TICK)
        self.watched = False

    def look_at(self, stream):
        # A client's time counts while somebody waits for it. What a handler does by itself, and
        # how long a stream without a bound waits (a WebSocket), is the program's own affair.
        # It is one piece: all that a tick does for a connection.
        if stream.dead:
            return
        if stream.writer or stream.reader and stream.left is not None:
            stream.waited += 1
            if stream.waited * TICK > self.timeout * 1000:
                # A body or a response must move 256 bytes in each `timeout` of waiting.
                if stream.in_head or stream.moved < 256:
                    stream.give_up()
                    if not stream.idle and not stream.sent:
                        stream.sock.write(
                            b"HTTP/1.1 408 Request Timeout\r\n"
                            b"Content-Length: 0\r\nConnection: close\r\n\r\n"
                        )
                    return
                stream.waited = stream.moved = 0
        # No byte waits here for longer than two ticks.
        if stream.idle:
            return
        if stream.aged:
            stream.push()
        else:
            stream.aged = not stream.writer and (stream.out or stream.head is not None)


if port.adopt:
    port.adopt(globals())
