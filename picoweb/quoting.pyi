"""Values of cookies that are more than a token."""

def quoted(name: str, value: str) -> str:
    """Return a value as it stands in Set-Cookie: in quotes, and with octal numbers, if it must.

    Raises ValueError for a name that is no token (RFC 6265, 4.1.1).
    """

def unquoted(value: str) -> str:
    """Return what quoted() was given; a value that is not in quotes comes as it is."""
