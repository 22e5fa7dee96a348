"""Breaks of TLS."""

BREAKS = [
    # ---- what goes both ways
    ("tls.py", "if self.sock.plain and not write:", "if False:", "part tls"),
    ("tls.py", "self.plain = self.plain[size:]", 'self.plain = b""', "part tls"),
    ("tls.py", "if said[0] != HANDSHAKE:", "if False:", "part tls"),
    ("tls.py", "if early:", "if False:", "part tls"),
    ("tls.py", "if not self.count:", "if True:", "part tls"),
    ("tls.py", "count, self.count = self.count, 0", "count, self.count = size, 0", "part tls"),
    ("tls.py", "engine.outgoing = engine.outgoing[count:]", 'engine.outgoing = b""', "part tls"),
    ("tls.py", "if not self.cut:", "if True:", "cpython: part tls"),
    ("tls.py", 'self.ended = piece == b""', "pass", "part tls"),
    # ---- certificates
    ("certificates.py", "if label.endswith(wanted):", "if True:", "part tls"),
    ("certificates.py", "if ENCRYPTED in der[:40]:", "if False:", "part tls"),
    ("certificates.py", "if not fits(keys[0], certs[0]):", "if False:", "part tls"),
    # ---- the boards' libraries
    ("tls_boards.py", "self.left = self.record()", "self.left = len(self.incoming)", "part tls"),
    ("tls_boards.py", "if size > MAX_RECORD:", "if False:", "part tls"),
    (
        "certificates.py",
        "context.set_cert_key(certs, inner[2:] or key)",
        "context.set_cert_key(certs, key)",
        "part tls",
    ),
    (
        "tls_boards.py",
        "return self.raw.fileno()",
        "return INVALID",
        "test_tls::test_requests_in_one_record_are_answered_in_turn",
    ),
    # ---- CPython's
    ("tls_cpython.py", "self.outgoing += self.bio.read()", "self.bio.read()", "cpython: part tls"),
    ("tls_cpython.py", 'label = "EC PRIVATE KEY"', 'label = "PRIVATE KEY"', "cpython: part tls"),
    (
        "tls_cpython.py",
        "return self.raw.ready(direction)",
        "pass",
        "cpython: test_tls::test_requests_in_one_record_are_answered_in_turn",
    ),
]
