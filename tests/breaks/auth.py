"""Breaks of auth."""

BREAKS = [
    # ---- passwords
    (
        "auth.py",
        "for i in range(1, iterations):",
        "for i in range(iterations):",
        "part auth",
    ),
    (
        "auth.py",
        'total ^= int.from_bytes(last, "big")',
        'total |= int.from_bytes(last, "big")',
        "part auth",
    ),
    ("auth.py", "await sleep_ms(0)", "pass", "part auth"),
    (
        "auth.py",
        'if kind != "pbkdf2_sha256" or not iterations.isdigit():',
        "if not iterations.isdigit():",
        "part auth",
    ),
    ("auth.py", 'salt = later("entropy").token()', 'salt = "salt"', "part auth"),
    # ---- who failed often
    ("auth.py", "if count >= FREE:", "if count > FREE:", "part auth"),
    ("auth.py", "if 0 < waits <= LONGEST:", "if 0 < waits:", "part auth"),
    (
        "auth.py",
        "keep(client, failures, (count, now))  # who comes meanwhile waits",
        "pass",
        "part auth",
    ),
    (
        "auth.py",
        "count = value_of(client, failures, (0, 0))[0]  # more may have failed by now",
        "pass",
        "part auth",
    ),
    (
        "auth.py",
        "keep(client, failures, None if found else (min(count + 1, 16), now))",
        "keep(client, failures, (0 if found else min(count + 1, 16), now))",
        "part auth",
    ),
    (
        "auth.py",
        "return pairs.pop(0) if len(pairs) > 16 else None",
        "return pairs.pop() if len(pairs) > 16 else None",
        "part auth",
    ),
    # ---- the schemes
    (
        "auth.py",
        "if scheme.lower() == self.scheme:",
        "if scheme.lower() in self.scheme:",
        "part auth",
    ),
    (
        "auth.py",
        'found = colon and await load("hooks").result_of(self.check, name, password)',
        'found = await load("hooks").result_of(self.check, name, password)',
        "part auth",
    ),
    (
        "auth.py",
        'self.refuse(resp, self.wrong if said else "")',
        "self.refuse(resp, self.wrong)",
        "part auth",
    ),
    # ---- Digest
    (
        "auth_digest.py",
        'if not same(right, said.get("response", "")) or password is None:',
        'if not same(right, said.get("response", "")):',
        "part auth",
    ),
    (
        "auth_digest.py",
        'if not hash or not same_place(said.get("uri", ""), later("auth_login").target(req)):',
        "if not hash:",
        "part auth",
    ),
    (
        "auth_digest.py",
        "if not same(self.nonce(text), nonce) or len(count) != 8:",
        "if not same(self.nonce(text), nonce):",
        "part auth",
    ),
    (
        "auth_digest.py",
        "used = count <= last if last else number <= self.gone",
        "used = count <= last if last else False",
        "part auth",
    ),
    (
        "auth_digest.py",
        "if used or not 0 <= int(time()) - made < self.lifetime:",
        "if used or not 0 <= int(time()) - made <= self.lifetime:",
        "part auth",
    ),
    ("auth_digest.py", "self.made += 1", "self.made = 1", "part auth"),
    (
        "auth_digest.py",
        'if not self.fresh(said.get("nonce", ""), said.get("nc", "")):',
        'if not self.fresh(said["nonce"], said["nc"]):',
        "part auth",
    ),
    (
        "auth_digest.py",
        'return path.rstrip("/") == known.rstrip("/") and query == asked',
        "return path == known and query == asked",
        "part auth",
    ),
    # ---- the form
    (
        "auth_login.py",
        'if data[:1] != b"/" or data[1:2] == b"/" or b"\\\\" in data:',
        'if data[:1] != b"/" or data[1:2] == b"/":',
        "part auth",
    ),
    (
        "auth_login.py",
        'return url if min(data) > 32 and max(data) < 127 else "/"',
        "return url",
        "part auth",
    ),
    (
        "auth_login.py",
        'more = "?next=" + quoted(asked) if req.method == "GET" else ""',
        'more = "?next=" + quoted(asked)',
        "part auth",
    ),
    (
        "auth_login.py",
        "path, app = app.url + path, app.parent",
        "app = app.parent",
        "part auth",
    ),
    ("auth_login.py", "self.sessions.save(resp, {})", "pass", "part auth"),
    (
        "auth_login.py",
        'if not req.user and asked.partition("?")[0] != self.path:',
        "if not req.user and req.path != self.path:",
        "part auth",
    ),
    (
        "auth.py",
        'return later("proxy").client_address(req)',
        'return req.reader.get_extra_info("peername", "").rpartition(":")[0]',
        "part auth",
    ),
]
