"""Random bytes, from the system's own source."""

def random(size: int) -> bytes:
    """Return so many bytes that nobody can guess."""

def token() -> str:
    """Return 32 hexadecimal digits that nobody can guess."""
