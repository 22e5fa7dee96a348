# picoweb: an asynchronous web pico-framework for Pycopy, MicroPython and CPython.
# The response is the stream: a handler gets (req, resp) and writes to resp.
import gc

from . import port
from .exchange import converse
from .port import UNIX, cancel, get_loop, run_loop, sleep_ms
from .request import HTTPRequest
from .response import (
    escape,
    get_mime_type,
    http_error,
    jsonify,
    redirect,
    sendstream,
    start_response,
)
from .server import Server
from .stream import HTTPError, Stream

__version__ = "2.0.0.dev0"

NONE = {}


class WebApp:
    # Limits; set them on a class of your own or on an app.
    max_line = 1024  # bytes of the request line
    max_head = 4096  # bytes of the request line and all header lines
    max_body = 4096  # bytes of body that read_body() and its like take
    timeout = 10  # seconds that a client may keep the server waiting
    max_conns = 32 if UNIX else 8
    tasks = 16  # tasks of the program's own, beside those of the connections

    debug = -1
    log = None
    server = None
    parent = None  # the app that it is mounted in
    hooked = False  # some app has hooks
    hooks = None  # of before_request(), after_request() and errorhandler()
    background = None  # tasks of spawn()

    def __init__(self, pkg, routes=None, serve_static=True):
        self.pkg = pkg.split(".", 1)[0] if pkg and pkg != "__main__" else None
        self.url_map = [] if routes is None else routes
        for i in range(len(self.url_map)):
            self.url_map[i] = self._rule(*self.url_map[i])
        self.serve_static = serve_static
        self.mounts = []
        self.inited = False
        self.template_loader = None
        self.headers_mode = "parse"

    # ---- what a program says

    def route(self, url, **kwargs):
        def add(handler):
            self.add_url_rule(url, handler, **kwargs)
            return handler

        return add

    def add_url_rule(self, url, func, **kwargs):
        self.url_map.append(self._rule(url, func, kwargs))

    def _rule(self, url, func, extra=NONE):
        if isinstance(url, str) and "<" in url:
            from .patterns import Pattern

            return Pattern(url), func, dict({"methods": ("GET", "HEAD")}, **extra)
        return url, func, extra

    def mount(self, url, app):
        # Let another app answer for every path under url, by whole segments.
        app.url = url.rstrip("/")
        app.parent = self
        self.mounts.append(app)
        self.mounts.sort(key=lambda app: -len(app.url))

    def before_request(self, f):
        # f(req, resp) runs before each handler; what it returns, unless None, is the answer.
        return self._hook("before", f)

    def after_request(self, f):
        # f(req, resp) runs after each request: resp.status and resp.sent say what became of it.
        return self._hook("after", f)

    def errorhandler(self, status):
        # Decorate f(req, resp, e): it answers where an HTTPError of this status would.
        return lambda f: self._hook(status, f)

    def _hook(self, when, f):
        from .hooks import add

        WebApp.hooked = True
        return add(self, when, f)

    def mounted_at(self, path):
        for app in self.mounts:
            if path == app.url or path.startswith(app.url + "/"):
                return app

    def init(self):
        # For subclasses: called before the app's first request.
        self.inited = True

    def handle_exc(self, req, resp, e):
        # For subclasses: answer for an exception. req may be None, resp may have begun. May be a
        # coroutine; raises nothing.
        pass

    def handle_static(self, req, resp):
        from .static import serve

        return serve(self, req, resp)

    async def sendfile(self, writer, fname, content_type=None, headers=None):
        # A whole response: the file, with its length; 404 if there is none.
        from .static import send

        await send(self, writer, fname, content_type, headers)

    def open(self, path):
        # The one place that opens files. Override it for resources that are frozen or zipped.
        from .static import open_file

        return open_file(self.pkg, path)

    def _load_template(self, tmpl_name):
        from .templates import load

        return load(self, tmpl_name)

    async def render_template(self, writer, tmpl_name, args=()):
        for piece in self._load_template(tmpl_name)(*args):
            await writer.awrite(piece)

    def render_str(self, tmpl_name, args=()):
        return "".join(self._load_template(tmpl_name)(*args))

    # ---- running

    def run(self, host="127.0.0.1", port=8081, debug=False, lazy_init=False, log=None):
        # Serve until stop(). debug: -1 says nothing, 0 a line for each request and errors.
        self._prepare(int(debug), log, lazy_init)
        gc.collect()
        if self.debug >= 0:
            print("* Running on http://%s:%s/" % (host, port))
        self.serve(get_loop(), host, port)

    def serve(self, loop, host, port):
        # Listen, and return after stop(). For subclasses, to surround it.
        self.server = Server(self, host, port)
        self.server.runs = True
        try:
            run_loop(loop, self._left_the_loop)
        finally:
            self.server.abort()

    def _left_the_loop(self, e):
        self.note(e, "event loop")

    async def start(self, host="127.0.0.1", port=8081, debug=-1, lazy_init=False, log=None):
        # Listen, and go on with the program, which has a loop of its own.
        self._prepare(debug, log, lazy_init)
        self.server = Server(self, host, port)

    def stop(self, within=5):
        # Free the port; requests in flight have so many seconds to end. await wait_closed()
        # for that; run() returns then.
        for task in self.background or ():
            cancel(task)
        self.background = None
        self.server.stop(within)

    async def wait_closed(self):
        while self.server and not self.server.closed:
            await sleep_ms(20)

    def spawn(self, coro):
        # Start a background task. Its errors are logged, and stop() ends it.
        from .tasks import spawn

        spawn(self, coro)

    def _prepare(self, debug, log, lazy_init):
        if debug >= 0:
            from .console import logger

            log = logger(debug, log)
        self.log = log
        self.debug = debug
        self.init()
        if not lazy_init:
            for app in self.mounts:
                app._prepare(debug, log, False)

    def note(self, e, where):
        # Log an error. Nothing that the log does ends the server.
        if self.debug >= 0:
            try:
                self.log.exc(e, "%s: %r" % (where, e))
            except Exception:
                pass

    def _converse(self, stream):
        return converse(self, stream)


port.adopt(globals())
