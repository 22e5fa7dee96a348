# What an app can besides: the methods that a hello program does not use, loaded with the first.
from . import port
from .stream import Stream, later


class Methods:
    def add_url_rule(self, url, func, **kwargs):
        self._add(url, func, kwargs)

    def mount(self, url, app):
        # Let another app answer for every path under url, by whole segments.
        app.url = url.rstrip("/")
        app.parent = self
        self.mounts.append(app)
        self.mounts.sort(key=lambda app: -len(app.url))

    def mounted_for(self, req):
        # The app that answers; its own part of the path is left in req.path.
        for app in self.mounts:
            if req.path == app.url or req.path.startswith(app.url + "/"):
                req.path = req.path[len(app.url) :] or "/"
                return app.mounted_for(req)
        return self

    def before_request(self, f):
        # f(req, resp) runs before each handler; what it returns, unless None, is the answer.
        return later("hooks").add(self, "before", f)

    def after_request(self, f):
        # f(req, resp) runs after each request: resp.status and resp.sent say what became of it.
        return later("hooks").add(self, "after", f)

    def errorhandler(self, status):
        # Decorate f(req, resp, e): it answers where an HTTPError of this status would.
        return lambda f: later("hooks").add(self, status, f)

    # ---- running

    async def start(
        self, host="127.0.0.1", port=8081, debug=-1, lazy_init=False, log=None, ssl=None
    ):
        # Listen, and go on with the program, which has a loop of its own.
        self.prepare(debug, lazy_init, log, ssl)
        self.listen(host, port)

    async def _handle(self, reader, writer):
        # For a serve() of the program's own: asyncio.start_server(app._handle, host, port).
        sock = getattr(writer, "ios", None) or getattr(writer, "s", None)
        stream = Stream(self, sock or port.take_socket(writer), writer.get_extra_info("peername"))
        self.streams.append(stream)
        await self._converse(stream)

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

    def spawn(self, coro):
        # Start a background task. Its errors are logged, and stop() ends it.
        record = []
        self.background += (record,)
        record.append(port.spawn(guard(self, coro, record)))

    def abort(self):
        # The loop was left: by stop(), or by Ctrl-C.
        if self.sock:
            hang_up(self)
        end(self)


async def guard(app, coro, record):
    try:
        await port.awaitable(coro)
    except Exception as e:
        if type(e) is not port.CancelledError:  # an Exception only on Pycopy
            app.note(e, "background task")
    finally:
        app.background = tuple([other for other in app.background if other is not record])


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
