"""Breaks of server-sent events, and of the client that reads them."""

BREAKS = [
    (
        "sse.py",
        'data = data.replace("\\r\\n", "\\n").replace("\\r", "\\n").replace("\\n", "\\ndata: ")',
        'data = data.replace("\\r\\n", "\\n").replace("\\n", "\\ndata: ")',
        "part sse",
    ),
    (
        "sse.py",
        'text = later("fields").line(name, value) + text  # no line breaks in it',
        'text = b"%s: %s\\r\\n" % (name.encode(), str(value).encode()) + text',
        "part sse",
    ),
    ("sse.py", "if value is not None:", "if value:", "part sse"),
    ("sse.py", "await resp.flush()", "pass", "part sse"),
    ("sse_watch.py", "cancel(stream.owner)", "pass", "part sse"),
    (
        "sse_watch.py",
        "if stream.sock and stream.owner and not stream.kept:",
        "if stream.sock and stream.owner and stream.kept:",
        "part sse",
    ),
    (
        "sse_watch.py",
        "if stream.sock and stream.owner and not stream.kept:",
        "if stream.sock and not stream.kept:",
        "part sse",
    ),
    (
        "sse_watch.py",
        'if not stream.dead and stream.sock.read(64) != b"":',
        "if not stream.dead:",
        "part sse",
    ),
    (
        "sse_watch.py",
        'if ticks % 30 or stream.writer or stream.sock.write(b":\\n") == 2:',
        "if True:",
        "part sse",
    ),
    ("sse_watch.py", "stream.close()", "pass", "part sse"),
    ("sse_watch.py", "except MemoryError:", "except TypeError:", "part sse"),
    ("sse_watch.py", "heard.remove(stream)", "pass", "part sse"),
    (
        "testing_events.py",
        'if self.after_cr and text[:1] == "\\n":',
        'if text[:1] == "\\n":',
        "part testing_events",
    ),
    (
        "testing_events.py",
        "if time.time() > end:",
        "if False:",
        "part sse",
    ),
    (
        "testing_events.py",
        'self.set(name, value[value[:1] == " " :])',
        "self.set(name, value.strip())",
        "part testing_events",
    ),
    (
        "testing_events.py",
        'if self.status != 200 or content_type != "text/event-stream":',
        "if self.status != 200:",
        "part testing_events",
    ),
]
