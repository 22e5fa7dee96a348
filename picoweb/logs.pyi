"""An access log in the common log format, which log analysers read.

::

    192.168.4.2 - - [06/Nov/1994:08:49:37 +0000] "GET /led?on=1 HTTP/1.1" 200 13

The address is ``proxy.client_address()``; the size is that of the body; the time is the port's
clock, in UTC. A request that was not understood is "-". It is written whatever ``run(debug=...,
log=...)`` says, which is about errors.
"""

from collections.abc import Callable
from typing import Any

from . import WebApp

def access(app: WebApp, write: Callable[[str], Any]) -> None:
    """Have a line written after each request: ``logs.access(app, sys.stdout.write)``.

    app: the one that runs, or one mounted in it. write: is called with each line, its newline at
    the end. Quotes, backslashes and control characters
    are escaped as JSON does it. What ``write`` raises is logged as an error, and harms nobody.
    """

def file(path: str, size: int = 65536) -> Callable[[str], None]:
    """Return a function that writes to a file: ``logs.access(app, logs.file("access.log"))``.

    size: a file that has reached so many bytes becomes `path`.1, in the place of an older one:
    together they take two times `size` bytes and two lines at most.
    """
