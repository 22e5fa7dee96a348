"""Breaks of responses in chunks."""

BREAKS = [
    ("chunked.py", "elif buf:  # a chunk of nothing would be the last", "else:", "part chunked"),
    (
        "chunked.py",
        'await resp.awrite(b"%x\\r\\n" % len(buf))',
        'await resp.awrite(b"%d\\r\\n" % len(buf))',
        "part chunked",
    ),
    ("chunked.py", 'await resp.awrite(b"\\r\\n")', "pass", "part chunked"),
    (
        "chunked.py",
        "self.chunked = resp.keep and not resp.bodyless and resp.promised is None",
        "self.chunked = not resp.bodyless and resp.promised is None",
        "part chunked",
    ),
    (
        "chunked.py",
        "resp.promised = resp.length + len(buf) + 20",
        "resp.promised = None",
        "part chunked",
    ),
    ("chunked.py", "if turn % 8 == 0:", "if False:", "part chunked"),
    ("chunked.py", 'await self.resp.awrite(b"0\\r\\n\\r\\n")', "pass", "part chunked"),
]
