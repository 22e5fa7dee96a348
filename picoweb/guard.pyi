"""A check in front of handlers."""

from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")

def guarded(check: Callable[..., Any], what: _T) -> _T:
    """Have check(req, resp) run before a handler, or before each of an app.

    It raises an error, or answers by itself, where the handler is not to.
    """
