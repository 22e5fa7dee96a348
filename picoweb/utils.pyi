"""Percent-encoding and query strings."""

from typing import Any

def unquote_plus(s: str) -> str:
    """Decode "%41", as UTF-8, and "+" to a space; a broken escape is left as it stands."""

def unquote(s: str) -> str:
    """Decode "%41", as UTF-8, and leave "+" as it is."""

def parse_qs(s: str) -> dict[str, Any]:
    """Return {"a": ["1", "2"], "b": True} for "a=1&b&a=2", decoded as unquote_plus() does."""
