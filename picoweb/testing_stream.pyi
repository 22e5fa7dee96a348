"""A response that goes on, as a client of picoweb.testing reads it."""

from collections.abc import Iterator

from .testing_response import Headers

class Pieces:
    """A response that goes on: text as it comes; close() ends it."""

    status: int
    """Of the response."""
    headers: Headers
    """Of the response."""
    def __iter__(self) -> Iterator[str]: ...
    def __next__(self) -> str: ...
    def close(self) -> None:
        """Leave, before the end if need be: the handler notices."""

    def __enter__(self) -> Pieces: ...
    def __exit__(self, *args: object) -> None: ...
