"""Forms with files in them, part by part as they arrive (RFC 7578).

However large an upload is, about a block of it (1.4 KB) is held::

    @app.route("/upload", methods=["POST"])
    async def upload(req, resp):
        async for part in multipart.parts(req):
            if part.filename:
                await part.save("uploads/" + part.filename)
            elif part.name == "title":
                title = await part.text()

The parts come in the order of the form; what was not read of one is passed over when the next is
asked for. A request that is no such form is answered with 415, one that is broken or ends early
with 400, and one that is too large with 413. A form inside a form is a part's bytes.
"""

from typing import Any, Protocol

from . import HTTPRequest

class _Writes(Protocol):
    def write(self, data: bytes, /) -> Any: ...

class Part:
    """A field of a form, or a file."""

    name: str
    """Of the field."""
    filename: str | None
    """As the client says, without folders and leading dots; "" if no file was chosen, None for a
    field that is no file."""
    content_type: str
    """"text/plain" if the client says nothing of it (RFC 7578, 4.4)."""
    async def read(self, n: int = -1) -> bytes:
        """Return what has arrived, n bytes at most; b"" at the end of the part.

        Raises ValueError if the next part was asked for already.
        """

    async def text(self, max_size: int = 4096) -> str:
        """Return the whole part as text. Raises HTTPError(413) for more than max_size bytes."""

    async def save(self, to: str | _Writes) -> int:
        """Write the part to a path, or to an open file, and return its size in bytes.

        What was at the path is replaced. Where the form ends early, the file is removed. Raises
        OSError if it cannot be written.
        """

class parts:  # noqa: N801
    """The parts of a request's form, for ``async for``.

    max_size: bytes of the whole body, 1 MB unless told. Raises HTTPError 415 for a request that is
    no such form, 400 for one that is broken, 413 for one that is larger than it may be.
    """

    max_parts: int
    """Parts of a form. Set it on the class."""
    max_head: int
    """Bytes of the header lines of a part. Set it on the class."""
    def __init__(self, req: HTTPRequest, max_size: int = 1048576) -> None: ...
    def __aiter__(self) -> parts: ...
    async def __anext__(self) -> Part: ...
