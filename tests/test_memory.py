"""Clients, logs and limits in memory, on every Python; and the client over a socket."""

import contextlib
import logging
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest
from faults import live

import picoweb
from picoweb.testing import Client

HERE = Path(__file__).parent / "on_every_python"
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
WITH_LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n"


@pytest.mark.parametrize("script", ["client", "memory"])
def test_in_memory(python, run_cases, script):
    run_cases(python, HERE / f"{script}.py")


class Answers(socketserver.StreamRequestHandler):
    """A server that answers by the path, not always as it should."""

    wbufsize = 0

    def handle(self):
        path = self.rfile.readline().split()[1].decode()
        length = 0
        time.sleep(0.05)  # so that a client cannot say all at once
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        with contextlib.suppress(OSError):
            getattr(self, path.strip("/"))(self.rfile.read(length))

    def say(self, body, lines=b""):
        self.wfile.write(WITH_LENGTH % (len(body), lines) + body)

    def count(self, body):
        self.say(b"%d" % len(body))

    def long(self, body):
        self.say(b"x" * 300000)

    def cookie(self, body):
        self.say(b"", b"Set-Cookie: a=1; Path=/\r\n")

    def cut(self, body):
        self.wfile.write(WITH_LENGTH % (10, b"") + b"half")

    def leave(self, body):
        pass

    def hang(self, body):
        time.sleep(60)

    def halves(self, body):
        self.wfile.write(STREAM + b"\xd1")
        time.sleep(0.1)
        self.wfile.write(b"\x8f\xd1\x8f\xd1")
        time.sleep(0.1)
        self.wfile.write(b"\x8f")

    def endless(self, body):
        self.wfile.write(STREAM)
        while True:
            self.wfile.write(b"data: x\n\n")

    def stops(self, body):
        self.wfile.write(STREAM + b"first")
        time.sleep(60)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        super().server_bind()


@contextlib.contextmanager
def answering():
    """Run the server of answers; its port."""
    with Server(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()


def test_over_a_socket(python, run_cases):
    with answering() as port:
        run_cases(python, HERE / "client_socket.py", port)


def over_a_socket(python):
    """The same, for tests/breaks."""
    with answering() as port:
        command = python.argv(HERE / "client_socket.py", str(port))
        env, timeout = python.env(), live.PATIENCE
        subprocess.run(command, env=env, capture_output=True, timeout=timeout, check=True)


def test_the_logging_library_is_used_once_it_is_set_up(monkeypatch, caplog):
    """CPython alone: pytest's own handler stands for a program's basicConfig()."""
    app = picoweb.WebApp(None)
    app.add_url_rule("/bad", lambda req, resp: 1 / 0)
    app.prepare(1, False, None)
    monkeypatch.setattr(logging.getLogger("picoweb"), "level", logging.DEBUG)
    assert Client(app).get("/bad").status == 500
    records = [record for record in caplog.records if record.name == "picoweb"]
    assert [record.levelname for record in records][:2] == ["ERROR", "INFO"]
    assert records[0].exc_info[0] is ZeroDivisionError
    assert '"GET /bad" 500' in records[1].getMessage()


PROGRAM = """
import picoweb
print(picoweb.WebApp(None).render_str("page.tpl", ("leaf",)))
"""


def test_a_template_is_made_once_at_its_first_use(python):
    with tempfile.TemporaryDirectory() as folder:
        script, templates = Path(folder, "program.py"), Path(folder, "templates")
        script.write_text(PROGRAM)
        templates.mkdir()
        (templates / "page.tpl").write_text("{% args name %}\n<p>{{ name }}</p>\n")
        command, options = python.argv(script), {"cwd": folder, "env": python.env()}
        for _ in range(2):
            done = subprocess.run(command, **options, capture_output=True, timeout=live.PATIENCE)
            assert b"<p>leaf</p>" in done.stdout, done.stderr
        assert {path.suffix for path in templates.glob("page*")} == {".tpl", ".py"}
