# What an app does while it runs, and how it ends. Loaded at first use.
from . import port
from .stream import Stream


class Methods:
    async def _handle(self, reader, writer):
        # For a serve() of the program's own: asyncio.start_server(app._handle, host, port).
        sock = getattr(writer, "ios", None) or getattr(writer, "s", None)
        stream = Stream(self, sock or port.take_socket(writer), writer.get_extra_info("peername"))
        self.streams.append(stream)
        await self._converse(stream)

    def mounted_for(self, req):
        # The app that answers; its own part of the path is left in req.path.
        for app in self.mounts:
            if req.path == app.url or req.path.startswith(app.url + "/"):
                req.path = req.path[len(app.url) :] or "/"
                return app.mounted_for(req)
        return self

    def spawn(self, coro):
        # Start a background task. Its errors are logged, and stop() ends it.
        record = []
        self.background += (record,)
        record.append(port.spawn(guard(self, coro, record)))

    def stop(self, within=5):
        # Free the port. Requests in flight have so many seconds to end; run() returns, and
        # wait_closed() ends, after that.
        if self.sock:
            hang_up(self)
            port.spawn(finish(self, within))
        for record in self.background:
            port.cancel(record[0])

    async def wait_closed(self):
        while self.sock or self.closing:
            await port.sleep_ms(20)

    def abort(self):
        # The loop was left: by stop(), or by Ctrl-C.
        if self.sock:
            hang_up(self)
        end(self)


def hang_up(app):
    app.closing = True
    sock, app.sock = app.sock, None
    if app.reader:
        port.wake(app.reader, sock)
    sock.close()
    for stream in app.streams:
        stream.keep = False
        if stream.idle:
            stream.give_up()


async def finish(app, seconds):
    rounds = int(seconds * 10)
    while app.streams and rounds > 0:
        rounds -= 1
        await port.sleep_ms(100)
    end(app)
    if app.loop:
        app.loop.stop()


def end(app):
    for stream in list(app.streams):
        if stream.owner and not stream.kept:
            port.cancel(stream.owner)
        stream.close()
    app.closing = False


async def guard(app, coro, record):
    try:
        await port.awaitable(coro)
    except Exception as e:
        if type(e) is not port.CancelledError:  # an Exception only on Pycopy
            app.note(e, "background task")
    finally:
        app.background = tuple([other for other in app.background if other is not record])
