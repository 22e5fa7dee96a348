# A response whose length nobody knows, on a connection that is kept (RFC 9112, 7.1): a page
# larger than the buffer, or what a generator yields.
#
#     await picoweb.start_response(resp, "text/csv")
#     await chunked.send(resp, rows())
from .port import sleep_ms


class Body:
    # The body of a response that has just begun; after the last awrite(), end() it. It is in
    # chunks where that keeps the connection. Else it goes out as it is: to a client of HTTP/1.0,
    # to one that closes, and for HEAD, which is told the length.

    def __init__(self, resp):
        self.resp = resp
        self.chunked = resp.keep and not resp.bodyless and resp.promised is None
        if self.chunked:
            resp.head += b"Transfer-Encoding: chunked\r\n"
            resp.promised = 1

    async def awrite(self, buf):
        resp = self.resp
        if isinstance(buf, str):
            buf = buf.encode()
        if not self.chunked:
            await resp.awrite(buf)
        elif buf:  # a chunk of nothing would be the last
            # More than there will be: for the stream, as for the client, the response is cut as
            # long as the last chunk is missing.
            resp.promised = resp.length + len(buf) + 20
            await resp.awrite(b"%x\r\n" % len(buf))
            await resp.awrite(buf)
            await resp.awrite(b"\r\n")

    async def end(self):
        if self.chunked:
            self.resp.promised = self.resp.length + 5
            await self.resp.awrite(b"0\r\n\r\n")


async def send(resp, pieces):
    # All that an iterable yields, as the body.
    body = Body(resp)
    turn = 0
    for piece in pieces:
        await body.awrite(piece)
        turn += 1
        if turn % 8 == 0:
            await sleep_ms(0)  # others have a turn; for HEAD, nothing else waits
    await body.end()
