"""Breaks of who may ask from other origins."""

BREAKS = [
    ("cors.py", "if isinstance(origins, str):", "if False:", "part cors"),
    ("cors.py", 'everyone = "*" in origins', 'everyone = origins == ("*",)', "part cors"),
    (
        "cors.py",
        'if credentials and (everyone or "*" in methods or "*" in headers):',
        "if credentials and everyone:",
        "part cors",
    ),
    ("cors.py", 'resp.add_header("Vary", "Origin")', "pass", "part cors"),
    ("cors.py", "if origin not in origins:", "if origin not in str(origins):", "part cors"),
    ("cors.py", 'if req.method == "OPTIONS":', 'if req.method == "PATCH":', "part cors"),
    (
        "cors.py",
        'origin = later("utils").text_of((req.fields or {}).get(b"origin", b""))',
        'origin = req.fields.get(b"origin", b"").decode()',
        "part cors",
    ),
]
