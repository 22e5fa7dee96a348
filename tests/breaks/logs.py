"""Breaks of the access log."""

BREAKS = [
    (
        "logs.py",
        'asked = later("values").json.dumps(request_line(req) if req else "-")',
        "asked = '\"%s\"' % request_line(req)",
        "part logs",
    ),
    ("logs.py", "size = 0 if resp.bodyless else resp.length", "size = resp.sent", "part logs"),
    (
        "logs.py",
        "target, app = app.url + target, app.parent",
        "target, app = target, app.parent",
        "part logs",
    ),
    ("logs.py", "full = f.seek(0, 2) >= size", "full = f.seek(0, 2) > size", "part logs"),
    (
        "logs.py",
        'address = later("proxy").follow(resp, req and req.fields)[0]',
        'address = "-"',
        "part logs",
    ),
]
