# What an app does once, before it serves. Loaded for that, and gone again once it listens.
import sys

from . import port
from .server import REFUSALS
from .stream import Stream, late, load


class Methods:
    async def start(
        self, host="127.0.0.1", port=8081, debug=-1, lazy_init=False, log=None, ssl=None
    ):
        # Listen, and go on with the program, which has a loop of its own.
        self.prepare(debug, lazy_init, log, ssl)
        self.listen(host, port)

    def prepare(self, debug, lazy_init, log, ssl=None):
        self.debug = debug
        self.Stream = load("tls").streams(ssl) if ssl else Stream
        if debug >= 0:
            self.log = load("console").Log(debug, log)
        self.init()
        if not lazy_init:
            for app in self.mounts:
                app.prepare(debug, False, log)

    def listen(self, host, number):
        room = self.max_conns + REFUSALS + self.tasks + 4
        try:
            self.sock = listen(host, number, room)
        except OSError as e:
            if e.args[0] != port.EADDRINUSE:
                raise
            words = "port %s is in use; choose another with run(port=...)"
            raise OSError(e.args[0], words % number)
        make_room(port.get_event_loop(), room)
        port.spawn(self.accept(self.sock))
        if self.debug >= 0:
            plain = self.Stream is Stream
            words = "* Running on http://%s:%s/" if plain else "* Running on https://%s:%s/"
            print(words % (host, number))
        forget()


def listen(host, number, backlog):
    socket = port.socket
    info = socket.getaddrinfo(host, number, 0, socket.SOCK_STREAM)[0]
    sock = socket.socket(info[0])
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if sys.platform == "linux":
            # SO_SNDBUF: what the kernel takes at once is not seen by the client for long.
            sock.setsockopt(socket.SOL_SOCKET, 7, 16384)
        sock.bind(info[-1])
        sock.listen(backlog)
    except OSError:
        sock.close()
        raise
    return port.Socket(sock) if port.adopt else sock


def make_room(loop, count):
    # Pycopy's loop has queues of a fixed size, given by who makes it first: a full one ends it.
    if not hasattr(loop, "waitq"):
        return port.make_room(count)
    from ucollections import deque
    from utimeq import utimeq

    runq, waitq = loop.runq, loop.waitq
    loop.runq = deque((), count, True)
    loop.waitq = utimeq(count)
    while runq:
        loop.runq.append(runq.popleft())
    entry = [0, 0, 0]
    while waitq:
        waitq.pop(entry)
        loop.call_at_(*entry)


def forget():
    # This file: its memory is for requests now. What is left on the stack may point to some of it
    # for long: emptying the module frees all else.
    if not port.adopt:
        late.pop("starting", None)
        globals().clear()
