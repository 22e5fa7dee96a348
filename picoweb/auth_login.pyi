"""A form to log in by, loaded with auth.Login()."""

from collections.abc import Callable
from typing import Any, TypeVar

from . import HTTPRequest
from .session import Sessions
from .stream import Stream

_T = TypeVar("_T")

def safe_next(url: str | None) -> str:
    """Return a place on this host as it is; "/" for every other, which may be another host."""

class Login:
    """Who logged in by a form is in the session.

    check(name, password) says True, or who it is, or something false. path: of the form, as a
    client asks for it.

    Whatever the session held ends with enter() and leave(). Use it with
    ``csrf.protect(app)``: no other site is to log anybody in or out.
    """

    sessions: Sessions
    """Where it stands who logged in."""
    check: Callable[..., Any]
    """What is asked about a name and a password."""
    path: str
    """Where the form is."""
    def __init__(
        self, sessions: Sessions, check: Callable[..., Any], path: str = "/login"
    ) -> None: ...
    def require(self, what: _T) -> _T:
        """Let only those in who logged in: a handler's decorator, or for an app.

        what: a handler, or an app, which is returned. Who it is stands in req.user. Anybody else
        is sent to the form, which sends them back.
        """

    async def admit(self, req: HTTPRequest, resp: Stream) -> None:
        """Set req.user, or redirect to the form."""

    async def enter(self, req: HTTPRequest, resp: Stream) -> Any:
        """Take the form's fields name and password; return who it is.

        If they are right, it begins the session, and redirects to where the client was going.
        If not, it says something false, and has written nothing. Raises HTTPError(429) for an
        address that has to wait.
        """

    def leave(self, resp: Stream) -> None:
        """End the session, before anything of the body is written."""

def quoted(url: str) -> str:
    """Return a URL as the value of a query."""

def target(req: HTTPRequest) -> str:
    """Return the path and the query as the client sent them, also in a mounted app."""
