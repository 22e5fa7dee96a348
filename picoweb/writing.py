# How to write to a stream besides, and how to end it. Loaded at first use.
from .stream import later


class Methods:
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
        if self.status and self.head is None:
            raise RuntimeError("the head has left: add_header() comes before the body")
        self.extra += later("fields").line(name, value)

    def get_extra_info(self, name, default=None):
        return address(self.peer) if name == "peername" and self.peer else default

    async def flush(self):
        # Send what waits here.
        await self.send_all()

    def push(self):
        # For the watchdog: send what waited here, without waiting.
        data = self.take()
        self.dead = True  # should the next lines fail
        count = self.sock.write(data, 0, len(data)) or 0
        self.sent += count
        if count < len(data):
            self.out = bytearray(data[count:]) + (self.out or b"")
        self.dead = False

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
