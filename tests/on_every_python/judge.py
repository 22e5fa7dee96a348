# Whether what a function says is what a table expects.


class Raises:
    # An exception of this kind; with these words in its text, or this status.
    def __init__(self, kind, *words):
        self.kind = kind
        self.words = words

    def judge(self, e):
        text = "%s %s" % (getattr(e, "status", ""), e)
        if isinstance(e, self.kind) and not [word for word in self.words if str(word) not in text]:
            return None
        return "raised %r instead of %s with %s" % (e, self.kind.__name__, self.words)


def judge(function, arguments, expected):
    # What is wrong, or None.
    try:
        result = function(*arguments)
    except Exception as e:
        return expected.judge(e) if isinstance(expected, Raises) else "raised %r" % (e,)
    right = expected(result) if callable(expected) else same(result, expected)
    return None if right else "said %r instead of %r" % (result, expected)


def same(result, expected):
    # True is no 1 here, and bytes are no text.
    return result == expected and isinstance(result, bool) == isinstance(expected, bool)
