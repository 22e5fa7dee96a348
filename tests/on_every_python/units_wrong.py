# One case that is right, and one for each way to be wrong: the runner must see them all.
from judge import Raises


def echo(value):
    if isinstance(value, Exception):
        raise value
    return value


CASES = [
    (
        echo,
        [
            ((1,), 1),
            ((1,), 2),
            ((1,), True),
            ((b"a",), "a"),
            ((1,), Raises(ValueError)),
            ((ValueError("a"),), 1),
            ((ValueError("a"),), Raises(OSError)),
            ((ValueError("a"),), Raises(ValueError, "b")),
        ],
    )
]
