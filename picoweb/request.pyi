"""The request."""

from typing import Any

from .stream import Stream

class HTTPRequest:
    """What the client asks for."""

    method: str
    """"GET", "POST" ..., as it was sent (RFC 9110, 9)."""
    path: str
    """As it was sent, without the query and without the path of the mount."""
    qs: str
    """The query string, without its "?"."""
    headers: dict[bytes, bytes]
    """Names are in lower case, and found in any by [] and get(). Only with headers="parse"."""
    reader: Stream
    """What follows the head: read() says b"" where the body ends."""
    form: dict[str, Any]
    """A value is str, True for a key without "=", or a list of them for a repeated key."""
    url_match: Any
    """What the route's match() found; for a pattern, group(name) is the value of a name."""
    app: Any
    """The app that answers."""

    async def read_body(self) -> bytes:
        """Return the whole body. Raises HTTPError 411 without a length, 413 beyond max_body
        bytes."""

    async def read_json(self) -> Any:
        """Return what the body says as JSON. Raises HTTPError 400 for what is none, 411 or 413."""

    async def read_form_data(self) -> dict[str, Any]:
        """Fill self.form from a body as HTML forms send it, and return it.

        A form with files in it is read by multipart.parts(). Raises HTTPError 400, 411 or 413.
        """

    def parse_qs(self) -> dict[str, Any]:
        """Fill self.form from the query string, and return it."""
