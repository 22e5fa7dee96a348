# The module `socket`, in memory: who connects is the page. Of a socket it has what picoweb takes.
from asyncio import core
from errno import EADDRINUSE, EAGAIN
from uctypes import addressof

AF_INET = 2
SOCK_STREAM = 1
SOL_SOCKET = 1
SO_REUSEADDR = 2
SO_LINGER = 13
EPIPE = 32

READING, WRITING = 0, 1
ROOM = 16384  # bytes that a connection takes at once; what wants more waits for its next turn

listening = []
connections = {}  # by the number that the page gave


def getaddrinfo(host, port, *args):
    return [(AF_INET, SOCK_STREAM, 0, "", (host, port))]


class socket:  # noqa: N801 - that is its name
    # The one that listens.

    def __init__(self, *args):
        self.address = None
        self.backlog = []

    def setblocking(self, flag):
        pass

    def setsockopt(self, *args):
        pass

    def bind(self, address):
        if address[1] in [other.address[1] for other in listening]:
            raise OSError(EADDRINUSE)
        self.address = address

    def listen(self, backlog=0):
        listening.append(self)
        page.serving()

    def accept(self):
        if not self.backlog:
            raise OSError(EAGAIN)
        connection = self.backlog.pop(0)
        return connection, ("127.0.0.1", connection.number)

    def ready(self, side):
        return self.backlog

    def close(self):
        if self in listening:
            listening.remove(self)
        while self.backlog:
            self.backlog.pop().close(True)


class Connection:
    # picoweb.testing has such an end in memory as well, which is looked at every millisecond.
    # Here whoever waits is woken, and what is written leaves at once.

    def __init__(self, number):
        self.number = number
        self.pieces = []
        self.left = False  # the page has closed
        self.room = ROOM
        self.was_reset = False
        connections[number] = self

    def setblocking(self, flag):
        pass

    def setsockopt(self, *args):
        self.was_reset = True  # SO_LINGER is all that picoweb sets

    def ready(self, side):
        return self.left or (self.room if side else self.pieces)

    def read(self, size):
        if not self.pieces:
            return b"" if self.left else None
        piece = self.pieces[0]
        if len(piece) > size:
            self.pieces[0] = piece[size:]
            return piece[:size]
        return self.pieces.pop(0)

    def write(self, buf, off=0, size=None):
        if self.left:
            raise OSError(EPIPE)
        size = min(self.room, len(buf) - off if size is None else size)
        if not self.room:
            return None
        page.data(self.number, addressof(buf) + off, size)
        self.room -= size
        if not self.room:
            core.create_task(self.make_room())
        return size

    async def make_room(self):
        await core.sleep_ms(1)
        self.room = ROOM
        core._io_queue.wake(self, WRITING)

    def arrive(self, piece):
        self.pieces.append(piece)
        core._io_queue.wake(self, READING)

    def leave(self):
        self.left = True
        core._io_queue.wake(self, READING)
        core._io_queue.wake(self, WRITING)

    def close(self, refused=False):
        if connections.pop(self.number, None):
            page.closed(self.number, refused or self.was_reset)


def connect(number):
    # The page comes to the server that was started last.
    connection = Connection(number)
    if not listening:
        return connection.close(True)
    listening[-1].backlog.append(connection)
    core._io_queue.wake(listening[-1], READING)
