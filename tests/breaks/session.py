"""Breaks of sessions."""

BREAKS = [
    (
        "session.py",
        "if not isinstance(key, bytes) or len(key) < 16:",
        "if not isinstance(key, bytes) or len(key) < 15:",
        "part session",
    ),
    (
        "session.py",
        "json.loads(text)  # boards write what is no JSON: load() could never read it",
        "pass",
        "pycopy: part session",
    ),
    (
        "session.py",
        "if same(self.signature(key, payload), signature):",
        "if same(self.signature(key, payload)[:60], signature[:60]):",
        "part session",
    ),
    (
        "session.py",
        "if -60 < int(time()) - saved < self.max_age:",
        "if int(time()) - saved < self.max_age:",
        "part session",
    ),
    (
        "session.py",
        'value = payload + "." + self.signature(self.keys[0], payload)',
        'value = payload + "." + self.signature(self.keys[-1], payload)',
        "part session",
    ),
    (
        "session.py",
        "if len(value) > self.max_size:",
        "if len(value) >= self.max_size:",
        "part session",
    ),
    (
        "session.py",
        "resp, self.name, value, self.max_age if data else 0, secure=self.secure",
        "resp, self.name, value, self.max_age, secure=self.secure",
        "part session",
    ),
    (
        "session.py",
        'return to_text(sign(key, (self.name + "=" + payload).encode()))',
        "return to_text(sign(key, payload.encode()))",
        "part session",
    ),
]
