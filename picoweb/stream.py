# The stream: one object to read the request from and to write the response to. It is the same
# on every Python and over memory. It reads in blocks, gathers small writes, and holds no buffer
# while nothing is in it.
from . import port

BLOCK = 1400  # bytes; about what one TCP segment carries
HEAD_BLOCK = 512  # bytes; the head of most requests fits
LINGER = 4096  # bytes of unread body to read for the sake of the connection
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
NO_BODY = (204, 304)  # and all of 1xx: RFC 9110, 6.4.1


class HTTPError(Exception):
    # Raise it to have picoweb answer for you: HTTPError(404), HTTPError(400, "text").
    def __init__(self, status, text=None):
        super().__init__(status, text)
        self.status = int(status)
        self.text = text


class Stream:
    # What a stream seldom changes stays on the class: it costs a connection nothing there.

    # Reading
    buffer = b""  # what has arrived and was not asked for
    left = 0  # bytes of the request's body to come; None: whatever the client sends
    chunks = None  # decoder of a chunked body
    expect = False  # the client waits for 100 Continue before it sends the body

    # Writing
    head = None  # bytes of the response's head that start_response() began and that wait here
    out = b""  # bytes of the body that wait here
    extra = b""  # lines that add_header() left for the head
    status = 0  # of the response; 0 until start_response()
    length = 0  # bytes of body that the handler wrote
    promised = None  # bytes of body that its Content-Length said
    sent = 0  # bytes that left, head and all
    bodyless = False  # HEAD: what is written as body is only counted
    gather = False  # small writes wait for each other
    keep = False  # the connection may serve another request
    date = b""  # the Date line, if the clock is set

    # Waiting: the watchdog counts in its own ticks
    reader = None  # the task that waits for the client to send
    writer = None  # the task that waits for the client to receive
    waited = 0  # ticks spent so since ...
    moved = 0  # ... and bytes moved meanwhile
    aged = False  # what waits in here was already here a tick ago
    idle = False  # no byte of the next request yet
    in_head = False  # the whole head has one deadline, however much of it arrives
    served = False  # a request came here before

    # The end
    dead = False  # timed out or given up: every operation fails
    closed = False
    linger = False  # read on a little before closing, so that the client sees the answer
    server = None  # who is told of the end
    owner = None  # the task that serves it
    kept = False  # the handler returned False: the stream is the program's

    def __init__(self, sock, peer=None):
        self.sock = sock
        self.peer = peer

    def get_extra_info(self, name, default=None):
        if name == "peername" and self.peer:
            return port.address(self.peer)
        return default

    # ---- reading

    def readable(self):
        return port.readable(self)

    def writable(self):
        return port.writable(self)

    async def receive(self, size):
        # At most so many bytes as soon as there are any, b"" once the client has left.
        while True:
            if self.dead:
                raise OSError(port.ETIMEDOUT)
            try:
                data = self.sock.read(size)
            except OSError:
                self.dead = True
                raise
            if data is not None:
                self.moved += len(data)
                return data
            self.reader = port.current_task()
            try:
                await self.readable()
            finally:
                self.reader = None

    async def read_head(self, max_line, max_head):
        # The request line and the header lines as they came, without the empty line that ends
        # them. b"" if the client left before it sent any.
        self.in_head = True
        if not self.buffer:
            self.idle = True
            self.buffer = await self.receive(HEAD_BLOCK)
            self.idle = False
        self.waited = 0
        if self.buffer[:1] == b"\r":
            await self._skip_empty_line(max_line)
        end = self.buffer.find(b"\r\n\r\n")
        while end < 0 and self.buffer:
            check_head(self.buffer, max_line, max_head)
            more = await self.receive(HEAD_BLOCK)
            if not more:
                raise HTTPError(400)
            end = max(len(self.buffer) - 3, 0)
            self.buffer += more
            end = self.buffer.find(b"\r\n\r\n", end)
        head = self.buffer[: max(end, 0)]
        check_head(head, max_line, max_head)
        self.buffer = self.buffer[end + 4 :]
        self.in_head = False
        self.waited = self.moved = 0
        return head

    async def _skip_empty_line(self, max_line):
        # RFC 9112, 2.2: some clients send one after the body before.
        while len(self.buffer) < 3:
            more = await self.receive(HEAD_BLOCK)
            if not more:
                self.buffer = b""
                return
            self.buffer += more
        if self.buffer[:2] == b"\r\n":
            self.buffer = self.buffer[2:]

    async def _ready(self):
        # How many bytes of the body are in the buffer; 0 where the body ends.
        if self.left == 0 and self.chunks:
            await self.chunks.next(self)
        if self.left == 0:
            return 0
        if not self.buffer:
            if self.expect:
                self.expect = False
                await self.send(CONTINUE)
                self.sent = 0
            self.buffer = await self.receive(BLOCK)
            if not self.buffer and self.left:
                raise EOFError
        if self.left is None:
            return len(self.buffer)
        return min(len(self.buffer), self.left)

    def _take(self, size):
        data = self.buffer[:size]
        self.buffer = self.buffer[size:]
        if self.left is not None:
            self.left -= size
        return data

    async def read(self, n=-1):
        # What has arrived, at most n bytes; b"" where the request's body ends.
        ready = await self._ready() if n else 0
        return self._take(ready if n < 0 else min(n, ready))

    async def readexactly(self, n):
        data = b""
        while len(data) < n:
            part = await self.read(n - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    async def readline(self):
        # With its "\n"; without one only where the body ends. Longer than BLOCK is refused.
        line = b""
        while not line.endswith(b"\n"):
            ready = await self._ready()
            if not ready:
                break
            line += self._take(self.buffer.find(b"\n", 0, ready) + 1 or ready)
            if len(line) > BLOCK:
                raise HTTPError(413)
        return line

    # ---- writing

    async def awrite(self, buf, off=0, sz=-1):
        # Text is sent as UTF-8. Off and sz choose a part of buf.
        if off or sz >= 0:
            buf = buf[off : len(buf) if sz < 0 else off + sz]
        if isinstance(buf, str):
            buf = buf.encode()
        self.length += len(buf)
        if self.promised is not None and self.length > self.promised:
            raise ValueError("more was written than Content-Length: %d says" % self.promised)
        if self.bodyless:
            if not self.status:
                await self._raw_head(buf)
            return
        if not self.gather:
            await self.flush()
            await self.send(buf)
            return
        if len(self.out) + len(buf) > BLOCK:
            await self.flush()
        if self.head is None and len(buf) >= BLOCK:
            await self.send(buf)
        elif self.out:
            self.out.extend(buf)
        else:
            self.out = bytearray(buf)

    async def _raw_head(self, buf):
        # HEAD, and the handler writes its own status line: only what ends with the head goes out.
        self.out = bytes(self.out) + buf
        end = self.out.find(b"\r\n\r\n") + 4
        if end > 3:
            head, self.out = self.out[:end], b""
            self.status = 200
            await self.send(head)

    async def awritestr(self, s):
        await self.awrite(s)

    async def awriteiter(self, iterable):
        for buf in iterable:
            await self.awrite(buf)

    async def flush(self):
        # Send what waits here.
        if self.dead:
            raise OSError(port.ETIMEDOUT)
        if self.out or self.head is not None:
            await self.send(self.waiting())

    async def send(self, buf):
        start = 0
        while start < len(buf):
            if self.dead:
                raise OSError(port.ETIMEDOUT)
            try:
                count = self.sock.write(buf, start, len(buf) - start)
            except OSError:
                self.dead = True
                raise
            if count:
                start += count
                self.moved += count
                self.sent += count
            else:
                self.writer = port.current_task()
                try:
                    await self.writable()
                finally:
                    self.writer = None

    def begin(self, status, head, length=None, gather=True):
        # What start_response() has to say: the head goes out with the first bytes of the body.
        if self.status:
            raise RuntimeError("start_response was called twice")
        self.status = status
        self.head = head
        self.gather = gather
        if status < 200 or status in NO_BODY:
            self.bodyless = True
            self.promised = None
        else:
            self.promised = length

    def reset(self):
        # Before each request: nothing read, nothing written.
        self.chunks = None
        self.left = 0
        self.expect = self.bodyless = self.keep = False
        self.linger = True  # until the whole head is known
        self.extra = b""
        self.forget()

    def forget(self):
        # Drop a response of which nothing has left.
        self.head = self.promised = None
        self.out = b""
        self.status = self.length = self.sent = 0
        self.gather = False

    def waiting(self, whole=False):
        # Take what waits here. Whole: no body follows, so its length is known.
        head, body = self.head, self.out
        self.out = b""
        self.aged = False
        if head is None:
            return body
        self.head = None
        if self.expect or self.left and self.left > LINGER:
            self.keep = False  # more of the request may come than is worth reading
        if self.promised is None:
            if self.status < 200 or self.status in NO_BODY:
                pass
            elif whole:
                head += b"Content-Length: %d\r\n" % self.length
            else:
                self.keep = False
        if not self.keep:
            head += b"Connection: close\r\n"
        return head + self.date + self.extra + b"\r\n" + body

    def give_back(self, lines):
        # For headers="leave": the header lines are to be read again, before the body.
        lines = lines + b"\r\n\r\n" if lines else b"\r\n"
        self.buffer = lines + self.buffer
        self.left += len(lines)
        self.keep = False

    async def finish(self):
        # End the response. keep says whether the connection may serve another request.
        if self.closed:
            self.keep = False
            return
        if not self.status and not self.length:
            raise RuntimeError("the handler wrote nothing and returned nothing")
        if self.promised is not None and self.length < self.promised and not self.bodyless:
            raise ValueError(
                "%d of the %d bytes that Content-Length says were written"
                % (self.length, self.promised)
            )
        await self.send(self.waiting(True))
        if self.left or self.chunks:
            await self._read_rest()

    async def _read_rest(self):
        # A body that the handler did not read stands before the next request.
        room = LINGER
        while self.keep and (self.left or self.chunks):
            room -= len(await self.read())
            if room < 0:
                self.keep = False
        self.linger = not self.keep

    def push(self):
        # The watchdog's: send what waited, without waiting.
        data = self.waiting()
        count = self.sock.write(data, 0, len(data)) or 0
        self.sent += count
        if count < len(data):
            self.out = bytearray(data[count:])

    def add_header(self, name, value):
        # A line that goes out with the head that comes later. Several of one name are fine.
        from .fields import lines

        self.extra += lines(((name, value),))

    # ---- the end

    def give_up(self):
        # Every later operation fails with ETIMEDOUT, one that waits now as well.
        self.dead = True
        woken = False
        for task in (self.reader, self.writer):
            if task and port.wake(task, self.sock):
                woken = True
        return woken

    def close(self):
        if not self.closed:
            self.closed = True
            self.give_up()
            self.sock.close()
            if self.server:
                self.server.release(self)

    async def aclose(self):
        if not self.closed:
            try:
                await self.flush()
            finally:
                self.close()


def check_head(head, max_line, max_head):
    line_end = head.find(b"\r\n")
    if (len(head) if line_end < 0 else line_end) > max_line:
        raise HTTPError(414)
    if len(head) > max_head:
        raise HTTPError(431)
    # Every LF of a head has its CR (RFC 9112, 2.2). Some client may wait for an answer to a
    # head that ends in another way.
    if head.count(b"\n") != head.count(b"\r\n"):
        raise HTTPError(400)
