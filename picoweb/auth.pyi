"""Who asks: HTTP's own ways to log in, a form, and passwords.

::

    async def check(name, password):
        return name in stored and await auth.verify_password(password, stored[name])

    basic = auth.Basic(check)

    @app.route("/admin")
    @basic.require
    async def admin(req, resp):
        return "hello " + req.user

    login = auth.Login(Sessions([key]), check)

    @app.route("/login", methods=["GET", "POST"])
    async def form(req, resp):
        if req.method != "POST" or not await login.enter(req, resp):
            return app.render_str("login.tpl")

An address that failed five times in a row waits before its next try is looked at, and twice as
long after each failure, 64 seconds at most; meanwhile the answer is 429 with Retry-After. The
sixteen addresses that failed last are remembered: who has more of them is not slowed
down. Checks may be coroutines.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from . import HTTPRequest
from .auth_digest import Digest as Digest
from .auth_login import Login as Login
from .stream import Stream

_T = TypeVar("_T")
_V = TypeVar("_V")

FREE: int
"""Failures of an address that cost it nothing: 5."""
LONGEST: int
"""Seconds that an address waits at most: 64."""
failures: list[tuple[str, tuple[int, int]]]
"""(address, (failures in a row, seconds of the last)) of those that failed last."""

def address(req: HTTPRequest) -> str:
    """Return the client's address, also behind a proxy that proxy.trust() was told of."""

def value_of(key: Any, pairs: list[tuple[Any, _V]], default: _V) -> _V:
    """Return what stands beside a key."""

def keep(key: Any, pairs: list[Any], value: Any) -> Any:
    """Put a value beside a key, None to drop it; return the pair that made room, or None."""

async def judged(req: HTTPRequest, check: Callable[..., Any], *args: Any) -> Any:
    """Return what check(*args) says, and count its failures for the client's address.

    Raises HTTPError(429) for an address that has to wait.
    """

class Basic:
    """HTTP Basic (RFC 7617), for https: the password travels with each request.

    check(name, password) says True, or who it is, or something false. It is asked at every
    request: prefer a Login where passwords are hashed.
    """

    scheme: str
    """The word that credentials begin with, in lower case (RFC 9110, 11.1)."""
    challenge: str
    """What WWW-Authenticate says, with %s for the realm."""
    wrong: str
    """What it says besides to credentials that are wrong."""
    check: Callable[..., Any]
    """What is asked about credentials."""
    realm: str
    """What a browser shows of what the password is for."""
    def __init__(self, check: Callable[..., Any], realm: str = "picoweb") -> None: ...
    def require(self, what: _T) -> _T:
        """Let only those in who are known: a handler's decorator, or for an app.

        what: a handler, or an app, which is returned. Who it is stands in req.user. Anybody else
        gets 401.
        """

    async def admit(self, req: HTTPRequest, resp: Stream) -> None:
        """Set req.user. Raises HTTPError 401 for somebody unknown, 429 for one who has to wait."""

    def refuse(self, resp: Stream, why: str) -> None:
        """Answer that credentials are needed. Raises HTTPError(401), with the challenge."""

    async def user_of(self, req: HTTPRequest, credentials: str) -> Any:
        """Return whose credentials these are, or something false."""

class Bearer(Basic):
    """A bearer token (RFC 6750), in the Authorization header alone.

    check(token) says who it is, or something false. Compare texts by secret.same().
    """

    def user_of(self, req: HTTPRequest, token: str) -> Any:
        """Return whose token it is, or something false."""

async def hash_password(password: str, iterations: int = 2000) -> str:
    """Return text to store: PBKDF2 with HMAC-SHA256 (RFC 8018), its parameters and a salt.

    iterations: so few are for boards, where they take a second or so; a computer can have
    600000. The loop has its turns meanwhile.
    """

async def verify_password(password: str, stored: str) -> bool:
    """Tell whether it is the password that was hashed. Raises ValueError for other text."""

async def derive(password: str, salt: str, iterations: int) -> str:
    """Return what PBKDF2 makes of a password (RFC 8018, 5.2): 64 hexadecimal digits."""
