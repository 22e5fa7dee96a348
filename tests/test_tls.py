"""TLS: in memory on every Python, and over live sockets with real clients."""

import asyncio
import contextlib
import http.client
import shutil
import ssl
import stat
import subprocess
import time
from pathlib import Path

import httpx
import pytest
import websockets
from faults.live import PATIENCE, get, read_all, read_answer, request, reset, wait_for
from live.serving import serve

from tools import cert as make_cert

HERE = Path(__file__).parent / "on_every_python"
CERTS = HERE / "certs"
TRUSTED = CERTS / "rsa-cert.pem"
LEGACY = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, which Python 3.12 names
# What a client must allow before it speaks with Pycopy's axTLS: see picoweb/tls.pyi.
CIPHERS = "AES128-SHA:AES256-SHA:AES128-SHA256:AES256-SHA256"
OPENSSL = """
openssl_conf = all
[all]
ssl_conf = parts
[parts]
system_default = ours
[ours]
Options = UnsafeLegacyServerConnect
"""


def test_tls_in_memory(python, run_cases):
    run_cases(python, HERE / "part_tls.py")


# ---- Clients


def context_for(python, trusted=TRUSTED):
    context = ssl.create_default_context(cafile=str(trusted))
    if "pycopy" in python.name:
        context.options |= LEGACY
        context.set_ciphers(CIPHERS)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextlib.contextmanager
def serve_tls(python, **limits):
    with serve(python, "secure.py", **limits) as server:
        server.context = context_for(python)
        yield server


def connect(server):
    return server.connections.enter_context(
        server.context.wrap_socket(server.connect(), server_hostname="localhost")
    )


def say(server, said):
    sock = connect(server)
    sock.sendall(said)
    return sock


def greets(server):
    return read_answer(say(server, get("/"))).endswith(b"Hello, world!")


def client_of(server):
    return http.client.HTTPSConnection(
        "localhost", server.port, timeout=PATIENCE, context=server.context
    )


def ask(client, method, path, body=None):
    client.request(method, path, body)
    return client.getresponse().read()


def test_http_client_keeps_its_connection(python):
    with serve_tls(python) as server:
        client = client_of(server)
        assert ask(client, "GET", "/") == b"Hello, world!"
        sock = client.sock
        for size in (0, 1, 1400, 4096):
            assert ask(client, "POST", "/body", b"x" * size) == b"x" * size
        assert ask(client, "POST", "/count", b"x" * 100000) == b"100000 bytes"
        assert ask(client, "GET", "/") == b"Hello, world!"
        assert client.sock is sock, "it had to connect again"
        assert len(ask(client, "GET", "/text?200")) == 200 * 1024
        client.close()
        server.process.poll()
        assert not server.said()


def test_httpx(python):
    with serve_tls(python) as server:
        with httpx.Client(verify=server.context) as client:
            address = f"https://localhost:{server.port}"
            for _ in range(3):
                assert client.get(address).text == "Hello, world!"
            assert client.post(address + "/body", content=b"y" * 3000).content == b"y" * 3000
            with client.stream("GET", address + "/large?64") as response:
                assert sum(len(piece) for piece in response.iter_bytes()) == 64 * 1024


def curl(folder, python, server, *words):
    if not shutil.which("curl"):
        pytest.skip("curl is not here: install it")
    env = {"HOME": str(folder)}
    if "pycopy" in python.name:
        (folder / "openssl.cnf").write_text(OPENSSL)
        env["OPENSSL_CONF"] = str(folder / "openssl.cnf")
    command = ["curl", "-sS", "--cacert", str(TRUSTED), *words]
    return subprocess.run(command, env=env, capture_output=True, timeout=PATIENCE, check=False)


def test_curl(python, tmp_path):
    with serve_tls(python) as server:
        address = f"https://localhost:{server.port}"
        done = curl(tmp_path, python, server, address, address)
        assert (done.stdout, done.stderr) == (b"Hello, world!" * 2, b"")
        done = curl(tmp_path, python, server, "--data", "name=z", address + "/form")
        assert done.stdout == b"z", done.stderr
        # A response that ends by closing.
        done = curl(tmp_path, python, server, address + "/large?64")
        assert (len(done.stdout), done.returncode) == (64 * 1024, 0), done.stderr


def test_wget(python):
    if not shutil.which("wget"):
        pytest.skip("wget is not here: install it")
    with serve_tls(python) as server:
        address = f"https://localhost:{server.port}/"
        command = ["wget", "-qO-", f"--ca-certificate={TRUSTED}", address]
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        assert done.stdout == b"Hello, world!", done.stderr


def test_chromium(python, browser):
    with serve_tls(python) as server:
        # Its own list of whom to trust is not easily added to.
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.goto(f"https://localhost:{server.port}/")
        assert page.text_content("body") == "Hello, world!"
        context.close()


