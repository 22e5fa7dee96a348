# The stream: one object to read the request from and to write the response to, the same on
# every Python and over memory. It reads in blocks, gathers small writes, and holds no buffer
# while nothing is in it.
import gc
import sys

from .port import ETIMEDOUT, wait, wake

CRLF = b"\r\n"
ROOM = 2048  # words; 8 KB on a board
BLOCK = 1400  # bytes; about what one TCP segment carries
UNREAD = 4096  # bytes of a body that nobody reads and that are worth reading for the connection


class HTTPError(Exception):
    # Raise it to have picoweb answer for you: HTTPError(404), HTTPError(400, "text").
    def __init__(self, status, text=None):
        self.status = status
        self.text = text


late = {}  # what later() has loaded


def later(name):
    # A module that most programs never use, loaded at its first use, and let go where memory is
    # short: such modules keep nothing from one use to the next. Who is still at work in one holds
    # it by its functions. It is none of sys.modules: what a program itself imports stays there.
    if name in late:
        return late[name]
    there = "picoweb." + name in sys.modules
    module = load(name)
    if not there:
        del sys.modules["picoweb." + name]
        delattr(sys.modules["picoweb"], name)
    late[name] = module
    return module


def load(name):
    # A module that is loaded at its first use, and stays: objects made of it do so as well.
    module = "picoweb." + name
    if module not in sys.modules:
        make_room()
        gc.collect()
        try:
            __import__(module)
        except Exception as e:
            # What was begun stays behind, on boards, and would pass for the whole.
            sys.modules.pop(module, None)
            if not late or not isinstance(e, MemoryError):
                raise
            late.clear()  # it needs their room
            return load(name)
    return sys.modules[module]


def make_room():
    # Where so much is not free in one piece, what was loaded late makes way. Clearing the list
    # frees its room at once: what is left on the stack may point to it for long.
    if late:
        try:
            room = [None] * ROOM
            room.clear()
        except MemoryError:
            late.clear()


def elsewhere(self, name):
    # For __getattr__: a method that most programs never use is in a class of its own.
    function = getattr(later(later("elsewhere").module(name)).Methods, name)
    return lambda *args, **kwargs: function(self, *args, **kwargs)


