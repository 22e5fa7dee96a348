# Any app as one of ASGI 3, for uvicorn, hypercorn and their like. For CPython alone.
#
# A request becomes what a client would have said over a socket, and what the app answers becomes
# events again. So all in between is picoweb as ever: its limits, its errors, its streams.
import asyncio
import logging
from errno import EPIPE
from urllib.parse import quote

from .stream import Stream

ROOM = 65536  # bytes that the app may be ahead of the server
# What is between the client and the server alone (RFC 9110, 7.6.1), and what the server does.
HOP = (b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade")
THEIRS = HOP + (b"expect",)
OURS = HOP + (b"date",)
CLOSE_AFTER = (b"Connection", b"close")
UPGRADE = (
    (b"Upgrade", b"websocket"),
    (b"Connection", b"Upgrade, close"),  # if it is refused
    (b"Sec-WebSocket-Version", b"13"),
    (b"Sec-WebSocket-Key", b"cGljb3dlYiBvdmVyIEFTRw=="),  # nobody looks at the answer
)
TEXT, BYTES, CLOSE, PING, PONG = 1, 2, 8, 9, 10  # RFC 6455, 5.2


class Cut(Exception):
    # The response ended before its end. The server has to end the connection, and does.
    pass


class ASGI:
    def __init__(self, app, log=None):
        self.app = app
        self.log = log or Log()
        self.loop = None

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await self.live(receive, send)
        self.begin()
        line = WebSocketLine(scope) if scope["type"] == "websocket" else Line(scope)
        await line.serve(self.app, receive, send)

    def begin(self):
        # Before the first request; servers without a lifespan do not say when that is.
        app = self.app
        if self.loop is None:
            app.prepare(0, False, self.log)
            app.Stream = ServedStream
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop = loop
            app.watched = False  # the watchdog ended with the loop before

    async def live(self, receive, send):
        await receive()
        try:
            self.begin()
        except Exception as e:
            self.log.exc(e, "init(): %r" % e)
            return await send({"type": "lifespan.startup.failed", "message": repr(e)})
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.app.stop()
        self.app.abort()
        await asyncio.sleep(0)  # what was cancelled ends
        await send({"type": "lifespan.shutdown.complete"})


class Log:
    # Errors go to the logger "picoweb". The server has an access log of its own.

    def exc(self, e, message):
        logging.getLogger("picoweb").error(message, exc_info=e)

    def info(self, *args):
        pass

    error = debug = info


class ServedStream(Stream):
    def __init__(self, app, sock, peer=None):
        super().__init__(app, sock)  # without a peer: there is no socket to linger over
        self.scope = sock.scope
        self.scheme = "https" if self.scope.get("scheme") in ("https", "wss") else "http"

    def get_extra_info(self, name, default=None):
        if name == "peername" and self.scope.get("client"):
            return "%s:%s" % tuple(self.scope["client"])
        return self.scope.get(name, default)


class Line:
    # What the app takes for a socket: read, write, close, setsockopt, ready, wake.

    prefix = "http.response"

    def __init__(self, scope):
        self.scope = scope
        self.incoming = b""  # for the app to read
        self.ended = False  # nothing more will come
        self.outgoing = bytearray()  # for the server
        self.news = asyncio.Event()  # there is something outgoing, or the app has closed
        self.empty = asyncio.Event()  # the app has read all
        self.waiters = {}
        self.left = False  # the client is gone
        self.closed = False  # the app is done ...
        self.cut = False  # ... but not well
        self.head = b""
        self.begun = False
        self.promised = None
        self.count = 0
        self.in_chunks = False
        self.patient = False  # it sends its body when asked for it

    # ---- for the app

    def read(self, size):
        data = self.incoming[:size]
        self.incoming = self.incoming[size:]
        if self.incoming:
            return data
        if not self.patient:
            self.empty.set()
        return data if data or self.ended else None

    def write(self, buf, off=0, size=None):
        if self.left:
            raise OSError(EPIPE)
        if len(self.outgoing) >= ROOM:
            return None
        size = len(buf) - off if size is None else size
        self.outgoing += memoryview(buf)[off : off + size]
        self.news.set()
        return size

    def setsockopt(self, *args):
        self.cut = True  # it is reset() that calls it

    def close(self):
        self.closed = True
        self.wake()
        self.news.set()

    async def ready(self, direction):
        if direction == "reader":
            if self.incoming or self.ended:
                return
            self.empty.set()
        waiter = self.waiters[direction] = asyncio.get_running_loop().create_future()
        try:
            await waiter
        finally:
            if self.waiters.get(direction) is waiter:
                del self.waiters[direction]

    def wake(self):
        waiters, self.waiters = self.waiters, {}
        for waiter in waiters.values():
            if not waiter.done():
                waiter.set_result(None)
        return bool(waiters)

    # ---- for the server

    async def serve(self, app, receive, send):
        await self.open(receive)
        app.admit(self, None)
        listener = asyncio.ensure_future(self.listen(receive))
        try:
            await self.carry(send)
        except OSError:
            pass  # the client has left
        finally:
            listener.cancel()
            self.leave()

    async def open(self, receive):
        # A body whose length is not told comes in chunks. HTTP/2 does not even tell that there
        # is one: the first event does.
        headers = dict(self.scope["headers"])
        self.patient = b"expect" in headers
        self.in_chunks = b"transfer-encoding" in headers
        first = {}
        if self.scope.get("http_version", "1.1") > "1.1" and b"content-length" not in headers:
            first = await receive()
            self.in_chunks = bool(first.get("body") or first.get("more_body"))
        chunked = ((b"Transfer-Encoding", b"chunked"),) if self.in_chunks else ()
        self.incoming = head_of(self.scope, (CLOSE_AFTER,) + chunked)
        if first:
            self.hear(first)

    async def listen(self, receive):
        try:
            while not self.left:
                await self.empty.wait()
                self.empty.clear()
                self.hear(await receive())
        except OSError:
            self.leave()

    def hear(self, event):
        if event["type"] == "http.disconnect":
            return self.leave()
        self.patient = False
        body = event.get("body", b"")
        if self.in_chunks:
            body = b"%x\r\n%s\r\n" % (len(body), body) if body else b""
            if not event.get("more_body"):
                body += b"0\r\n\r\n"
        self.say(body)

    def say(self, data):
        self.incoming += data
        if self.incoming:
            self.wake()
        else:
            self.empty.set()

    def leave(self):
        self.left = self.ended = True
        self.wake()

    async def carry(self, send):
        last = False
        while not last:
            await self.news.wait()
            self.news.clear()
            data, self.outgoing = bytes(self.outgoing), bytearray()
            last = self.closed
            self.wake()
            if not self.left:
                await self.tell(send, data, last)

    async def tell(self, send, data, last):
        # The head is parsed once, the rest is passed on.
        if not self.begun:
            self.head += data
            head, self.begun, data = self.head.partition(b"\r\n\r\n")
            if not self.begun:
                if last:
                    raise Cut("nothing was answered")
                return
            await self.begin(send, head)
        await self.pass_on(send, data, last)

    async def begin(self, send, head):
        status, headers = parse(head)
        length = dict(headers).get(b"content-length")
        if length and self.scope.get("method") != "HEAD" and status not in (204, 304):
            self.promised = int(length)
        start = {"type": self.prefix + ".start", "status": status, "headers": headers}
        await send(start)

    async def pass_on(self, send, data, last):
        self.count += len(data)
        whole = not self.cut and self.promised in (None, self.count)
        more = not (last and whole)
        if data or not more:
            await send({"type": self.prefix + ".body", "body": data, "more_body": more})
        if last and not whole:
            raise Cut("the response was cut")


class WebSocketLine(Line):
    # The app speaks in frames (RFC 6455, 5), the server in messages.

    said_goodbye = False
    denied = False

    async def open(self, receive):
        await receive()  # websocket.connect
        protocols = ", ".join(self.scope.get("subprotocols") or ())
        extra = UPGRADE
        if protocols:
            extra += ((b"Sec-WebSocket-Protocol", protocols.encode()),)
        self.incoming = head_of(self.scope, extra)
        self.frames = self.message = b""
        self.kind = TEXT

    def hear(self, event):
        if event["type"] == "websocket.disconnect":
            self.said_goodbye = True
            code = event.get("code") or 1005
            if code != 1006:
                data = code.to_bytes(2, "big") + (event.get("reason") or "").encode()
                self.say(masked(CLOSE, data if code != 1005 else b""))
            self.ended = True
            return self.wake()
        text = event.get("text")
        if text is None:
            self.say(masked(BYTES, event["bytes"]))
        else:
            self.say(masked(TEXT, text.encode()))

    async def listen(self, receive):
        while not self.ended:
            await self.empty.wait()
            self.empty.clear()
            self.hear(await receive())

    async def begin(self, send, head):
        status, headers = parse(head)
        if status == 101:
            protocol = dict(headers).get(b"sec-websocket-protocol")
            more = [pair for pair in headers if not pair[0].startswith(b"sec-websocket-")]
            accept = {"type": "websocket.accept", "headers": more}
            accept["subprotocol"] = protocol.decode() if protocol else None
            return await send(accept)
        self.denied = True
        if "websocket.http.response" in (self.scope.get("extensions") or {}):
            self.prefix = "websocket.http.response"
            return await super().begin(send, head)
        self.said_goodbye = True
        await send({"type": "websocket.close"})  # which the server tells as 403

    async def pass_on(self, send, data, last):
        if self.denied:
            if not self.said_goodbye:
                await super().pass_on(send, data, last)
            return
        self.frames += data
        one = frame_of(self.frames)
        while one:
            first, data, self.frames = one
            await self.take(send, first, data)
            one = frame_of(self.frames)
        if last and not self.said_goodbye:
            await send({"type": "websocket.close", "code": 1011})

    async def take(self, send, first, data):
        kind = first & 15
        if kind == CLOSE:
            if not self.said_goodbye:
                self.said_goodbye = True
                code = int.from_bytes(data[:2], "big") or 1000
                reason = data[2:].decode()
                await send({"type": "websocket.close", "code": code, "reason": reason})
            self.say(masked(CLOSE, data))  # the app waits for the client to say it, too
        elif kind == PING:
            self.say(masked(PONG, data))  # the server looks after the client
        elif kind != PONG:
            self.kind = kind or self.kind
            self.message += data
            if first & 128:
                message, self.message = self.message, b""
                await send(said(self.kind, message))


def said(kind, message):
    if kind == TEXT:
        return {"type": "websocket.send", "text": message.decode()}
    return {"type": "websocket.send", "bytes": message}


def masked(kind, data):
    # A frame as a client sends it; its mask is zero.
    size = len(data)
    if size < 126:
        head = bytes((128 | kind, 128 | size))
    elif size < 65536:
        head = bytes((128 | kind, 254)) + size.to_bytes(2, "big")
    else:
        head = bytes((128 | kind, 255)) + size.to_bytes(8, "big")
    return head + bytes(4) + data


def frame_of(data):
    # (first byte, payload, what comes after) of a frame as a server sends it; None: not whole.
    start = 2
    if len(data) >= 2 and data[1] > 125:
        start = 4 if data[1] == 126 else 10
    if len(data) < start:
        return None
    size = data[1] if start == 2 else int.from_bytes(data[2:start], "big")
    end = start + size
    return (data[0], data[start:end], data[end:]) if len(data) >= end else None


def head_of(scope, extra):
    # A request's head, as a client of HTTP/1.1 would have sent it.
    method = scope.get("method", "GET").encode()
    lines = [method + b" " + target_of(scope) + b" HTTP/1.1"]
    replaced = [name.lower() for name, _ in extra]
    names = []
    for name, value in scope["headers"]:
        names.append(name.lower())
        if name.lower() not in THEIRS and name.lower() not in replaced:
            lines.append(name + b": " + value)
    if b"host" not in names:
        lines.append(b"Host: " + (scope.get("server") or ("localhost",))[0].encode())
    lines.extend([name + b": " + value for name, value in extra])
    # No server lets a line break through; a test might.
    lines = [line.replace(b"\r", b"\0").replace(b"\n", b"\0") for line in lines]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def target_of(scope):
    # The path as it was sent, if the server tells, without that of the place where the app is.
    path = scope.get("raw_path")
    path = path.partition(b"?")[0] if path else escaped(scope["path"])
    root = escaped(scope.get("root_path", "")).rstrip(b"/")
    if path == root or path.startswith(root + b"/"):
        path = path[len(root) :]
    query = scope.get("query_string")
    return (path or b"/") + (b"?" + query if query else b"")


def escaped(path):
    return quote(path).encode()


def parse(head):
    # (status, headers) of a response's head.
    lines = head.split(b"\r\n")
    headers = []
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        if name.lower() not in OURS:
            headers.append((name.lower(), value.strip()))
    return int(lines[0][9:12]), headers
