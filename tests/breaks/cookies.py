"""Breaks of cookies."""

BREAKS = [
    ("cookies.py", "if equals and key == name:", "if key == name:", "part cookies"),
    (
        "cookies.py",
        'key, equals, value = pair.strip().partition("=")',
        'key, equals, value = pair.strip().rpartition("=")',
        "part cookies",
    ),
    (
        "cookies.py",
        'for pair in later("utils").text_of(cookies).split(";") if cookies else ():',
        'for pair in cookies.decode().split(";") if cookies else ():',
        "part cookies",
    ),
    (
        "cookies.py",
        "if not name or (name + value).encode().strip(TOKEN):",
        "if not name or value.encode().strip(TOKEN):",
        "part cookies",
    ),
    ("cookies.py", "if text is not None:", "if text:", "part cookies"),
    ("cookies.py", "if http_only:", "if secure:", "part cookies"),
    (
        "cookies.py",
        'set(resp, name, "", 0, path, domain, secure)',
        'set(resp, name, "", 0, path, domain)',
        "part cookies",
    ),
    (
        "cookies.py",
        'if ";" in str(text):  # it would be the next attribute',
        "if False:",
        "part cookies",
    ),
    (
        "quoting.py",
        "if not name or name.encode().strip(TOKEN):",
        "if name.encode().strip(TOKEN):",
        "part cookies",
    ),
    (
        "quoting.py",
        'return chr(byte) if 32 < byte < 127 and byte not in SPECIAL else ""',
        'return chr(byte) if 32 <= byte < 127 and byte not in SPECIAL else ""',
        "part cookies",
    ),
    (
        "quoting.py",
        "data = value.encode()",
        'data = value.replace("\\\\", "/").encode()',
        "part cookies",
    ),
    (
        "quoting.py",
        "if len(value) < 2 or value[0] + value[-1] != '\"\"':",
        "if value[0] + value[-1] != '\"\"':",
        "part cookies",
    ),
    (
        "quoting.py",
        'if len(number) == 3 and not number.strip("01234567") and number < "4":',
        'if len(number) == 3 and not number.strip("01234567"):',
        "part cookies",
    ),
]