@pytest.mark.parametrize("python", ["pycopy", "pycopy32"], indirect=True)
def test_openssl_3_has_to_be_told_of_pycopy(python):
    with serve_tls(python) as server:
        server.context = ssl.create_default_context(cafile=str(TRUSTED))
        with pytest.raises(ssl.SSLError):
            connect(server)
        server.context = context_for(python)
        assert greets(server)
        assert not server.said()


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_versions_of_tls(python, version):
    can = python.name == "cpython" or version == "TLSv1_2"
    with serve_tls(python) as server:
        server.context.maximum_version = server.context.minimum_version = getattr(
            ssl.TLSVersion, version
        )
        if can:
            assert greets(server)
        else:
            with pytest.raises(ssl.SSLError):
                connect(server)


# Pycopy's TLS knows RSA only.
@pytest.mark.parametrize("python", ["cpython", "micropython"], indirect=True)
def test_an_ec_certificate(python):
    with serve_tls(python, kind=1) as server:
        server.context = context_for(python, CERTS / "ec-cert.pem")
        assert greets(server)


# ---- Streams


def test_requests_in_one_record_are_answered_in_turn(python):
    with serve_tls(python) as server:
        # Of 512 bytes each, so that what is read ends where a request does.
        head = b"GET / HTTP/1.1\r\nHost: a\r\nX: "
        request = head + b"x" * (512 - len(head) - 4) + b"\r\n\r\n"
        said = read_all(say(server, request * 5 + get("/")))
        assert said.count(b"Hello, world!") == 6


def test_events_are_heard_as_they_happen(python):
    with serve_tls(python) as server:
        listeners = [say(server, get("/events")) for _ in range(3)]
        for sock in listeners:
            assert b"text/event-stream" in sock.recv(1000)
        for word in (b"one", b"two"):
            assert read_answer(say(server, get("/push?" + word.decode()))).endswith(b"3")
            for sock in listeners:
                assert sock.recv(1000) == b"data: %s\n\n" % word
        listeners[0].close()
        reset(listeners.pop())
        assert wait_for(lambda: read_answer(say(server, get("/push?x"))).endswith(b"1"))


def test_a_handler_reads_and_writes_at_once(python):
    with serve_tls(python) as server:
        sock = say(server, b"POST /duplex?64 HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n")
        assert dribble_and_hear(sock, 3000).endswith(b"read 3000")


