# What a page's WebSocket is, for a client of picoweb.testing: in memory or over a socket. Loaded
# with the first.
from .stream import HTTPError, later
from .testing_response import Response
from .websocket import BYTES, CLOSE, LAST, PING, PONG, TEXT
from .websocket import farewell, frame, frame_head, text_of, unmask

KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # that of RFC 6455, 1.3
MASK = b"\x37\xfa\x21\x3d"  # and that of 5.7: nobody here needs them to be a secret


def masked(first, data):
    # A frame as a client sends it.
    said = frame(first, data)
    head = len(said) - len(data)
    size = bytes((said[1] | 128,))
    return said[:1] + size + said[2:head] + MASK + unmask(MASK + data, 4, 4 + len(data))


def server_frame(data):
    # What data begins with: (first byte, size of the head, size of the payload), or None.
    if len(data) < 2:
        return None
    if data[1] > 127:
        raise ValueError("the server masked a frame")
    whole = frame_head(data[:1] + bytes((data[1] | 128,)) + data[2:])
    return whole and (whole[0], whole[1] - len(MASK), whole[2])


def handshake(protocols, headers):
    lines = {
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": KEY,
        "Sec-WebSocket-Version": "13",
    }
    if protocols:
        lines["Sec-WebSocket-Protocol"] = ", ".join(protocols)
    lines.update(headers or {})
    return lines


class WebSocket:
    code = None  # once it is closed: how, and why
    reason = ""
    ended = False  # our Close has left

    def __init__(self, client, path, protocols=(), headers=None):
        said = client.compose("GET", path, headers=handshake(protocols, headers))
        said = said.replace(b"Connection: close", b"Connection: Upgrade, close", 1)
        self.talk = client.converse(said)
        self.memory = getattr(self.talk, "memory", None)
        if self.memory:
            self.memory.said_all = False
        self.data = b""
        self.open()

    def open(self):
        while b"\r\n\r\n" not in self.data:
            self.hear()
        head, _, rest = self.data.partition(b"\r\n\r\n")
        self.headers = Response(head, True).headers
        if not head.startswith(b"HTTP/1.1 101 "):
            self.refused()
        proof = later("handshake").proof_of(KEY.encode()).decode()
        if self.headers.get("Sec-WebSocket-Accept") != proof:
            raise ValueError("the answer is not to our key: %r" % head)
        self.protocol = self.headers.get("Sec-WebSocket-Protocol")
        self.data = rest

    def refused(self):
        # Raise what the server answered instead.
        try:
            while True:
                self.hear()
        except EOFError:
            answer = Response(self.data)
        self.leave()
        raise HTTPError(answer.status, answer.text)

    def hear(self):
        more = self.talk.more()
        if not more:
            raise EOFError
        self.data += more

    def say(self, first, data):
        said = masked(first, data)
        if self.memory:
            self.memory.pieces.append(said)
        else:
            self.talk.say(said)

    def send(self, message):
        if self.ended:
            raise OSError("the WebSocket is closed")
        if isinstance(message, str):
            self.say(LAST + TEXT, message.encode())
        else:
            self.say(LAST + BYTES, message)

    def receive(self):
        # The next message, text or bytes; None when there are no more.
        kind, message = 0, b""
        while self.code is None:
            first, data = self.next_frame()
            if first == PING:
                self.say(PONG, data)
            if first == CLOSE:
                self.code, self.reason = farewell(data)
                self.say_close(data[:2])
            if first < CLOSE:
                kind = kind or first % LAST
                message += data
                if first >= LAST:
                    return text_of(message) if kind == TEXT else message

    def next_frame(self):
        # (first byte, payload); a line that breaks reads as a Close that says so.
        try:
            whole = server_frame(self.data)
            while not whole or len(self.data) < whole[1] + whole[2]:
                self.hear()
                whole = server_frame(self.data)
        except EOFError:
            self.code, self.ended = 1006, True
            return 0, b""
        first, start, size = whole
        data, self.data = self.data[start : start + size], self.data[start + size :]
        return first, data

    def say_close(self, data):
        if not self.ended:
            self.ended = True
            self.say(CLOSE, data)

    def close(self, code=1000, reason=""):
        self.say_close(code.to_bytes(2, "big") + reason.encode())
        while self.receive() is not None:
            pass
        self.leave()

    def leave(self):
        if self.memory:
            while self.talk.more():
                pass  # the handler ends by itself
        self.talk.end()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
