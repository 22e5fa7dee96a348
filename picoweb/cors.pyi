"""Let pages of other origins ask this app: the CORS protocol of the Fetch standard.

::

    cors.allow(app, ["https://example.com"])

It is browsers that obey it. A simple request (GET, or POST as a form sends it) runs its handler
wherever it comes from, only its answer is kept from the page: against that there is ``csrf``.
Allow before ``csrf.protect(app)`` and ``require(app)``: a browser asks first without saying who
it is, and cannot read a refusal that comes from there. ``csrf`` refuses what other origins
change; exempt what they may. Routes with ``headers="skip"`` answer to the app's own origin and
to "*" alone.
"""

from . import WebApp

_Names = str | list[str] | tuple[str, ...]

def allow(
    app: WebApp,
    origins: _Names,
    methods: _Names = "*",
    headers: _Names = "*",
    credentials: bool = False,
    max_age: int = 600,
) -> None:
    """Let these origins ask: ["https://example.com"], without a path, or "*" for all.

    methods, headers: what they may use, ["GET", "PUT"] and ["Content-Type"]; "*" is all but
    Authorization. credentials: whether cookies may come along. max_age: seconds that a browser
    may keep what it was told. Raises ValueError for credentials and "*" together: that is nothing
    to browsers.
    """