def dribble_and_hear(sock, size):
    # In one thread: before CPython 3.13, two at one SSL socket disturb each other.
    heard = b""
    for _ in range(size // 100):
        sock.settimeout(PATIENCE)
        sock.sendall(b"x" * 100)
        sock.settimeout(0)
        with contextlib.suppress(ssl.SSLWantReadError):
            heard += sock.recv(65536)
        time.sleep(0.005)
    sock.settimeout(PATIENCE)
    return heard + read_all(sock)


def test_websockets(python):
    async def go(server):
        address = f"wss://localhost:{server.port}/echo"
        async with websockets.connect(address, ssl=server.context) as sock:
            for message in ("text", b"", b"x" * 4096, "ä" * 2000):
                await sock.send(message)
                assert await sock.recv() == message
            # Both talk at once.
            await asyncio.gather(*[sock.send("%d" % number * 700) for number in range(9)])
            for number in range(9):
                assert await sock.recv() == "%d" % number * 700

    with serve_tls(python) as server:
        asyncio.run(go(server))
        assert wait_for(lambda: connections_of(server) == 0)
        assert not server.said()


def test_a_slow_reader_holds_up_nobody(python):
    with serve_tls(python, timeout=3) as server:
        slow = say(server, get("/large?4000"))
        time.sleep(0.3)
        for _ in range(5):
            assert greets(server)
        # It reads nothing for longer than the timeout: it is cut off.
        assert wait_for(lambda: connections_of(server) == 0)
        with contextlib.suppress(OSError):
            assert len(read_all(slow)) < 4000 * 1024
        assert greets(server)
        assert not server.said()


def connections_of(server):
    """Return how many connections the server holds, by its descriptors."""
    return server.settled_descriptors() - server.first_descriptors


# ---- Clients that do not speak TLS


HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
STRANGE = {
    "silence": b"",
    "half a record": HELLO[:4],
    "half a hello": HELLO,
    "garbage": bytes(range(256)) * 20,
    "garbage in a record": b"\x16\x03\x01\x20\x00" + b"x" * 0x2000,
    "a long record": b"\x16\x03\x03\xff\xff" + b"x" * 70000,
    "http": get("/"),
}


def test_strange_clients_end_and_hold_up_nobody(python):
    with serve_tls(python, timeout=3) as server:
        socks = []
        for said in STRANGE.values():
            sock = server.connect()
            with contextlib.suppress(OSError):
                sock.sendall(said)
            socks.append(sock)
        assert greets(server)
        for sock, name in zip(socks, STRANGE, strict=True):
            with contextlib.suppress(ConnectionResetError):
                said = read_all(sock)
                assert said.startswith(b"HTTP/1.1 400") if name == "http" else b"HTTP" not in said
        assert wait_for(lambda: connections_of(server) == 0)
        assert greets(server)
        assert not server.said()


def test_clients_that_leave_midway(python):
    with serve_tls(python, timeout=5, max_conns=100) as server:
        for end in ("close", "reset"):
            for path in ("/", "/large?500", "/sleep?300", "/events"):
                sock = say(server, get(path))
                time.sleep(0.02)
                reset(sock) if end == "reset" else sock.close()
            sock = server.connect()
            sock.sendall(HELLO)
            reset(sock) if end == "reset" else sock.close()
        for _ in range(2):
            read_answer(say(server, get("/push")))
        assert wait_for(lambda: connections_of(server) == 0)
        assert greets(server)
        assert not server.said()


def test_too_many_clients(python):
    with serve_tls(python, timeout=60, max_conns=4) as server:
        said = request("POST", "/count", "Content-Length: 1")
        busy = [say(server, said) for _ in range(4)]
        # On a busy machine a client may take longer to shake hands than it is waited for.
        assert wait_for(lambda: is_told_to_wait(server))
        for sock in busy:
            sock.sendall(b"x")
        assert [read_answer(sock).endswith(b"1 bytes") for sock in busy] == [True] * 4
        assert greets(server)


def is_told_to_wait(server):
    try:
        return read_answer(say(server, get("/"))).startswith(b"HTTP/1.1 503")
    except OSError:
        return False


def test_many_connections_leave_nothing_behind(python):
    with serve_tls(python, max_conns=30) as server:
        for _ in range(100):
            assert greets(server)
        before = memory_of(server)
        for _ in range(60):
            assert greets(server)
            server.connect().close()
        assert wait_for(lambda: connections_of(server) == 0)
        # Each connection has some 20 kilobytes of its own as long as it lasts.
        assert memory_of(server) - before < 1_000_000


def memory_of(server):
    """Return the bytes of memory that the process has in use."""
    words = Path(f"/proc/{server.process.pid}/statm").read_text().split()
    return int(words[1]) * 4096


def test_stop_and_start_without_tls(python):
    code = START_AGAIN.format(cert=str(CERTS))
    done = subprocess.run(
        [python.executable, "-c", code],
        env=python.env(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.split() == ["SecureStream", "Stream"], done.stderr


START_AGAIN = """
import picoweb
app = picoweb.WebApp(None)
app.prepare(-1, False, None, ("{cert}/rsa-cert.pem", "{cert}/rsa-key.pem"))
print(type(app.Stream(app, None, None)).__name__)
app.prepare(-1, False, None)
print(type(app.Stream(app, None, None)).__name__)
"""


def test_a_program_without_tls_does_not_load_it(python):
    with serve(python) as server:
        assert b"tls" not in server.get("/_modules").body


# ---- make cert


def test_make_cert(tmp_path, capsys):
    make_cert.main(["--to", str(tmp_path), "--for", "192.168.4.1,pi.local"])
    said = capsys.readouterr().out
    for kind in ("ec", "rsa"):
        cert, key = tmp_path / f"{kind}-cert.pem", tmp_path / f"{kind}-key.pem"
        assert str(make_cert.shown(cert)) in said and str(make_cert.shown(key)) in said
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
        info = ssl._ssl._test_decode_cert(str(cert))
        names = [value for _, value in info["subjectAltName"]]
        assert names[:4] == ["192.168.4.1", "pi.local", "localhost", "127.0.0.1"]
    assert "ssl=(" in said and "curl --cacert" in said
    # Once more: there it says the same, with other keys.
    before = key.read_bytes()
    make_cert.main(["--to", str(tmp_path)])
    assert key.read_bytes() != before


def test_make_cert_says_what_is_wrong(tmp_path):
    (tmp_path / "file").write_text("")
    for words in (["--to", str(tmp_path / "file")], ["--to", str(tmp_path), "--for", "ä"]):
        with pytest.raises(SystemExit, match="make cert: .*choose another"):
            make_cert.main(words)


def test_picoweb_serves_with_what_make_cert_makes(python, tmp_path):
    made = make_cert.make(tmp_path)
    code = "import sys, picoweb.tls; print(picoweb.tls.certificate(sys.argv[1], sys.argv[2]))"
    for kind, files in made.items():
        if kind == "ec" and "pycopy" in python.name:
            continue
        script = tmp_path / "load.py"
        script.write_text(code)
        done = subprocess.run(
            python.argv(script, *files),
            env=python.env(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "SSLContext" in done.stdout, done.stderr
