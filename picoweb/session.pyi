"""Sessions: a small dict that the client keeps for the program, in a signed cookie.

::

    sessions = Sessions([key, key_of_last_year])

    data = sessions.load(req)
    data["seen"] = data.get("seen", 0) + 1
    sessions.save(resp, data)

The client can read what it keeps, and cannot change it. What it has once been given is good for
max_age seconds, also after save(resp, {}) if somebody made a copy.
"""

from collections.abc import Iterable
from typing import Any

from . import HTTPRequest
from .stream import Stream

class Sessions:
    """Load and save sessions.

    keys: a list of bytes, 16 at least in each that nobody can guess; the first signs, all are
    believed, so that a new one goes in front of the old; None: a random one, and sessions end with
    the program. max_age: seconds after save(). Raises ValueError for a key that
    is too short.
    """

    name: str
    """Of the cookie."""
    secure: bool
    """The cookie goes over https alone. False: say True where the server has TLS, or its proxy."""
    max_size: int
    """Bytes of the cookie. It comes back in each head, which has max_head bytes at most."""

    keys: list[Any]
    """What secret.pads() made of the keys."""
    max_age: int
    """Seconds that a session is good for after save()."""
    def __init__(self, keys: Iterable[bytes] | None = None, max_age: int = 86400) -> None: ...
    def load(self, req: HTTPRequest) -> dict[str, Any]:
        """Return what was saved; {} if it is nothing, too old, or was not signed here."""

    def save(self, resp: Stream, data: dict[str, Any]) -> None:
        """Have the client keep what JSON can say, before the body; {} ends the session.

        Raises ValueError if it is too large; TypeError or ValueError for what JSON cannot say.
        """

    def signature(self, key: Any, payload: str) -> str:
        """Return the signature of a cookie, by one of the keys: 64 hexadecimal digits."""
