# How to read a body from a stream. Loaded with the first request that has one.
from .stream import BLOCK, UNREAD, HTTPError


class Methods:
    async def read(self, n=-1):
        # What has arrived, at most n bytes; b"" where the request's body ends.
        # It is one piece: a body of many pieces goes through it many times.
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
            data = await self.receive(min(self.left or BLOCK, BLOCK))
            if not data and self.left:
                raise EOFError
        if n < 0 or n > len(data):
            n = len(data)
        if self.left is not None:
            n = min(n, self.left)
        # Should memory run out here, nothing of it is lost.
        self.buffer = data
        part = data[:n]
        self.buffer = data[n:]
        if self.left is not None:
            self.left -= n
        return part

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
