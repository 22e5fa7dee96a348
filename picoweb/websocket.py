# WebSockets (RFC 6455): messages both ways over the connection of a request, until one side ends
# it. Plain functions decide what a frame is; short coroutines move its bytes.
from .port import sleep_ms
from .stream import BLOCK, HTTPError, Stream, later

# The first byte of a frame (RFC 6455, 5.2) says what it is: 0 goes on with a message, 1 is text,
# 2 is bytes; 128 more ends the message. Control frames are never in pieces (5.5).
TEXT, BYTES, LAST, CLOSE, PING, PONG = 1, 2, 128, 0x88, 0x89, 0x8A
FIRST_BYTES = b"\x00\x01\x02\x80\x81\x82\x88\x89\x8a"


async def accept(req, resp, protocols=(), origins=None):
    # Make a WebSocket of the connection. It ends with the handler.
    return WebSocket(resp, await later("handshake").agree(req, resp, protocols, origins))


# ---- frames (RFC 6455, 5)


def frame(first, data):
    # A frame as a server sends it: unmasked.
    size = len(data)
    if size < 126:
        head = bytes((first, size))
    elif size < 65536:
        head = bytes((first, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, 127)) + size.to_bytes(8, "big")
    return head + data


def frame_head(data):
    # What data begins with: (first byte, size of the head, size of the payload); None as long as
    # that is not known.
    if len(data) < 2:
        return None
    first, size = data[0], data[1] - 128
    head, least = 2, 0
    if size > 125:
        head, least = (4, 126) if size == 126 else (10, 65536)
        if len(data) < head:
            return None
        size = int.from_bytes(data[2:head], "big")
    # Masked, of a known kind, its length in the shortest form, and a control frame short.
    if size < least or first not in FIRST_BYTES or first >= CLOSE and size > 125:
        raise HTTPError(1002)
    return first, head + 4, size


def unmask(data, start, end):
    # The payload between start and end; its mask stands before it (5.3). In blocks, each as one
    # number: byte by byte takes six times as long.
    payload = bytearray(end - start)
    mask = data[start - 4 : start] * 64
    for at in range(start, end, 256):
        block = data[at : min(at + 256, end)]
        size = len(block)
        number = int.from_bytes(block, "big") ^ int.from_bytes(mask[:size], "big")
        payload[at - start : at - start + size] = number.to_bytes(size, "big")
    return bytes(payload)


def text_of(data):
    try:
        text = data.decode()
        if len(text) < len(data):
            later("utf8").check(data)
        return text
    except UnicodeError:
        raise HTTPError(1007)


def may_be_said(code):
    # Which codes a Close may have in it (7.4).
    return 999 < code < 1015 and not 1003 < code < 1007 or 2999 < code < 5000


def farewell(data):
    # The payload of a Close: (code, reason); 1005 stands for no code.
    if not data:
        return 1005, ""
    code = int.from_bytes(data[:2], "big")
    if len(data) == 1 or not may_be_said(code):
        raise HTTPError(1002)
    return code, text_of(data[2:])


