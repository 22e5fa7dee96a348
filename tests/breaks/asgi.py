"""Breaks of ASGI."""

PART = "cpython: part asgi"
BREAKS = [
    # ---- the server's life
    ("asgi.py", "app.prepare(0, False, self.log)", "pass", PART),
    ("asgi.py", "self.app.stop()", "pass", PART),
    ("asgi.py", "self.app.abort()", "pass", PART),
    # ---- requests
    (
        "asgi.py",
        'if path == root or path.startswith(root + b"/"):',
        "if path.startswith(root):",
        PART,
    ),
    (
        "asgi.py",
        'path = path.partition(b"?")[0] if path else escaped(scope["path"])',
        'path = path or escaped(scope["path"])',
        PART,
    ),
    ("asgi.py", 'self.patient = b"expect" in headers', "self.patient = False", PART),
    (
        "asgi.py",
        'self.in_chunks = bool(first.get("body") or first.get("more_body"))',
        "self.in_chunks = False",
        PART,
    ),
    (
        "asgi.py",
        'body = b"%x\\r\\n%s\\r\\n" % (len(body), body) if body else b""',
        'body = b"%x\\r\\n%s\\r\\n" % (len(body), body)',
        PART,
    ),
    # ---- responses
    ("asgi.py", "if len(self.outgoing) >= ROOM:", "if False:", PART),
    (
        "asgi.py",
        "whole = not self.cut and self.promised in (None, self.count)",
        "whole = not self.cut",
        PART,
    ),
    ("asgi.py", 'OURS = HOP + (b"date",)', "OURS = ()", PART),
    # ---- WebSockets
    ("asgi.py", "self.say(masked(PONG, data))  # the server looks after the client", "pass", PART),
    ("asgi.py", "self.kind = kind or self.kind", "self.kind = kind", PART),
    ("asgi.py", "if code != 1006:", "if True:", PART),
    (
        "asgi.py",
        'size = data[1] if start == 2 else int.from_bytes(data[2:start], "big")',
        "size = data[1]",
        PART,
    ),
]
