"""Breaks of the limit of requests, and of the headers."""

BREAKS = [
    ("security.py", "if not 0 < lacks <= self.burst:", "if lacks < 0:", "part security"),
    ("security.py", "if min(rate, burst, size) <= 0:", "if rate <= 0:", "part security"),
    ("security.py", "if wait > 0:", "if wait > 1000:", "part security"),
    (
        "security.py",
        "if address not in full_at and len(full_at) >= self.size:",
        "if len(full_at) >= self.size:",
        "part security",
    ),
    (
        "security.py",
        "full_at.pop(min(full_at, key=full_at.get))",
        "full_at.pop(max(full_at, key=full_at.get))",
        "part security",
    ),
    (
        "security.py",
        'resp.add_header("Retry-After", (wait + 999) // 1000)',
        'resp.add_header("Retry-After", wait // 1000)',
        "part security",
    ),
    ("security.py", "resp.extra += text", "resp.extra = text[:30]", "part security"),
    ("security.py", "self.check(req, resp)", "pass", "part security"),
]
