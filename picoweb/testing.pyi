"""Try an app in memory, or a server over a socket, in the same words."""

from collections.abc import Iterable, Iterator
from typing import Any

from . import WebApp

class Headers:
    """Header lines, found by name in any case."""

    lines: list[tuple[str, str]]
    def __init__(self, lines: Iterable[str]) -> None: ...
    def get(self, name: str, default: str | None = None) -> str | None: ...
    def get_all(self, name: str) -> list[str]: ...
    def __getitem__(self, name: str) -> str: ...
    def __contains__(self, name: str) -> bool: ...
    def items(self) -> list[tuple[str, str]]: ...

class Response:
    """What was answered. Raises ValueError for bytes that are no whole response."""

    status: int
    status_line: str
    headers: Headers
    body: bytes
    def __init__(self, data: bytes, to_head: bool = False) -> None: ...
    @property
    def text(self) -> str: ...
    def json(self) -> Any: ...

class Pieces:
    """A response that goes on: text as it comes; close() ends it."""

    status: int
    headers: Headers
    def __iter__(self) -> Iterator[str]: ...
    def __next__(self) -> str: ...
    def close(self) -> None: ...
    def __enter__(self) -> Pieces: ...
    def __exit__(self, *args: object) -> None: ...

_Data = dict[str, Any] | str | bytes | None
_Lines = dict[str, Any] | None

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
        self, path: str, data: _Data = None, json: Any = None, headers: _Lines = None
    ) -> Response: ...
    def put(
        self, path: str, data: _Data = None, json: Any = None, headers: _Lines = None
    ) -> Response: ...
    def delete(self, path: str, headers: _Lines = None) -> Response: ...
    def request(
        self,
        method: str,
        path: str,
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
    ) -> Response:
        """data: a dict is sent as a form, text as UTF-8; json: sent as JSON."""

    def stream(
        self,
        path: str,
        method: str = "GET",
        data: _Data = None,
        json: Any = None,
        headers: _Lines = None,
    ) -> Pieces:
        """Begin a response that goes on."""