class Stream:
    # What a stream seldom changes stays on the class: it costs a connection nothing there.

    owner = None  # the task that serves it

    # Reading
    buffer = b""  # what has arrived and nobody has asked for
    left = 0  # bytes of the request's body to come; None: whatever the client sends
    chunks = None  # decodes a chunked body: a coroutine function that sets left
    expect = False  # the client waits for 100 Continue before it sends the body

    # Writing
    extra = buffer  # header lines to go with the next head
    keep = True  # the connection may serve another request
    status = 0  # of the response, or of the one before
    bodyless = False  # what is written as body is only counted: HEAD, 204, 304

    # Waiting, for the watchdog, which counts in its own ticks
    reader = None  # the task that waits for the client to send
    writer = None  # the task that waits for the client to receive
    waited = 0  # ticks spent so since ...
    moved = 0  # ... and bytes moved meanwhile
    aged = False  # what waits here was already here a tick ago
    idle = True  # no byte of a request yet
    in_head = False  # the head has one deadline, however much of it arrives

    dead = False  # timed out, broken, or closed: every operation fails
    kept = False  # the handler returned False: the stream is the program's

    wait = wait

    def __init__(self, app, sock, peer=None):
        self.app = app
        self.sock = sock
        self.peer = peer

    def forget(self):
        # Before each response, and for one of which nothing has left.
        self.status = 0  # until start_response()
        self.head = None  # bytes of the response's head, as long as they wait here
        self.out = None  # bytes of body that wait here; None: what is written goes out at once
        self.length = 0  # bytes of body that the handler wrote
        self.promised = None  # bytes of body that its Content-Length said
        self.sent = 0  # bytes that left, head and all

    __getattr__ = elsewhere

    async def receive(self, n):
        # At most n bytes, as soon as there are any; b"" once the client has left.
        while not self.dead:
            self.dead = True  # should the next lines fail
            try:
                data = self.sock.read(n)
            except MemoryError:
                late.clear()  # for the next one
                data = self.sock.read(64)  # nothing was read, for want of room for so much
            self.dead = False
            if data is not None:
                self.moved += len(data)
                return data
            await self.wait()
        raise OSError(ETIMEDOUT)

    async def send(self, buf):
        start = 0
        while start < len(buf):
            if self.dead:
                raise OSError(ETIMEDOUT)
            self.dead = True  # should the next line fail
            count = self.sock.write(buf, start, len(buf) - start)
            self.dead = False
            if count:
                start += count
                self.moved += count
                self.sent += count
            else:
                await self.wait(True)

    async def read_head(self, max_line, max_head):
        # The request line and the header lines as they came, without the empty line that ends
        # them; b"" if the client left before it sent any.
        # It is one piece: every step looks at the same half a head.
        self.in_head = True
        forgiven = CRLF  # one empty line before the request line: RFC 9112, 2.2
        while True:
            if forgiven and self.buffer[:2] == forgiven:
                self.buffer = self.buffer[2:]
                forgiven = None
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            # Every LF has its CR (RFC 9112, 2.2); who sends others may wait for an answer now.
            if head.count(b"\n") != head.count(CRLF):
                raise HTTPError(400)
            if not end:
                head = head.rstrip(CRLF)
            if len(head.partition(CRLF)[0]) > max_line:
                raise HTTPError(414)
            if len(head) > max_head:
                raise HTTPError(431)
            if end:
                self.buffer = rest
                return head
            more = await self.receive(512)
            if not more:
                if head:
                    raise HTTPError(400)
                return more
            self.buffer += more

    async def awrite(self, buf, off=0, sz=-1):
        # Text is sent as UTF-8. Off and sz choose a part of buf.
        # It is one piece: every page goes through it, many of them in thirty parts.
        if off or sz >= 0:
            buf = buf[off : off + sz if sz >= 0 else None]
        if isinstance(buf, str):
            buf = buf.encode()
        if self.dead:
            raise OSError(ETIMEDOUT)
        self.length += len(buf)
        if not self.status and not self.kept:
            return await self.write_raw(buf)
        if self.bodyless:
            return
        if self.promised is not None and self.length > self.promised:
            raise ValueError("more was written than Content-Length says")
        out = self.out
        if out is not None and len(out) + len(buf) <= BLOCK:
            try:
                return out.extend(buf)
            except MemoryError:
                pass  # no room for both in one place
        if out or self.head is not None:
            await self.send_all(buf)
        else:
            await self.send(buf)

    async def send_all(self, buf=b""):
        # What waits here, and buf; in one piece, where there is room for that.
        data = self.take()
        if self.out:  # it was its head alone
            await self.send(data)
            data = self.take()
        if data and buf:
            try:
                buf = data + buf
                data = b""
            except MemoryError:
                pass
        if data:
            await self.send(data)
        await self.send(buf)

    def promise(self, length):
        # Say in the head how long the body is, unless the program has said.
        if self.promised is None:
            self.promised = length
            self.head += b"Content-Length: %d\r\n" % length

    def take(self, end=False):
        # What waits here, or its head alone. End: no body follows, so its length is known.
        # It is one piece: the head gets its last lines where it meets its body.
        self.aged = False
        data = self.out or b""
        if self.head is not None:
            if end:
                self.promise(self.length)
            elif self.promised is None:
                self.keep = False
            # More of the request may come than is worth reading.
            if self.expect or self.left and self.left > UNREAD:
                self.keep = False
            head = self.head
            if not self.keep:
                head += b"Connection: close\r\n"
            head += self.extra + CRLF
            self.head = None
            try:
                data = head + data
            except MemoryError:
                return head  # its body waits on
        if self.out:
            self.out = bytearray()
        return data

    async def finish(self):
        # End the response, and pass over what the handler left unread.
        if not self.length and not self.status:
            raise RuntimeError("the handler wrote nothing and returned nothing")
        if self.promised and not self.bodyless and self.length < self.promised:
            raise ValueError("less was written than Content-Length says")
        await self.send(self.take(True))
        if self.out:  # its head went alone
            await self.send_all()
        if self.keep and (self.left or self.chunks):
            await self.pass_over()

    def give_up(self):
        # Every later operation fails with ETIMEDOUT, and one that waits now.
        self.dead = True
        self.keep = False
        if self.reader:
            wake(self.reader, self.sock)
        if self.writer:
            wake(self.writer, self.sock)

    def close(self):
        if self.sock:
            self.app.streams.remove(self)
            try:
                self.give_up()  # it may want memory
            finally:
                self.sock.close()
                self.sock = None
