"""The token of csrf, for clients that say nothing of where a request comes from."""

from . import HTTPRequest
from .stream import Stream

def token(req: HTTPRequest, resp: Stream) -> str:
    """Return the client's token, and have it keep one if it has none."""

def token_of(req: HTTPRequest) -> str:
    """Return the token in the client's cookie, "" if there is none."""

async def check(req: HTTPRequest) -> None:
    """Look for the token. Raises HTTPError(403) unless the request has it in its form or
    header."""

async def given(req: HTTPRequest) -> str:
    """Return the token in the request's header or form; the handler can read the form again."""

def is_form(content_type: bytes) -> bool:
    """Tell whether it is that of a form without files."""
