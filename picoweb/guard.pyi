"""A check in front of handlers."""

from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")

def guarded(check: Callable[..., Any], what: _T) -> _T:
    """Have check(req, resp) run before a handler, or before each of an app; return what runs then.

    check: may be a coroutine function. It raises an error, or answers by itself, where the handler
    is not to. what: a handler, or an app with those that are mounted in it.
    """
