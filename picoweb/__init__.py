# picoweb: an asynchronous web pico-framework for Pycopy, MicroPython and CPython.
# The response is the stream: a handler gets (req, resp) and writes to resp.
# ruff: noqa: E402, F811
import gc
import sys

from . import port

port = sys.modules["picoweb.port"]  # which the module for this Python has become

# Loading leaves holes in a small heap. To close them before the next file is worth six kilobytes.
gc.collect()
from .stream import HTTPError, Stream, late, later, method

gc.collect()
from .exchange import _converse

gc.collect()
from .server import Server

gc.collect()
from .port import get_event_loop, run_loop, sleep_ms
from .request import HTTPRequest
from .response import http_error, start_response

__version__ = "2.0.0.dev0"


# Functions that a hello program does not use: each is where it is said here.


def jsonify(*args):
    return later("values").jsonify(*args)


def redirect(*args, **kwargs):
    return later("values").redirect(*args, **kwargs)


def escape(text):
    return later("values").escape(text)


def sendstream(*args):
    return later("sending").sendstream(*args)


def get_mime_type(fname):
    return later("media_types").get_mime_type(fname)


class WebApp(Server):
    # More limits
    max_line = 1024  # bytes of the request line
    max_head = 4096  # bytes of the request line and all header lines
    max_body = 4096  # bytes of body that read_body() and its like take

    headers_mode = "parse"
    template_loader = None
    inited = False
    parent = None  # the app that it is mounted in
    hooks = None  # of before_request(), after_request() and errorhandler(); None: no app has any
    background = ()  # tasks of spawn()
    debug = -1
    log = None

    def __init__(self, pkg, routes=None, serve_static=True):
        self.pkg = pkg.split(".")[0] if pkg and pkg != "__main__" else None
        self.serve_static = serve_static
        self.streams = []
        self.mounts = []
        self.url_map = []
        for route in routes or ():
            self._add(*route)

    def __getattr__(self, name):
        # What a hello program does not use is elsewhere: add_url_rule, mount, before_request,
        # after_request, errorhandler, and these.
        module = "webapp"
        if name in "start prepare".split():
            module = "starting"
        elif name == "listen":
            module = "listening"
        elif name in "stop wait_closed abort _handle spawn mounted_for".split():
            module = "running"
        elif name in "sendfile open".split():
            module = "sending"
        elif name in "render_template render_str _load_template".split():
            module = "pages"
        return method(module, name, self)

    def route(self, url, **kwargs):
        def add(handler):
            self._add(url, handler, kwargs)
            return handler

        return add

    def _add(self, url, func, extra=None):
        if extra or isinstance(url, str) and ("<" in url or url[:1] != "/"):
            url, extra = later("routes").route(url, extra or {})
        self.url_map.append((url, func, extra or {}))

    def init(self):
        # For subclasses: called before the first request.
        self.inited = True

    def handle_exc(self, req, resp, e):
        # For subclasses: answer for an exception. req may be None, resp may have begun. May be a
        # coroutine.
        pass

    def handle_static(self, req, resp):
        # For subclasses: /static/, where no route takes it.
        return later("static").serve(self, req, resp)

    def run(self, host="127.0.0.1", port=8081, debug=False, lazy_init=False, log=None, ssl=None):
        # Serve until stop(). debug: -1 says nothing, 0 a line for each request and errors.
        self.prepare(int(debug), lazy_init, log, ssl)
        self.serve(get_event_loop(), host, port)

    def serve(self, loop, host, port):
        # For subclasses, to surround it: listen, and return after stop().
        self.listen(host, port)
        self.loop = loop
        try:
            run_loop(loop, self.note)
        except KeyboardInterrupt:
            pass
        finally:
            self.abort()

    def note(self, e, name):
        # Log an error of what has this name. Of memory, there is more for the next request.
        if isinstance(e, MemoryError):
            late.clear()
        if self.log:
            self.log.exc(e, name)  # which raises nothing

    _converse = _converse


if port.adopt:
    port.adopt(globals())
