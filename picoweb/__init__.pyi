"""An asynchronous web pico-framework: the response is the stream."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable, Sequence
from typing import Any, BinaryIO, Protocol, TypeVar

from .request import HTTPRequest as HTTPRequest
from .response import http_error as http_error
from .response import start_response as start_response
from .static import get_mime_type as get_mime_type
from .static import sendstream as sendstream
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

    pkg: __name__ of the program: its folder is where files and templates are.
    routes: [(path or pattern, handler), ...], each with a dict of options as third if need be.
    """

    max_line: int
    """Bytes of the request line."""
    max_head: int
    """Bytes of the request line and all header lines."""
    max_body: int
    """Bytes of body that read_body(), read_json() and read_form_data() take."""
    timeout: float
    """Seconds that a client may keep the server waiting."""
    max_conns: int
    """Connections at one time."""
    tasks: int
    """Tasks of the program's own."""

    headers_mode: str
    template_loader: _Loader | None
    pkg: str | None
    serve_static: bool
    inited: bool
    mounts: list[WebApp]
    url_map: list[_Route]
    log: Any

    def __init__(
        self, pkg: str | None, routes: Iterable[_Route] | None = None, serve_static: bool = True
    ) -> None: ...
    def route(self, url: Any, **kwargs: Any) -> Callable[[_F], _F]:
        """Decorate the handler for a path, a pattern or anything with match().

        methods: those it takes, ["GET", "POST"]. headers: "parse", "skip" or "leave".
        Raises ValueError for a pattern that is wrong.
        """

    def add_url_rule(self, url: Any, func: Callable[..., Any], **kwargs: Any) -> None:
        """Do what route() does, without a decorator."""

    def mount(self, url: str, app: WebApp) -> None:
        """Let another app answer for every path under url, by whole segments."""

    def init(self) -> None:
        """For subclasses: called before the first request."""

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

        debug: -1 says nothing, 0 a line for each request and errors, 1 and 2 more.
        ssl: ("cert.pem", "key.pem"), or what tls.certificate() makes of them: speak https.
        Raises OSError if the port is in use.
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
        """Listen, and go on with the program, which has a loop of its own."""

    def stop(self, within: float = 5) -> None:
        """Free the port; requests in flight have so many seconds to end."""

    async def wait_closed(self) -> None:
        """Wait until all that stop() began has ended."""

    def spawn(self, coro: Coroutine[Any, Any, Any] | Generator[Any, Any, Any]) -> None:
        """Start a background task: its errors are logged, stop() ends it."""

    def before_request(self, f: _F) -> _F:
        """Decorate f(req, resp): what it returns, unless None, is the answer."""

    def after_request(self, f: _F) -> _F:
        """Decorate f(req, resp), called after each request; see resp.status and resp.sent."""

    def errorhandler(self, status: int | str) -> Callable[[_F], _F]:
        """Decorate f(req, resp, e), which answers for an HTTPError of this status."""

    def handle_exc(
        self, req: HTTPRequest | None, resp: Stream, e: Exception
    ) -> Awaitable[Any] | Generator[Any, Any, Any] | None:
        """For subclasses: answer for an exception. resp may have begun."""

    def handle_static(self, req: HTTPRequest, resp: Stream) -> Any:
        """For subclasses: /static/, where no route takes it."""

    def open(self, path: str) -> BinaryIO:
        """The one place that opens files. Override it for resources that are not files."""

    async def sendfile(
        self, writer: Stream, fname: str, content_type: str | None = None, headers: _Headers = None
    ) -> None:
        """A whole response: the file, with its length. Raises HTTPError(404) if there is none."""

    def _load_template(self, tmpl_name: str) -> _Template: ...
    async def render_template(
        self, writer: Stream, tmpl_name: str, args: Sequence[Any] = ()
    ) -> None:
        """Write a template, as it comes."""

    def render_str(self, tmpl_name: str, args: Sequence[Any] = ()) -> str:
        """Return the text that a template makes."""

_Headers = dict[Any, Any] | Iterable[tuple[Any, Any]] | str | bytes | bytearray | None

async def sleep_ms(ms: int) -> None:
    """Sleep for so many milliseconds, on every Python."""

def get_event_loop() -> asyncio.AbstractEventLoop:
    """Return the loop that run() uses."""
