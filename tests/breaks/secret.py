"""Breaks of what secrets need."""

BREAKS = [
    ("secret.py", "if len(key) > 64:", "if len(key) > 63:", "part secret"),
    ("secret.py", "outer[i] ^= byte", "outer[i] |= byte", "part secret"),
    ("secret.py", "difference = len(text) ^ len(other)", "difference = 0", "part secret"),
    (
        "secret.py",
        "difference |= ord(a) ^ ord(b)",
        "difference = ord(a) ^ ord(b)",
        "part secret",
    ),
    ("secret.py", "return difference == 0", "return difference < 2", "part secret"),
    (
        "entropy.py",
        'return later("secret").to_text(random(16))',
        'return later("secret").to_text(bytes(16))',
        "part secret",
    ),
    (
        "entropy.py",
        'with open("/dev/urandom", "rb") as f:',
        'with open("/dev/zero", "rb") as f:',
        "part secret",
    ),
    ("entropy.py", "return f.read(size)", "return f.read(16)", "part secret"),
]
