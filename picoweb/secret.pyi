"""Signatures, and a comparison that tells nobody how it went: what sessions and auth share."""

def pads(key: bytes) -> tuple[bytearray, bytearray]:
    """Return what HMAC makes of a key (RFC 2104), once, however often sign() needs it."""

def sign(pads: tuple[bytes | bytearray, bytes | bytearray], message: bytes) -> bytes:
    """Return the HMAC-SHA256 of a message: 32 bytes (RFC 2104, RFC 6234)."""

def same(text: str, other: str) -> bool:
    """Tell whether two texts are equal, in a time that depends on their lengths alone."""

def to_text(data: bytes) -> str:
    """Return bytes in hexadecimal."""