class WebSocket:
    MAX_MESSAGE = 4096  # bytes of a message that the client may send

    code = None  # once it is closed: how (7.4.1)
    reason = ""
    asked = False  # the client was silent, and has been sent a Ping
    ended = False  # our Close has left, or a frame was cut: no other can follow
    writing = False  # a frame is on its way
    kind = 0  # of the message whose fragments come; 0: there is none
    parts = b""  # what has come of it
    more = False  # the next send() goes on with a message

    def __init__(self, stream, protocol):
        self.stream = stream
        self.protocol = protocol
        stream.status = 101
        stream.keep = False
        stream.promised = 0  # so that a failure does not reset the connection
        # From now on the stream is given up, and ends, in frames.
        stream.give_up = self.ask
        stream.finish = self.close
        stream.close = self.hang_up

    # ---- messages

    async def receive(self):
        # The next message, text or bytes; None when there are no more.
        try:
            while self.code is None:
                message = await self.take(*await self.read_frame())
                if message is not None:
                    return message
        except HTTPError as e:
            self.code = e.status
            await self.close(self.code)
        except (OSError, EOFError):
            self.code = 1006
            self.stream.dead = True

    def __aiter__(self):
        return self

    async def __anext__(self):
        message = await self.receive()
        if message is None:
            raise StopAsyncIteration
        return message

    async def send(self, message, more=False):
        # Text or bytes. More: the next send() goes on with this message.
        kind = BYTES
        if isinstance(message, str):
            kind, message = TEXT, message.encode()
        elif not isinstance(message, (bytes, bytearray, memoryview)):
            raise ValueError("a message is text or bytes, and not %r" % (message,))
        first = (0 if self.more else kind) + (0 if more else LAST)
        self.more = more
        if not await self.write(first, message):
            raise OSError("the WebSocket is closed")

    async def close(self, code=1000, reason=""):
        # Say so, and wait for the client to do the same, for `timeout` seconds at most.
        if not may_be_said(code) or len(reason.encode()) > 123:
            raise ValueError("no Close can say %r, %r" % (code, reason))
        stream = self.stream
        self.asked = stream.in_head = True  # it has one deadline, whatever comes meanwhile
        stream.waited = 0
        try:
            await self.write(CLOSE, code.to_bytes(2, "big") + reason.encode())
        except OSError:
            pass  # the client has left
        while self.code is None:
            if stream.reader:
                await sleep_ms(5)  # another task receives
            else:
                await self.receive()
        if stream.kept:
            stream.close()

    # ---- frames

    async def read_frame(self):
        # (first byte, payload) of a frame. Until it has come whole it stays in the stream's
        # buffer, so that a task that waits here can be cancelled.
        # It is one piece: each step looks at the same half a frame.
        stream = self.stream
        await sleep_ms(0)  # a client that sends many at once leaves others their turn
        while True:
            first, start, size = frame_head(stream.buffer) or (0, BLOCK, 0)
            if first < CLOSE and size + len(self.parts) > self.MAX_MESSAGE:
                raise HTTPError(1009)
            end = start + size
            if len(stream.buffer) >= end:
                break
            stream.left = 0  # so that the watchdog counts the time
            data = await stream.receive(BLOCK)
            if not data:
                raise EOFError
            stream.buffer += data
            if self.writing:
                stream.moved -= len(data)  # who sends but does not read gains nothing
        data = stream.buffer
        stream.buffer = data[end:]
        if not self.ended:
            self.asked = False
        return first, unmask(data, start, end)

    async def take(self, first, data):
        # The message that a frame completes, or None.
        if first == PING:
            await self.write(PONG, data)
        elif first == CLOSE:
            self.code, self.reason = farewell(data)
            await self.write(CLOSE, data[:2])
            self.stream.dead = True
        if first >= CLOSE:
            return None
        kind = first % LAST
        if (kind > 0) == (self.kind > 0):
            raise HTTPError(1002)  # the first fragment has a kind, the others have not
        self.kind = kind or self.kind
        self.parts += data
        if first < LAST:
            return None
        kind, data, self.kind, self.parts = self.kind, self.parts, 0, b""
        return text_of(data) if kind == TEXT else data

    async def write(self, first, data):
        # Whether a frame could still be sent.
        stream = self.stream
        while self.writing:
            await sleep_ms(5)  # one after the other
        if self.ended:
            return False
        self.writing = self.ended = True
        try:
            await stream.send(stream.take() + frame(first, data))
            self.ended = first == CLOSE
        finally:
            self.writing = False
        return True

    # ---- what the stream's methods were

    def ask(self):
        # The client was silent, or did not read, for `timeout`: once it is asked if it is there.
        stream = self.stream
        if self.asked:
            return Stream.give_up(stream)
        self.asked = True
        stream.waited = stream.moved = 0
        self.push(PING, b"")

    def hang_up(self):
        # The handler failed, or the app stops.
        stream = self.stream
        if not (self.ended or stream.dead):
            code = 1001 if stream.app.closing else 1011
            self.push(CLOSE, code.to_bytes(2, "big"))
        self.asked = True
        Stream.close(stream)

    def push(self, first, data):
        # Without waiting: what cannot leave now leaves later.
        stream = self.stream
        try:
            stream.out = bytearray(stream.take() + frame(first, data))
            if not self.writing:
                stream.push()
        except (OSError, MemoryError):
            pass  # the client has left, or is told by the end of the line alone
