"""An app as one of ASGI: in memory, and served by uvicorn and hypercorn."""

import asyncio
import contextlib
import http.client
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import websockets
from faults.live import HOST, PATIENCE, get, read_all, request, wait_for
from live.serving import PROGRAMS, free_port

from picoweb import asgi
from tools import runtimes
from tools.runtimes import ROOT

HERE = Path(__file__).parent / "on_every_python"
SERVERS = {
    "uvicorn": ["uvicorn", "served:asgi", "--port", "{port}", "--workers", "2"],
    "hypercorn": ["hypercorn", "served:asgi", "--bind", f"{HOST}:{{port}}", "--workers", "2"],
}


def test_asgi_event_by_event(run_cases):
    run_cases(runtimes.find("cpython"), HERE / "part_asgi.py")


# ---- In memory, by httpx


@pytest.fixture
def served(monkeypatch):
    """The program of the live tests, anew."""
    monkeypatch.syspath_prepend(PROGRAMS)
    sys.modules.pop("served", None)
    yield importlib.import_module("served")
    sys.modules.pop("served", None)


def ask(application, method, path, *, root_path="", **options):
    """Ask in memory; return the response."""

    async def go():
        transport = httpx.ASGITransport(app=application, root_path=root_path)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(go())


def test_a_page(served):
    response = ask(served.asgi, "GET", "/")
    assert (response.status_code, response.text) == (200, "Hello, world!")
    assert response.headers["content-length"] == "13"
    assert not {"date", "connection"} & set(response.headers)
    for _ in range(3):  # each in a loop of its own
        assert ask(served.asgi, "GET", "/").text == "Hello, world!"
    assert not served.app.streams


@pytest.mark.parametrize("size", [0, 1, 1400, 4096])
def test_a_body(served, size):
    assert ask(served.asgi, "POST", "/body", content=b"x" * size).content == b"x" * size


def test_a_body_of_unknown_length(served):
    async def pieces():
        for size in (0, 1, 700, 2000):
            yield b"x" * size

    assert ask(served.asgi, "POST", "/body", content=pieces()).content == b"x" * 2701


def test_the_limits_are_the_apps(served):
    assert ask(served.asgi, "POST", "/body", content=b"x" * 4097).status_code == 413
    assert ask(served.asgi, "GET", "/?" + "x" * 1100).status_code == 414
    assert ask(served.asgi, "GET", "/", headers={"X": "x" * 5000}).status_code == 431
    assert ask(served.asgi, "GET", "/nowhere").status_code == 404
    assert ask(served.asgi, "DELETE", "/body").status_code == 405
    assert ask(served.asgi, "GET", "/break").status_code == 500
    served.app.max_conns = 0
    response = ask(served.asgi, "GET", "/")
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")


def test_responses_without_a_body(served):
    response = ask(served.asgi, "HEAD", "/")
    assert (response.content, response.headers["content-length"]) == (b"", "13")
    assert ask(served.asgi, "HEAD", "/large").content == b""
    assert ask(served.asgi, "GET", "/nothing").status_code == 204


def test_what_the_scope_says(served):
    response = ask(served.asgi, "GET", "/scope?a=1", headers={"Cookie": "c=3"})
    assert response.json() == {
        "peer": "127.0.0.1:123",
        "scheme": "http",
        "root": "",
        "path": "/scope",
        "query": "a=1",
        "host": "test",
        "cookie": "c=3",
    }
    assert response.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_a_root_path(served):
    assert ask(served.asgi, "GET", "/sub/", root_path="/sub").text == "Hello, world!"
    assert ask(served.asgi, "GET", "/sub", root_path="/sub").text == "Hello, world!"
    assert ask(served.asgi, "GET", "/scope", root_path="/sub/").json()["root"] == "/sub/"
    assert ask(served.asgi, "GET", "/subway", root_path="/sub").status_code == 404


def test_a_path_is_as_it_was_sent(served):
    assert ask(served.asgi, "GET", "/a%2Fb%20c/there").text == "a/b c"


@pytest.mark.parametrize("path", ["/break-midway", "/short"])
def test_a_response_that_fails_midway_is_cut(served, path):
    with pytest.raises(asgi.Cut):
        ask(served.asgi, "GET", path)


def test_errors_are_logged(served, caplog):
    ask(served.asgi, "GET", "/break")
    assert "the handler broke" in caplog.text and "Traceback" in caplog.text
    assert caplog.records[0].name == "picoweb"


# ---- Real servers, of two workers each


