"""Against cross-site request forgery: what another site has a browser send is refused with 403.

::

    csrf.protect(app)

    @app.route("/hook", methods=["POST"])
    @csrf.exempt
    async def hook(req, resp): ...

Browsers say who asks: by Sec-Fetch-Site where the server is a secure origin, by Origin in any
request that changes something. A client that says neither, as curl, needs the token.
GET, HEAD and OPTIONS pass: no handler should change anything at them. A route with
``headers="skip"`` is to be exempt, as nothing can be known of who asks.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from . import HTTPRequest
from .stream import Stream

_T = TypeVar("_T")
_Handler = TypeVar("_Handler", bound=Callable[..., Any])

exempted: list[Callable[..., Any]]
"""The handlers that exempt() was given."""

def protect(what: _T) -> _T:
    """Protect an app, with those mounted in it, or, as a decorator, one handler."""

def exempt(handler: _Handler) -> _Handler:
    """Decorate, right below its route, the handler to which requests pass unchecked."""

def check(req: HTTPRequest, resp: Stream) -> Any:
    """Look at a request, where protect() is not enough. It may return a coroutine that does so.

    Raises HTTPError(403) for one that another site may have caused.
    """

def token(req: HTTPRequest, resp: Stream) -> str:
    """Return the token for a hidden field csrf_token of a form, or a header X-CSRF-Token.

    Sets a cookie with it, before the body; call it for as many forms of a page as you like. The
    field is found in forms with a Content-Length, of max_body bytes at most.
    """
