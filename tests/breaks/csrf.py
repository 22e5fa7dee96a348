"""Breaks of csrf."""

BREAKS = [
    (
        "csrf.py",
        'if req.method in ("GET", "HEAD", "OPTIONS") or find(req.app, req)[0] in exempted:',
        'if req.method in "GET HEAD OPTIONS" or find(req.app, req)[0] in exempted:',
        "part csrf",
    ),
    ("csrf.py", 'right = site == b"same-origin"', 'right = site != b"cross-site"', "part csrf"),
    (
        "csrf.py",
        'right = origin == req.headers.get(b"host")',
        'right = origin.startswith(req.headers.get(b"host"))',
        "part csrf",
    ),
    (
        "csrf_token.py",
        'if not text or not later("secret").same(text, await given(req)):',
        'if not later("secret").same(text, await given(req)):',
        "part csrf",
    ),
    ("csrf_token.py", "req.reader.unread(body)  # for the handler", "pass", "part csrf"),
    (
        "csrf_token.py",
        'return text if len(text) == 32 and not text.strip("0123456789abcdef") else ""',
        "return text if len(text) == 32 else text[:0]",
        "part csrf",
    ),
    (
        "csrf_token.py",
        'req.headers[b"cookie"] = b"csrf=" + text.encode() + b"; " + others',
        "pass",
        "part csrf",
    ),
    (
        "csrf_token.py",
        'others = req.headers.get(b"cookie", b"")',
        'others = b""',
        "part csrf",
    ),
    (
        "csrf_token.py",
        'return content_type.lower().startswith(b"application/x-www-form-urlencoded")',
        "return True",
        "part csrf",
    ),
    ("guard.py", 'await load("hooks").result_of(check, req, resp)', "pass", "part csrf"),
    ("guard.py", "what.before_request(check)", "pass", "part csrf"),
    ("guard.py", "return what", "return check", "part csrf"),
]
