"""Breaks of forms with files."""

BREAKS = [
    (
        "multipart.py",
        "if len(head) + len(end) > self.max_head:",
        "if len(head) > self.max_head:",
        "part multipart",
    ),
    ("multipart.py", "if self.max_parts < 0:", "if self.max_parts > 99:", "part multipart"),
    ("multipart.py", "if self.room < 0:", "if self.room == 0:", "part multipart"),
    ("multipart.py", "if self.stream.left > max_size:", "if False:", "part multipart"),
    (
        "multipart.py",
        "end = len(data) - len(form.delimiter) + 1",
        "end = len(data)",
        "part multipart",
    ),
    (
        "multipart.py",
        "if form.part is not self:",
        "if False:",
        "part multipart",
    ),
    ("multipart.py", 'if lines.pop(0).strip(b" \\t"):', "if not lines.pop:", "part multipart"),
    ("multipart.py", "os.remove(to)", "pass", "part multipart"),
    (
        "multipart.py",
        'if min(text or "-") < " " or len(text.encode()) > 255:',
        'if min(text or "-") < " " or len(text) > 255:',
        "part multipart",
    ),
    (
        "multipart.py",
        'pieces[i] = pieces[i].replace(";", "%3B")',
        "pass",
        "part multipart",
    ),
    (
        "testing_upload.py",
        'boundary += "-"',
        "break",
        "part multipart",
    ),
    (
        "testing_upload.py",
        'return text.replace(\'"\', "%22").replace("\\r", "%0D").replace("\\n", "%0A")',
        "return text",
        "part multipart",
    ),
]
