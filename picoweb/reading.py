# What a stream can besides: the methods that many programs never use, loaded with the first.
from .stream import BLOCK, UNREAD, HTTPError


class Methods:
    async def read(self, n=-1):
        # What has arrived, at most n bytes; b"" where the request's body ends.
        if not self.left:
            if self.chunks:
                await self.chunks(self)
            if self.left == 0:
                return b""
        data = self.buffer
        expect, self.expect = self.expect, False
        if not data:
            if expect:
                await self.send(b"HTTP/1.1 100 Continue\r\n\r\n")
                self.sent = 0
            data = await self.receive(BLOCK)
            if not data and self.left:
                raise EOFError
        if n < 0 or n > len(data):
            n = len(data)
        if self.left is not None:
            n = min(n, self.left)
            self.left -= n
        self.buffer = data[n:]
        return data[:n]

    def unread(self, data):
        # Have it read again.
        self.buffer = data + self.buffer
        if self.left is not None:
            self.left += len(data)

    async def readexactly(self, n):
        data = b""
        while len(data) < n:
            part = await self.read(n - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    async def readline(self):
        # With its "\n"; without one only where the body ends. At most two blocks long.
        text = b""
        while not text.endswith(b"\n"):
            part = await self.read()
            if not part:
                break
            if len(text) > BLOCK:
                raise HTTPError(413)
            end = part.find(b"\n") + 1 or len(part)
            self.unread(part[end:])
            text += part[:end]
        return text

    async def pass_over(self):
        # A body that the handler left stands before the next request; a long one is not worth it.
        room = UNREAD
        try:
            while self.left or self.chunks:
                room -= len(await self.read())
                if room < 0:
                    self.keep = False
                    return
        except (EOFError, HTTPError):
            self.keep = False

    def awritestr(self, s):
        return self.awrite(s)

    async def awriteiter(self, iterable):
        for buf in iterable:
            await self.awrite(buf)

    async def write_raw(self, buf):
        # The handler writes its own status line. For HEAD, only its head goes out.
        if not self.sent and not self.out and buf[:5] != b"HTTP/":
            raise RuntimeError("await start_response() before you write, or write a status line")
        self.keep = False
        if not self.bodyless:
            return await self.send(buf)
        self.out = (self.out or b"") + buf
        end = self.out.find(b"\r\n\r\n") + 4
        if end > 3:
            head, self.out = self.out[:end], None
            self.status = int(head[9:12])
            await self.send(head)

    def add_header(self, name, value):
        # A line that goes out with the head that comes later. Several of one name are fine.
        from .fields import line

        if self.status and self.head is None:
            raise RuntimeError("the head has left: add_header() comes before the body")
        self.extra += line(name, value)

    def get_extra_info(self, name, default=None):
        return address(self.peer) if name == "peername" and self.peer else default

    async def keep_for_program(self):
        # The handler returned False: from now on the stream is whoever's has a reference.
        self.kept = True
        self.keep = False
        self.left = None
        await self.flush()
        self.out = None

    async def aclose(self):
        if self.sock:
            try:
                await self.flush()
            except OSError:
                pass  # the client has left
            self.close()


def address(peer):
    # Boards say (host, port), unix builds the bytes of a struct sockaddr_in.
    if isinstance(peer, tuple):
        return "%s:%d" % (peer[0], peer[1])
    return "%d.%d.%d.%d:%d" % (peer[4], peer[5], peer[6], peer[7], peer[2] * 256 + peer[3])
