"""Try an app in memory, or a server over a socket, in the same words."""

from typing import Any

from . import WebApp
from .testing_events import Events
from .testing_response import Headers as Headers
from .testing_response import Response as Response
from .testing_stream import Pieces
from .testing_websocket import WebSocket

_Data = dict[str, Any] | str | bytes | None
_Lines = dict[str, Any] | None
_Files = dict[str, tuple[str, bytes] | tuple[str, bytes, str]] | None

class Client:
    """A client of an app, or of the server at "http://host:port".

    app: a WebApp, spoken to in memory, or the URL of a server. timeout: seconds that a call may
    take. Raises OSError, in each call, when the time is over, and where the response was cut.
    """

    timeout: float
    """Seconds that a call may take."""
    cookies: dict[str, str]
    """What the app has set, and is sent with each request."""
    def __init__(self, app: WebApp | str, timeout: float = 5) -> None: ...
    def get(self, path: str, headers: _Lines = None) -> Response:
        """Send GET for a path, with its query if it has one; headers is a dict."""

    def post(
        self,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
        files: _Files = None,
    ) -> Response:
        """Send POST; what it takes is as with request()."""

    def put(
        self,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
        files: _Files = None,
    ) -> Response:
        """Send PUT; what it takes is as with request()."""

    def delete(self, path: str, headers: _Lines = None) -> Response:
        """Send DELETE; headers is a dict."""

    def request(
        self,
        method: str,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
        files: _Files = None,
    ) -> Response:
        """Send a request and return what was answered.

        method: "PATCH", say. data: a dict is sent as a form, text as UTF-8, bytes as they are.
        json: what is sent as JSON instead. headers: a dict. files: {field: (file name, bytes)} or
        with a media type after them, sent as a form that uploads; data is then its other fields, a
        dict.
        """

    def stream(
        self,
        path: str,
        method: str = "GET",
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
    ) -> Pieces:
        """Begin a response that goes on; what it takes is as with request()."""

    def events(self, path: str, headers: _Lines = None) -> Events:
        """Hear what a page's EventSource would. Raises ValueError for a response that is no
        such."""

    def websocket(
        self, path: str, protocols: tuple[str, ...] = (), headers: _Lines = None
    ) -> WebSocket:
        """Open a WebSocket.

        protocols: the subprotocols that the client speaks. Raises HTTPError with what the server
        answers if it takes none.
        """
