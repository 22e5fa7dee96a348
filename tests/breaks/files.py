"""Breaks of what serves files to browsers."""

BREAKS = [
    # ---- folders
    (
        "files.py",
        'self.folder = folder.rstrip("/") + "/"',
        'self.folder = folder + "/"',
        "part files",
    ),
    ("files.py", 'if not name or name.endswith("/"):', "if not name:", "part files"),
    (
        "files.py",
        'name = later("static").safe(name.replace("%", "%25"))',
        'name = later("static").safe(name)',
        "part files",
    ),
    ("files.py", "if not found:", "if not name:", "part files"),
    ("files.py", "fields = req.fields or {}", "fields = req.fields", "part files"),
    (
        "files.py",
        'app.add_url_rule(url, self.send, methods=["GET", "HEAD"])',
        "app.add_url_rule(url, self.send)",
        "part files",
    ),
    ("files.py", "return not status[0] & FOLDER", "return True", "part files"),
    ("files.py", "if YEAR < modified <= time():", "if YEAR < modified:", "part files"),
    ("files.py", 'await later("sending").sendstream(resp, found.f)', "pass", "part files"),
    ("files.py", 'if req.method != "HEAD":', "if True:", "part files"),
    (
        "files.py",
        "if not self.source and not found.look(app.pkg, path):",
        "if not found.look(app.pkg, path):",
        "part files",
    ),
    (
        "files.py",
        "self.etag, self.date = self.f.etag, None",
        "self.etag = self.f.etag",
        "part files",
    ),
    # ---- packed files, and how long they may be kept
    ("files.py", "found.packed = True", "pass", "part files"),
    (
        "files.py",
        'return not weight or weight.strip(b"q=0.") != b""',
        "return True",
        "part files",
    ),
    (
        "files.py",
        'for item in sorted(text.lower().replace(b" ", b"").split(b","), reverse=True):',
        'for item in text.lower().replace(b" ", b"").split(b","):',
        "part files",
    ),
    (
        "files.py",
        "if len(pattern) > len(best) and name.startswith(head) and name.endswith(tail):",
        "if name.startswith(head) and name.endswith(tail):",
        "part files",
    ),
    # ---- conditions and parts
    (
        "conditions.py",
        'return listed(found.etag, fields[b"if-none-match"].replace(b"W/", b""))',
        'return listed(found.etag, fields[b"if-none-match"])',
        "part files",
    ),
    ("conditions.py", "if missed(found, fields):", "if False:", "part files"),
    (
        "conditions.py",
        'return b"" < comparable(found.date) <= since',
        'return b"" < comparable(found.date) == since',
        "part files",
    ),
    (
        "conditions.py",
        'if fields.get(b"if-range", found.etag) in (found.etag, found.date):',
        "if True:",
        "part files",
    ),
    (
        "conditions.py",
        'if method == "GET" and b"range" in fields:',
        'if b"range" in fields:',
        "part files",
    ),
    ("conditions.py", 'if method not in ("GET", "HEAD"):', "if False:", "part files"),
    (
        "conditions.py",
        "return None if last and end <= start else (start, min(end, size))",
        "return start, min(end, size)",
        "part files",
    ),
    ("conditions.py", "if start >= found.left:", "if start > found.left:", "part files"),
    # ---- frozen files
    (
        "assets.py",
        "return Asset(data, 0, etag[:-1] + b'.gz\"', media_type)",
        "return Asset(data, 0, etag, media_type)",
        "part files",
    ),
    ("assets.py", "left -= len(stream.read(min(left, 512)))", "left = 0", "part files"),
    ("assets.py", 'if path[-3:] != ".gz" or not size:', "if not size:", "part files"),
]
