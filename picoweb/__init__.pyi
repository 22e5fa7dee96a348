"""An asynchronous web pico-framework: the response is the stream."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable, Sequence
from typing import Any, BinaryIO, Protocol, TypeVar

from .media_types import get_mime_type as get_mime_type
from .request import HTTPRequest as HTTPRequest
from .response import http_error as http_error
from .response import start_response as start_response
from .sending import sendstream as sendstream
from .stream import HTTPError as HTTPError
from .stream import Stream as Stream
from .values import escape as escape
from .values import jsonify as jsonify
from .values import redirect as redirect

__version__: str

_F = TypeVar("_F", bound=Callable[..., Any])
_Route = tuple[Any, Callable[..., Any]] | tuple[Any, Callable[..., Any], dict[str, Any]]

class _Template(Protocol):
    def __call__(self, *args: Any) -> Iterable[str]: ...

class _Loader(Protocol):
    def load(self, name: str) -> _Template: ...

class WebApp:
    """Routes, limits and hooks of an application, or of a part that is mounted in another.

    pkg: __name__ of the program: its folder is where files and templates are; None: the current
    folder. routes: [(path or pattern, handler), ...], each with a dict of options as third if need
    be. serve_static: whether /static/... is answered with files of that name. Raises ValueError
    for a pattern that is wrong.
    """

    max_line: int
    """Bytes of the request line; a longer one is answered with 414."""
    max_head: int
    """Bytes of the request line and all header lines; more is answered with 431."""
    max_body: int
    """Bytes of body that read_body(), read_json() and read_form_data() take; more is 413."""
    timeout: float
    """Seconds that a client may keep the server waiting: for the head of a request, and for each
    256 bytes of a body or a response."""
    max_conns: int
    """Connections at one time: 8 on a board, 16 with a board's Python on a PC, 100 with CPython.
    Who comes when there are as many is answered with 503."""
    tasks: int
    """Tasks of the program's own, beside those of the connections: so much room is made in the
    queues of Pycopy's event loop."""

    headers_mode: str
    """What becomes of headers where a route does not say it: "parse", "skip" or "leave"."""
    template_loader: _Loader | None
    """What finds templates instead of utemplate: an object with load(name), which returns the
    template, a generator function."""
    pkg: str | None
    """The package or program whose folder has the files and templates."""
    serve_static: bool
    """Whether /static/... is answered with files of that name."""
    inited: bool
    """Whether init() was called."""
    mounts: list[WebApp]
    """The apps that mount() was given, each with its path in the attribute url."""
    url_map: list[_Route]
    """The routes: (path or pattern, handler, options), looked through in this order."""
    log: Any
    """What errors are told to, while the app runs: an object with info, error, debug and exc."""

    def __init__(
        self, pkg: str | None, routes: Iterable[_Route] | None = None, serve_static: bool = True
    ) -> None: ...
    def route(self, url: Any, **kwargs: Any) -> Callable[[_F], _F]:
        """Decorate the handler for a path, a pattern or anything with match().

        A pattern has names in it, "/lamp/<int:percent>/<path:rest>": a plain <name> is text
        without "/", int a number, path text with "/". The handler is called with (req, resp) and
        with each of them by its name.

        methods: those it takes, ["GET", "POST"]. If none are said, a pattern takes GET and HEAD,
        and a plain path takes all. headers: "parse": they are in req.headers; "skip": they are
        read and forgotten; "leave": they stay unread in req.reader. Raises ValueError for a
        pattern that is wrong.
        """

    def add_url_rule(self, url: Any, func: Callable[..., Any], **kwargs: Any) -> None:
        """Do what route() does, without a decorator: url, handler, and the same options."""

    def mount(self, url: str, app: WebApp) -> None:
        """Let another app answer for every path under url, by whole segments.

        url: "/lamps", say; the other app's routes begin behind it, "/" and "/<int:number>".
        """

    def init(self) -> None:
        """For subclasses: called before the first request; call the base class's, too."""

    def serve(self, loop: asyncio.AbstractEventLoop, host: str, port: int) -> None:
        """For subclasses, to surround it: listen, and return after stop()."""

    def run(
        self,
        host: str = "127.0.0.1",
        port: int = 8081,
        debug: int = False,
        lazy_init: bool = False,
        log: Any = None,
        ssl: Any = None,
    ) -> None:
        """Serve until stop() or Ctrl-C.

        host: "0.0.0.0" for all addresses of the machine. debug: -1 says nothing, 0 a line for
        each request and errors, 1 headers as well, 2 the free memory, too. lazy_init: call init()
        of a mounted app not now, but at its first request. log: an object with info, error, debug
        and exc for all that; else ulogging, logging where it is set up, or the screen. ssl:
        ("cert.pem", "key.pem"), or what tls.certificate() makes of them: speak https. Raises
        OSError if the port is in use.
        """

    async def start(
        self,
        host: str = "127.0.0.1",
        port: int = 8081,
        debug: int = -1,
        lazy_init: bool = False,
        log: Any = None,
        ssl: Any = None,
    ) -> None:
        """Listen, and go on with the program, which has a loop of its own.

        What it takes and raises is as with run().
        """

    def stop(self, within: float = 5) -> None:
        """Free the port, end background tasks; requests in flight have so many seconds to end."""

    async def wait_closed(self) -> None:
        """Wait until all that stop() began has ended."""

    def spawn(self, coro: Coroutine[Any, Any, Any] | Generator[Any, Any, Any]) -> None:
        """Start a background task: its errors are logged, stop() ends it."""

    def before_request(self, f: _F) -> _F:
        """Decorate f(req, resp), called before each handler, also where no route fits.

        What it returns, unless None, is the answer, as if a handler had returned it. May be a
        coroutine function.
        """

    def after_request(self, f: _F) -> _F:
        """Decorate f(req, resp), called after each request; see resp.status and resp.sent.

        req is None where no request was understood. What f raises is logged. May be a coroutine
        function.
        """

    def errorhandler(self, status: int | str) -> Callable[[_F], _F]:
        """Decorate f(req, resp, e), which answers for an HTTPError of this status.

        That for 500 answers for errors of the program. What f returns is the answer, with the
        same status unless it says another. May be a coroutine function.
        """

    def handle_exc(
        self, req: HTTPRequest | None, resp: Stream, e: Exception
    ) -> Awaitable[Any] | Generator[Any, Any, Any] | None:
        """For subclasses: answer for an exception. May be a coroutine function.

        req: None where no request was understood. resp: it may have begun: then its status is
        not 0.
        """

    def handle_static(self, req: HTTPRequest, resp: Stream) -> Any:
        """For subclasses: answer for a path under /static/, where no route takes it.

        req.url_match.group(1) is the path. Raises HTTPError(404) if there is no such file.
        """

    def open(self, path: str) -> BinaryIO:
        """Open a file of the program to read bytes; the one place that does so.

        path: from the folder of the program, or from the current one. Override it for resources
        that are not files: what it returns has readinto() and close(), and seek() if its length
        is to be told. Raises OSError if there is none.
        """

    async def sendfile(
        self, writer: Stream, fname: str, content_type: str | None = None, headers: _Headers = None
    ) -> None:
        """Answer with a file, and its length.

        fname: as for open(). content_type: what its name says, by get_mime_type(), unless told.
        headers: as start_response() takes them. Raises HTTPError(404) if there is none.
        """

    def _load_template(self, tmpl_name: str) -> _Template: ...
    async def render_template(
        self, writer: Stream, tmpl_name: str, args: Sequence[Any] = ()
    ) -> None:
        """Write a template, piece by piece: the page is never in memory as a whole.

        tmpl_name: a file in templates/, "page.tpl". args: what the template's {% args %} names.
        Raises OSError if there is none, and ValueError if it has a {{ or {% that ends wrongly.
        """

    def render_str(self, tmpl_name: str, args: Sequence[Any] = ()) -> str:
        """Return the text that a template makes. Takes and raises what render_template() does."""

_Headers = dict[Any, Any] | Iterable[tuple[Any, Any]] | str | bytes | bytearray | None

async def sleep_ms(ms: int) -> None:
    """Sleep for so many milliseconds, on every Python."""

def get_event_loop() -> asyncio.AbstractEventLoop:
    """Return the loop that run() uses."""
