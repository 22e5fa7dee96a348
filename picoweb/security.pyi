"""Response headers that make browsers careful, and a limit of requests for each client.

::

    security.headers(app)
    limit = security.RateLimit(rate=0.2, burst=5)

    @app.route("/login", methods=["POST"])
    @limit
    async def login(req, resp): ...
"""

from collections.abc import Callable
from typing import Any

from . import HTTPRequest, WebApp
from .stream import Stream

HEADERS: str
"""The four lines, with %s for what headers() takes."""
POLICY: str
"""The Content-Security-Policy that is sent unless another is said."""

def headers(
    app: WebApp, policy: str = ..., referrer: str = "same-origin", opener: str = "same-origin"
) -> None:
    """Send four headers with every answer of an app, and of those mounted in it.

    They are X-Content-Type-Options, which is nosniff, and these three. policy: of
    Content-Security-Policy; by itself it lets nobody else frame the pages, nor change their base
    or load plug-ins, and leaves scripts alone. referrer: of Referrer-Policy. opener: of
    Cross-Origin-Opener-Policy.

    Call it before ``require(app)`` and all else that may answer in a handler's place: what stands
    in front of an app runs in the order in which it came. A request that was not understood is
    answered without them.
    """

class RateLimit:
    """Let each address ask `burst` times at once, and `rate` times a second in the long run.

    rate: 0.1 is once in ten seconds, 1000 the most. burst: how many at once. size: addresses that
    are remembered; when there are more, the one that has asked least is forgotten, so that who has
    more addresses than that is not held up. Raises ValueError unless the three are above 0.

    More is answered with 429 and Retry-After. The address is
    ``proxy.client_address()``. For all requests of an app: ``app.before_request(limit.check)``;
    for one route, below its ``@app.route(...)``: ``@limit``.
    """

    def __init__(self, rate: float, burst: int, size: int = 32) -> None: ...
    def __call__(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """Called with a handler, it returns the handler with a limit."""

    def check(self, req: HTTPRequest, resp: Stream) -> None:
        """Count a request. Raises HTTPError(429) for one too many."""