@pytest.fixture(scope="module", params=SERVERS)
def server(request, tmp_path_factory):
    port = free_port()
    words = [word.format(port=port) for word in SERVERS[request.param]]
    output = tmp_path_factory.mktemp("asgi") / "output"
    env = dict(os.environ, PYTHONPATH=f"{ROOT}:{PROGRAMS}", PYTHONUNBUFFERED="1")
    with output.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            env=env,
            cwd=PROGRAMS,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://{HOST}:{port}"
        assert wait_for(lambda: answers(address)), output.read_text()
        yield request.param, port
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) in (0, -signal.SIGTERM), output.read_text()
    finally:
        process.kill()
        process.wait()


def answers(address):
    try:
        return httpx.get(address).text == "Hello, world!"
    except httpx.HTTPError:
        return False


def test_two_workers_serve(server):
    _, port = server
    pids = set()

    def both():
        stats = httpx.get(f"http://{HOST}:{port}/stats").json()
        assert stats["ticks"] > 0
        pids.add(stats["pid"])
        return len(pids) == 2

    assert wait_for(both)


@contextlib.contextmanager
def client_of(port):
    client = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        yield client
    finally:
        client.close()


def test_pages_and_bodies(server):
    _, port = server
    with client_of(port) as client:
        ask_for_pages(client)


def test_a_body_that_is_refused(server):
    _, port = server
    for size in (4097, 100_000):
        assert httpx.post(f"http://{HOST}:{port}/body", content=b"x" * size).status_code == 413
        assert httpx.post(f"http://{HOST}:{port}/ignore", content=b"x" * size).status_code == 200


def ask_for_pages(client):
    for size in (0, 1, 4096):
        client.request("POST", "/body", b"x" * size)
        assert client.getresponse().read() == b"x" * size
    client.request("POST", "/count", iter([b"x" * 50000] * 5), encode_chunked=True)
    assert client.getresponse().read() == b"250000"
    client.request("POST", "/count", b"x" * 500000)
    assert client.getresponse().read() == b"500000"
    client.request("HEAD", "/")
    response = client.getresponse()
    assert (response.read(), response.getheader("content-length")) == (b"", "13")
    client.request("GET", "/large")
    assert client.getresponse().read() == b"x" * 1_000_000
    client.request("GET", "/scope")
    assert json.loads(client.getresponse().read())["peer"] == "%s:%d" % client.sock.getsockname()


def test_a_response_cut_midway_is_seen_by_the_client(server):
    _, port = server
    for path in ("/break-midway", "/short"):
        with client_of(port) as client:
            client.request("GET", path)
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                client.getresponse().read()


def test_events_end_with_their_client(server):
    _, port = server
    with socket.create_connection((HOST, port), PATIENCE) as sock:
        sock.sendall(get("/events"))
        said = b""
        while b"data: 3" not in said:
            said += sock.recv(1000)

    def all_left():
        found = [httpx.get(f"http://{HOST}:{port}/stats").json() for _ in range(8)]
        return all(stats["open"] == 0 for stats in found)

    assert wait_for(all_left)


def test_strange_requests(server):
    _, port = server
    said = [b"\0" * 100, b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"]
    said.append(request("POST", "/body", "Content-Length: 100", body=b"x"))
    for one in said:
        with (
            socket.create_connection((HOST, port), PATIENCE) as sock,
            contextlib.suppress(OSError),
        ):
            sock.sendall(one)
            sock.settimeout(0.3)
            read_all(sock)
    assert answers(f"http://{HOST}:{port}")


def test_websockets(server):
    name, port = server

    async def go():
        address = f"ws://{HOST}:{port}/ws"
        async with websockets.connect(address, subprotocols=["chat"]) as sock:
            assert sock.subprotocol == "chat"
            for message in ("text", b"bytes", "ä" * 1000, b"x" * 4096):
                await sock.send(message)
                assert await sock.recv() == message
            await sock.send("end")
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await sock.recv()
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (3001, "so long")
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(f"ws://{HOST}:{port}/nowhere")

    asyncio.run(go())


def test_servers_are_not_disturbed_by_haste(server):
    _, port = server

    async def go():
        limits = httpx.Limits(max_connections=20)
        async with httpx.AsyncClient(limits=limits, timeout=PATIENCE) as client:
            address = f"http://{HOST}:{port}/"
            pages = await asyncio.gather(*[client.get(address) for _ in range(300)])
            assert {page.text for page in pages} == {"Hello, world!"}

    asyncio.run(go())
