"""Files that are part of a program: what a module of `make assets` opens."""

from typing import Any

def find(files: dict[str, tuple[bytes, int, bytes, str]], path: str) -> Asset:
    """Open one of the files, "a.css" as it was or "a.css.gz" as it is kept.

    files: name to (bytes, size once unpacked or 0 if they are not packed, ETag, media type).
    Raises OSError if there is none of this name.
    """

class Asset:
    """An open file: read(), readinto() and readline() as a stream has them."""

    size: int
    """Bytes of the file, unpacked."""
    etag: bytes
    """The entity tag, with its quotes (RFC 9110, 8.8.3)."""
    media_type: str
    """As in Content-Type."""
    def __init__(self, data: bytes, size: int, etag: bytes, media_type: str) -> None: ...
    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to an offset from the beginning, or from the end if whence is 2; return it."""

    def __getattr__(self, name: str) -> Any: ...
    def close(self) -> None:
        """Let go of what was unpacked."""

    def __enter__(self) -> Asset: ...
    def __exit__(self, *args: object) -> None: ...
