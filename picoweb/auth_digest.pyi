"""Digest, loaded with auth.Digest()."""

from collections.abc import Callable
from typing import Any

from .auth import Basic

CHALLENGE: str
"""What WWW-Authenticate says, with %s for realm, algorithm and nonce (RFC 7616, 3.3)."""

class Digest(Basic):
    """HTTP Digest (RFC 7616): qop "auth", by SHA-256, and by MD5 where the platform has it.

    password(name) says the password as it is, or None. A nonce is good for lifetime seconds, and
    each request with it once; a client with an old one is told so and tries again by itself.
    """

    lifetime: int
    """Seconds: 300."""
    hashes: list[tuple[str, Callable[..., Any]]]
    """What is offered, the best first."""
    key: Any
    """What nonces are signed with; it ends with the program."""
    counts: list[tuple[str, str]]
    """(nonce, the last count that came with it) of the sixteen that were used last."""
    made: int
    """How many nonces there were."""
    gone: int
    """The number of the last that had to leave counts: no earlier one may come in."""
    def __init__(self, password: Callable[[str], Any], realm: str = "picoweb") -> None: ...
    def nonce(self, text: str) -> str:
        """Return the nonce of a text "time-number", both in hexadecimal."""

    def fresh(self, nonce: str, count: str) -> bool:
        """Tell whether a nonce is ours and new enough, and the count comes for the first time."""

def time_and_number(nonce: str) -> list[int]:
    """Return when a nonce of ours was made, and its number."""

def same_place(url: str, target: str) -> bool:
    """Tell whether the header means what the request asks for."""

def parameters(text: str) -> dict[str, str]:
    """Return the parameters of a header by their names in lower case (RFC 9110, 11.2)."""

def response(
    hash: Callable[..., Any], method: str, realm: str, password: str, said: dict[str, str]
) -> str:
    """Return the response that the client should give (RFC 7616, 3.4.1)."""

def digest(hash: Callable[..., Any], *texts: str) -> str:
    """Return the hash of texts with colons between them, in hexadecimal."""
