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

    timeout: seconds that a call may take. Each raises OSError when it is over, and where the
    response was cut.
    """

    timeout: float
    cookies: dict[str, str]
    def __init__(self, app: WebApp | str, timeout: float = 5) -> None: ...
    def get(self, path: str, headers: _Lines = None) -> Response: ...
    def post(
        self,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
        files: _Files = None,
    ) -> Response: ...
    def put(
        self,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
        files: _Files = None,
    ) -> Response: ...
    def delete(self, path: str, headers: _Lines = None) -> Response: ...
    def request(
        self,
        method: str,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
        files: _Files = None,
    ) -> Response:
        """data: a dict is sent as a form, text as UTF-8; json: sent as JSON.

        files: {field: (file name, bytes)} or with a media type after them, sent as a form that
        uploads; data is then its other fields, a dict.
        """

    def stream(
        self,
        path: str,
        method: str = "GET",
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
    ) -> Pieces:
        """Begin a response that goes on."""

    def events(self, path: str, headers: _Lines = None) -> Events:
        """Hear what a page's EventSource would."""

    def websocket(
        self, path: str, protocols: tuple[str, ...] = (), headers: _Lines = None
    ) -> WebSocket:
        """Open a WebSocket. Raises HTTPError with what the server answers if it takes none."""
