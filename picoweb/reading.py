# How to read a body from a stream. Loaded with the first request that has one.
from .stream import BLOCK


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
