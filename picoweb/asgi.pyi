"""Any app as one of ASGI 3, for uvicorn, hypercorn and their like. On CPython alone.

::

    asgi = picoweb.asgi.ASGI(app)        # uvicorn program:asgi --workers 4

The app stays as it is: its limits, errors and streams are picoweb's own. Request bodies come as
the client sends them, responses leave as they are written, event streams and WebSockets work.

* Write ``init()`` for what has to be done before the first request; ``app.spawn()`` belongs there,
  too, for before that no event loop runs. Each worker process has an app of its own.
* When the server stops, background tasks and what is still open end. ``run()`` and ``start()``
  are not for such a program: host, port, TLS and access log are the server's.
* Of a response that fails midway the server cuts the connection.
* A handler hears that its client has left when it next writes: OSError.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from . import WebApp
from .stream import Stream

_Event = MutableMapping[str, Any]

class ASGI:
    """An ASGI 3 application of a picoweb app.

    log: an object with info, error, debug and exc, as for run(); else errors go to the logger
    "picoweb".
    """

    app: WebApp
    """The app that it serves."""

    def __init__(self, app: WebApp, log: Any = None) -> None: ...
    async def __call__(
        self,
        scope: _Event,
        receive: Callable[[], Awaitable[_Event]],
        send: Callable[[_Event], Awaitable[None]],
    ) -> None: ...

class ServedStream(Stream):
    """The stream that handlers get. get_extra_info("peername") is the client as the server says,
    and of any other name what the scope has: "root_path", "state", "http_version"."""

    scope: _Event
    """The connection, as the ASGI specification has it."""
    scheme: str
    """ "https" or "http"."""

class Cut(Exception):
    """Raised to the server for a response that ended before its end."""
