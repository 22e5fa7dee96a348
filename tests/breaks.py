"""One-line breaks of picoweb, each with the check that catches it.

(file, the line, the line that breaks it, the check). A line stands here without its indent, and
is in its file once. A check is one of

    wire TABLE                    tests/on_every_python/wire.py, in one piece
    units TABLE                   tests/on_every_python/units.py
    MODULE::TEST [argument ...]   a live test, called with a Python and the arguments
    fault NAME                    a fault of the original, looked for in a program of its own

and runs on Pycopy where it is, else on CPython; `PYTHON:` in front says on which it must run.
"""

BREAKS = [
    # ---- the request
    (
        "request.py",
        "if len(parts) != 3 or not all(parts):",
        "if len(parts) < 3:",
        "wire heads",
    ),
    (
        "request.py",
        "if verb.strip(TOKEN) or min(target) < 33 or max(target) > 126:",
        "if min(target) < 33 or max(target) > 126:",
        "wire heads",
    ),
    (
        "request.py",
        'value = value.strip(b" \\t")',
        'value = value.lstrip(b" \\t")',
        "wire heads",
    ),
    (
        "request.py",
        "if not colon or not name or name.strip(TOKEN):",
        "if not colon or not name:",
        "wire heads",
    ),
    (
        "request.py",
        'if min(value.replace(b"\\t", b" ") or TOKEN) < 32 or 127 in value:',
        "if 127 in value:",
        "wire heads",
    ),
    ("request.py", "name = name.lower()", "pass", "wire heads"),
    (
        "request.py",
        'if minor and b"host" not in headers:',
        'if b"host" not in headers:',
        "wire heads",
    ),
    ("request.py", "keep = minor > 0", "keep = True", "wire heads"),
    (
        "request.py",
        "if not value.isdigit():",
        'if not value.strip(b"+").isdigit():',
        "wire bodies",
    ),
    (
        "request.py",
        'keep = keep and b"close" not in value.lower()',
        'keep = keep and b"close" not in value',
        "wire heads",
    ),
    ("rarely.py", 'if major != b"1":', 'if major not in b"123":', "wire heads"),
    (
        "rarely.py",
        'if target == b"*" and verb == b"OPTIONS":',
        'if target == b"*":',
        "wire heads",
    ),
    (
        "rarely.py",
        'if name == b"content-length" and first == second:',
        'if name == b"content-length":',
        "wire bodies",
    ),
    (
        "rarely.py",
        'if not minor or b"content-length" in headers:',
        "if not minor:",
        "units request",
    ),
    (
        "rarely.py",
        'if minor and value != b"100-continue":',
        "if minor and not value:",
        "wire bodies",
    ),
    # ---- the body
    ("body.py", "if stream.left > limit - len(body):", "if stream.left > limit:", "wire bodies"),
    ("chunked.py", "if await line(stream):", "if await line(stream) is None:", "wire bodies"),
    (
        "chunked.py",
        "if not size or len(size) > 8 or size.strip(HEX):",
        "if not size or size.strip(HEX):",
        "units request",
    ),
    ("chunked.py", "for _ in range(MAX_TRAILERS):", "for _ in range(100000):", "wire bodies"),
    ("reading.py", "self.buffer = data[n:]", "self.buffer = data[n + 1 :]", "wire bodies"),
    (
        "reading.py",
        'end = part.find(b"\\n") + 1 or len(part)',
        "end = len(part)",
        "wire bodies",
    ),
    (
        "reading.py",
        'await self.send(b"HTTP/1.1 100 Continue\\r\\n\\r\\n")',
        "pass",
        "wire bodies",
    ),
    (
        "utils.py",
        'return unquote(s.replace("+", " "))',
        'return unquote(s).replace("+", " ")',
        "units request",
    ),
    (
        "utils.py",
        "if len(part) > 1 and part[0] in HEX and part[1] in HEX:",
        "if len(part) > 1 and part[0] in HEX:",
        "units request",
    ),
    (
        "utils.py",
        "value = unquote_plus(value) if equals else True",
        "value = unquote_plus(value)",
        "units request",
    ),
    # ---- the stream
    (
        "stream.py",
        'if head.count(b"\\n") != head.count(b"\\r\\n"):',
        'if head.count(b"\\n") < head.count(b"\\r\\n"):',
        "wire heads",
    ),
    (
        "stream.py",
        'if len(head.partition(b"\\r\\n")[0]) > max_line:',
        "if len(head) > max_line:",
        "wire heads",
    ),
    ("stream.py", "if len(head) > max_head:", "if len(head) > 2 * max_head:", "wire heads"),
    ("stream.py", "if forgiven and self.buffer[:2] == forgiven:", "if False:", "wire heads"),
    ("stream.py", "if self.bodyless:", "if not self.status:", "wire responses"),
    (
        "stream.py",
        "if self.promised is not None and self.length > self.promised:",
        "if self.promised is not None and self.length > self.promised + 9:",
        "wire responses",
    ),
    ("stream.py", "buf = buf.encode()", "buf = buf.encode()[: len(buf)]", "wire responses"),
    (
        "stream.py",
        "if self.promised and not self.bodyless and self.length < self.promised:",
        "if self.promised and not self.bodyless and not self.length:",
        "wire responses",
    ),
    (
        "stream.py",
        "if self.expect or self.left and self.left > UNREAD:",
        "if self.left and self.left > UNREAD:",
        "wire bodies",
    ),
    ("stream.py", "if not self.keep:", "if not self.keep and self.promised:", "wire responses"),
    (
        "stream.py",
        "self.app.streams.remove(self)",
        "pass",
        "test_stream_first::test_413_is_seen_although_a_body_is_sent 110",
    ),
    # ---- the response
    ("response.py", "if writer.status:", "if writer.status == 7:", "wire responses"),
    (
        "response.py",
        "if min(content_type.encode()) < 32:",
        "if min(content_type.encode()) < 1:",
        "wire responses",
    ),
    (
        "response.py",
        "if headers or not 199 < status < 204 and status < 400:",
        "if headers:",
        "wire responses",
    ),
    ("reasons.py", "414 URI Too Long", "414 Request-URI Too Long", "wire heads"),
    (
        "writing.py",
        'end = self.out.find(b"\\r\\n\\r\\n") + 4',
        'end = self.out.find(b"\\r\\n\\r\\n") + 6',
        "wire responses",
    ),
    (
        "writing.py",
        'self.extra += later("fields").line(name, value)',
        'self.extra = later("fields").line(name, value)',
        "wire responses",
    ),
    (
        "fields.py",
        'if b"\\r" in text or b"\\n" in text or b"\\0" in text:',
        'if b"\\r\\n" in text:',
        "wire responses",
    ),
    ("fields.py", 'if not name or b":" in name:', "if not name:", "units response"),
    ("fields.py", 'close = b"close" in value', "pass", "wire responses"),
    (
        "fields.py",
        "if status < 200 or status in (204, 304):",
        "if status < 200 or status == 204:",
        "wire responses",
    ),
    (
        "values.py",
        'return "application/octet-stream", value',
        "return None, value",
        "wire values",
    ),
    (
        "values.py",
        'if b"content-type:" in headers.lower():',
        'if b"content-type:" in headers:',
        "wire values",
    ),
    (
        "values.py",
        """return text.replace('"', "&quot;").replace("'", "&#39;")""",
        """return text.replace('"', "&quot;")""",
        "units response",
    ),
    ("date.py", "if year < 2024:", "if year < 2100:", "units response"),
    # ---- what a request goes through
    ("exchange.py", 'stream.bodyless = req.method == "HEAD"', "pass", "wire responses"),
    (
        "exchange.py",
        'if not methods or verb in methods or verb == "HEAD" and "GET" in methods:',
        "if not methods or verb in methods:",
        "wire heads",
    ),
    ("exchange.py", "if resp.promised is None:", "if resp.promised == 7:", "wire errors"),
    ("exchange.py", "e = HTTPError(400)", "e = HTTPError(500)", "wire bodies"),
    (
        "exchange.py",
        "await http_error(resp, e.status if known else 500, known and e.text)",
        "await http_error(resp, e.status if known else 500)",
        "wire errors",
    ),
    (
        "exchange.py",
        "if len(app.streams) * 2 > app.max_conns:",
        "if len(app.streams) > app.max_conns:",
        "test_stream_first::test_idle_kept_connections_give_way",
    ),
    ("__init__.py", 'headers_mode = "parse"', 'headers_mode = "skip"', "wire heads"),
    (
        "patterns.py",
        'return Pattern(url), dict({"methods": ("GET", "HEAD")}, **extra)',
        "return Pattern(url), extra",
        "wire routes",
    ),
    (
        "patterns.py",
        'if not text or kind != "path" and "/" in text:',
        "if not text:",
        "wire routes",
    ),
    (
        "patterns.py",
        "return None if path else Match(values)",
        "return Match(values)",
        "units paths",
    ),
    ("patterns.py", 'wrong(route, "has nothing between two names")', "pass", "units paths"),
    ("elsewhere.py", 'if req.method == "OPTIONS":', "if not req.method:", "wire routes"),
    ("elsewhere.py", 'if req.method in ("GET", "HEAD"):', "if req.method:", "wire files"),
    (
        "hooks.py",
        "for hooks in reversed(list(chain(req.app))):",
        "for hooks in chain(req.app):",
        "wire errors",
    ),
    (
        "hooks.py",
        "if result is not None or resp.status or resp.length:",
        "if result is not None:",
        "wire errors",
    ),
    ("hooks.py", "app = app.parent", "app = None", "wire errors"),
    ("static.py", 'if "\\\\" in path or "\\0" in path:', 'if "\\0" in path:', "units paths"),
    ("static.py", 'if not segment.strip("."):', 'if segment == ".":', "wire files"),
    (
        "static.py",
        'path = later("utils").unquote(path)',
        'path = later("utils").unquote(later("utils").unquote(path))',
        "units paths",
    ),
    ("pages.py", "path = folder + slash + path", "pass", "wire files"),
    (
        "webapp.py",
        'if req.path == app.url or req.path.startswith(app.url + "/"):',
        "if req.path.startswith(app.url):",
        "wire routes",
    ),
    ("webapp.py", "self.mounts.sort(key=lambda app: -len(app.url))", "pass", "wire routes"),
    # ---- the server
    (
        "webapp.py",
        "while self.sock or self.closing:",
        "while self.closing:",
        "test_live::test_stop_ends_what_does_not_end_by_itself",
    ),
    (
        "webapp.py",
        "port.cancel(record[0])",
        "pass",
        "test_live::test_spawned_tasks_run_and_end_with_stop",
    ),
    (
        "webapp.py",
        "if e.args[0] != port.EADDRINUSE:",
        "if e.args[0]:",
        "test_live::test_a_port_in_use_is_said_in_a_sentence",
    ),
    (
        "server.py",
        "if not longest or stream.waited > longest.waited:",
        "if not longest or stream.waited < longest.waited:",
        "test_stream_first::test_the_connection_that_was_idle_for_longest_gives_way_first",
    ),
    (
        "server.py",
        "stream.sock.write(TIMED_OUT)",
        "pass",
        "test_stream_first::test_a_silent_client_hears_408_in_the_head_and_nothing_before",
    ),
    (
        "server.py",
        "stream.waited += 1",
        "pass",
        "test_stream_first::test_a_silent_client_hears_408_in_the_head_and_nothing_before",
    ),
    (
        "server.py",
        "if self.refused <= REFUSALS:",
        "if self.refused < 0:",
        "test_stream_first::test_only_requests_that_are_all_served_make_it_busy",
    ),
    (
        "server.py",
        "stream.push()",
        "pass",
        "test_live::test_what_was_written_does_not_wait_for_the_rest /piecemeal",
    ),
    (
        "console.py",
        "line = '%s \"%s %s\" %d %d'",
        "line = '%s \"%s\" %s %d %d'",
        "test_live::test_debug_0_says_a_line_for_each_request_and_errors",
    ),
    # ---- testing
    ("testing.py", "self.was_reset = True", "pass", "wire errors"),
    (
        "testing.py",
        'if not value or "max-age=0" in attributes.lower():',
        "if not value:",
        "units testing",
    ),
    # ---- the port
    (
        "port.py",
        'elif hasattr(sys.implementation, "_mpy"):',
        "elif False:",
        "micropython: wire heads",
    ),
    (
        "pycopy.py",
        "if other:",
        "if False:",
        "pycopy: test_stream_first::test_a_reader_and_a_blocked_writer_on_one_socket",
    ),
    (
        "pycopy.py",
        "loop.runq = deque((), count, True)",
        "loop.runq = deque((), 16, True)",
        "pycopy: test_stream_first::test_a_loop_that_the_program_made_with_queues_of_16",
    ),
    (
        "pycopy.py",
        "loop.waitq = utimeq(count)",
        "loop.waitq = utimeq(16)",
        "pycopy: test_stream_first::test_a_loop_that_the_program_made_with_queues_of_16",
    ),
    (
        "pycopy.py",
        'on_error(e, "event loop")',
        "raise",
        "pycopy: test_stream_first::test_exceptions_that_leave_the_loop_are_logged_and_it_goes_on",
    ),
    (
        "pycopy.py",
        'sock.setsockopt(usocket.SOL_SOCKET, usocket.SO_LINGER, b"\\1\\0\\0\\0\\0\\0\\0\\0")',
        "pass",
        "pycopy: fault an_exception_midway_looks_like_a_whole_page",
    ),
    (
        "micropy.py",
        'sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\\1\\0\\0\\0\\0\\0\\0\\0")',
        "pass",
        "micropython: fault an_exception_midway_looks_like_a_whole_page",
    ),
    (
        "micropy.py",
        "task.cancel()",
        "pass",
        "micropython: test_live::test_spawned_tasks_run_and_end_with_stop",
    ),
    (
        "micropy.py",
        "core._task_queue.push(other)",
        "pass",
        "micropython: test_stream_first::"
        "test_a_silent_client_hears_408_in_the_head_and_nothing_before",
    ),
    ("cpython.py", "__iter__ = __await__", "pass", "cpython: wire originals"),
    (
        "cpython.py",
        "return _Generator(result) if inspect.isgenerator(result) else result",
        "return result",
        "cpython: wire originals",
    ),
    (
        "cpython.py",
        "setattr(cls, name, iterable(method) if public else method)",
        "setattr(cls, name, method)",
        "cpython: wire originals",
    ),
    (
        "cpython.py",
        'getattr(waiter.get_loop(), "remove_" + direction)(self.sock.fileno())',
        "waiter.get_event_loop()",
        "cpython: test_live::test_the_address_of_the_client_can_be_read",
    ),
    (
        "cpython.py",
        'sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))',
        "pass",
        "cpython: fault an_exception_midway_looks_like_a_whole_page",
    ),
]
