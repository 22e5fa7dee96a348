"""WebSockets: tables on every Python, and real clients over live sockets.

Times are generous upper limits: none of these tests depends on a fast machine.
"""

import asyncio
import contextlib
import itertools
import json
import socket
import ssl
import sys
import threading
import time
from pathlib import Path

import aiohttp
import pytest
import websockets
from faults.live import HOST, PATIENCE, Answer, get, read_all, reset, wait_for
from live.serving import serve
from test_growth import SPARE, assert_nothing_grew, held_by
from test_tls import context_for
from websockets.sync.client import connect

HERE = Path(__file__).parent / "on_every_python"
sys.path.append(str(HERE))
from websocket_frames import AGREED, BYE, GOOD_BYE, HELLO, ask, client, closed  # noqa: E402

ECHO = b"\x81\x05Hello"
PING, PONG = b"\x89\x00", client(0x8A)
TEXTS = ["", "Hello", "я" * 100, "\U0001f600 and \U0010ffff", "x" * 4096, "é" * 2048]
BYTES = [b"", b"\0", bytes(range(256)) * 16]


def sockets(python, **limits):
    return serve(python, "sockets.py", **limits)


def url(server, path):
    return f"ws://{HOST}:{server.port}{path}"


def say(server, path, said=b"", **options):
    """Return a raw connection that is a WebSocket, over which `said` was said."""
    sock = server.say(ask().replace(b"/ws", path.encode()) + said, **options)
    assert hear(sock, len(AGREED)).startswith(b"HTTP/1.1 101 ")
    return sock


def hear(sock, size):
    """Return so many bytes, past a Date, or all there are."""
    said = b""
    while len(said) < size and (piece := sock.recv(size - len(said))):
        said += piece
    if said.startswith(b"HTTP/1.1 101") and b"\r\n\r\n" not in said:
        while not said.endswith(b"\r\n\r\n"):
            said += sock.recv(1)
    return said


def test_part(python, run_cases):
    run_cases(python, HERE / "part_websocket.py")


# ---- clients from PyPI


def test_websockets_hears_what_it_says(python):
    with sockets(python) as server:
        with connect(url(server, "/echo"), subprotocols=["mqtt", "echo"]) as ws:
            assert ws.subprotocol == "echo"
            for message in TEXTS + BYTES:
                ws.send(message)
                assert ws.recv(PATIENCE) == message
            ws.send(["in ", "three ", "fragments"])
            assert ws.recv(PATIENCE) == "in three fragments"
            assert ws.ping(b"there?").wait(PATIENCE)
            ws.send("last")
            assert ws.recv(PATIENCE) == "last"
        assert ws.close_code == 1000
        server.wait_for_stats(slots=0, codes=[1000], open=0)
        server.check()


def test_websockets_gathers_fragments(python):
    with sockets(python) as server, connect(url(server, "/fragments")) as ws:
        for message in ("fragments", b"bytes in fragments"):
            ws.send(message)
            assert ws.recv(PATIENCE) == message


def test_websockets_is_told_how_it_ends(python):
    with sockets(python) as server:
        with connect(url(server, "/closes")) as ws:
            with pytest.raises(websockets.ConnectionClosed) as end:
                ws.recv(PATIENCE)
            assert (end.value.rcvd.code, end.value.rcvd.reason) == (4001, "enough")
        with connect(url(server, "/echo")) as ws:
            ws.send("x" * 4097)
            with pytest.raises(websockets.ConnectionClosed) as end:
                ws.recv(PATIENCE)
            assert end.value.rcvd.code == 1009
        with connect(url(server, "/echo")) as ws:
            ws.close(3999, "because")
        server.wait_for_stats(slots=0, codes=[4001, 1009, 3999])
        server.check()


def test_websockets_is_told_that_a_handler_broke(python):
    with sockets(python) as server, connect(url(server, "/breaks")) as ws:
        ws.send("now")
        with pytest.raises(websockets.ConnectionClosed) as end:
            ws.recv(PATIENCE)
        assert end.value.rcvd.code == 1011
        server.wait_for_stats(slots=0)


def test_websockets_is_refused(python):
    with sockets(python) as server:
        for path, headers, status in (
            ("/echo", {"Origin": "http://evil.example"}, 403),
            ("/echo", {"Origin": f"http://{HOST}:{server.port}"}, None),
            ("/nowhere", {}, 404),
        ):
            if status is None:
                connect(url(server, path), additional_headers=headers).close()
                continue
            with pytest.raises(websockets.InvalidStatus) as refusal:
                connect(url(server, path), additional_headers=headers)
            assert refusal.value.response.status_code == status
        server.wait_for_stats(slots=0)
        server.check()


def test_a_long_message_both_ways(python):
    size = 1 << 20 if python.name == "cpython" else 70000
    with sockets(python, message=size) as server:
        with connect(url(server, "/echo"), max_size=None, compression=None) as ws:
            for message in ("x" * size, bytes(range(256)) * (size // 256)):
                ws.send(message)
                assert ws.recv(PATIENCE) == message


def test_aiohttp_hears_what_it_says(python):
    async def talk(server):
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(url(server, "/echo"), protocols=["chat"]) as ws:
                assert ws.protocol == "chat"
                for text in TEXTS:
                    await ws.send_str(text)
                    assert await ws.receive_str(timeout=PATIENCE) == text
                for data in BYTES:
                    await ws.send_bytes(data)
                    assert await ws.receive_bytes(timeout=PATIENCE) == data
                await ws.ping(b"there?")
            assert ws.close_code == 1000
            async with session.ws_connect(url(server, "/closes")) as ws:
                message = await ws.receive(timeout=PATIENCE)
                assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 4001)
            with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
                await session.ws_connect(url(server, "/echo"), headers={"Origin": "null"})
            assert refusal.value.status == 403

    with sockets(python) as server:
        asyncio.run(talk(server))
        # It answers any Close with a 1000 of its own.
        server.wait_for_stats(slots=0, codes=[1000, 1000])
        server.check()


def test_many_sockets_at_once(python):
    async def talk(server, number):
        async with websockets.connect(url(server, "/echo")) as ws:
            for turn in range(20):
                await ws.send(f"{number}.{turn} " * 50)
                assert await ws.recv() == f"{number}.{turn} " * 50

    async def all_talk(server):
        await asyncio.gather(*(talk(server, number) for number in range(40)))

    with sockets(python, max_conns=50, timeout=30) as server:
        asyncio.run(all_talk(server))
        server.wait_for_stats(slots=0, codes=[1000] * 40, open=0, timers=server.stats()["timers"])
        server.check()


def test_what_one_says_many_hear(python):
    with sockets(python, max_conns=30, timeout=30) as server, contextlib.ExitStack() as stack:
        listening = [stack.enter_context(connect(url(server, "/listen"))) for _ in range(15)]
        for number in range(5):
            assert server.get(f"/push?{number}").body == b"15"
        for ws in listening:
            assert [ws.recv(PATIENCE) for _ in range(5)] == ["0", "1", "2", "3", "4"]


# ---- clients that fall silent, stop reading, leave, or say too much


def test_a_silent_client_is_asked_and_then_dropped(python):
    with sockets(python, timeout=1.5) as server:
        sock = say(server, "/echo")
        assert hear(sock, 2) == PING
        sock.sendall(PONG)
        assert hear(sock, 2) == PING
        sock.sendall(HELLO)
        assert hear(sock, 9) == ECHO + PING
        assert read_all(sock) == b""
        server.wait_for_stats(slots=0, codes=[1006], open=0)
        server.check()


def test_a_client_that_answers_stays(python):
    with sockets(python, timeout=2) as server, connect(url(server, "/echo")) as ws:
        time.sleep(5)
        ws.send("still here")
        assert ws.recv(PATIENCE) == "still here"


def test_a_client_that_drips_a_frame_is_dropped(python):
    with sockets(python, timeout=0.6) as server:
        sock, frame = say(server, "/echo"), iter(client(0x82, b"x" * 4000))

        def is_given_up():
            time.sleep(0.1)
            try:
                sock.sendall(bytes((next(frame),)))
            except OSError:
                return True

        assert wait_for(is_given_up)
        server.wait_for_stats(slots=0, codes=[1006])
        server.check()


def test_a_client_that_stops_reading_is_dropped(python):
    with sockets(python, timeout=0.6) as server:
        say(server, "/hose", narrow=True)
        server.wait_for_stats(slots=0, codes=["hose"])
        sent = server.stats()["sent"]
        time.sleep(0.5)
        assert server.stats()["sent"] == sent
        server.check()


def pour(sock, stop):
    with contextlib.suppress(OSError):
        while not stop.is_set():
            sock.sendall(HELLO * 50)
            time.sleep(0.01)


@pytest.mark.parametrize("path", ["/listen", "/echo"])
def test_a_client_that_says_much_and_reads_nothing_is_dropped(python, path):
    with sockets(python, timeout=0.6) as server:
        sock, stop = say(server, path, narrow=True), threading.Event()
        thread = threading.Thread(target=pour, args=(sock, stop))
        thread.start()
        try:
            if path == "/listen":
                # As long as it takes to fill what the system holds for it.
                wait_for(lambda: server.get("/push?" + "x" * 900).body == b"0")
            server.wait_for_stats(slots=0)
            server.check()
        finally:
            stop.set()
            thread.join()


def test_a_client_that_says_much_leaves_others_their_turn(python):
    with sockets(python, timeout=30) as server:
        sock = say(server, "/listen")
        # All of it has arrived, and the question of another, before the server looks.
        server.pause()
        sock.sendall(client(0x82, b"x" * 100) * 300)
        other = server.say(get("/_stats"))
        server.go_on()
        assert json.loads(Answer(read_all(other)).body)["heard"] < 300


@pytest.mark.parametrize("how", ["close", "reset"])
def test_clients_that_leave_at_any_stage(python, how):
    with sockets(python) as server:
        server.get("/")
        before = server.stats()
        for said in (b"", HELLO, HELLO[:1], HELLO[:7], client(1, b"x"), BYE, client(0x88)[:3]):
            for path in ("/echo", "/hose", "/closes"):
                sock = say(server, path, said, narrow=True)
                reset(sock) if how == "reset" else sock.close()
        server.wait_for_stats(slots=0, open=0, polled=before["polled"])
        server.check()


def test_a_close_is_answered_before_the_line_ends(python):
    with sockets(python) as server:
        sock = say(server, "/echo", HELLO + BYE)
        assert read_all(sock) == ECHO + GOOD_BYE
        # What is wrong is said, and seen although more is being sent.
        sock = say(server, "/echo", client(0x82, b"x" * 4097))
        sock.shutdown(socket.SHUT_WR)
        assert read_all(sock)[:4] == closed(1009)
        server.check()


def test_a_client_that_never_closes_is_not_waited_for_longer_than_timeout(python):
    with sockets(python, timeout=0.6) as server:
        sock = say(server, "/closes")
        assert hear(sock, 10) == closed(4001, b"enough")[:10]

        def is_given_up():
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                sock.sendall(HELLO * 20)
            return server.stats()["codes"]

        assert wait_for(is_given_up), "it is waited for as long as it talks"
        server.wait_for_stats(slots=0, codes=[1006])
        server.check()


def test_another_task_than_the_one_that_receives_closes(python):
    with sockets(python) as server:
        with connect(url(server, "/listen")) as ws:
            wait_for(lambda: server.get("/push?x").body == b"1")
            assert server.get("/dismiss").body == b"[4002]"
            assert ws.recv(PATIENCE) == "x"
            with pytest.raises(websockets.ConnectionClosed) as end:
                ws.recv(PATIENCE)
            assert end.value.rcvd.code == 4002
        server.wait_for_stats(slots=0)
        server.check()


def test_a_websocket_that_the_program_keeps(python):
    with sockets(python, timeout=2) as server:
        with connect(url(server, "/keep")) as ws:
            ws.send("x")
            assert ws.recv(PATIENCE) == "kept x"
            time.sleep(5)
            assert server.get("/push?y").body == b"1"
            assert ws.recv(PATIENCE) == "y"
            assert server.get("/dismiss").body == b"[4002]"
            with pytest.raises(websockets.ConnectionClosed) as end:
                ws.recv(PATIENCE)
            assert end.value.rcvd.code == 4002
        server.wait_for_stats(slots=0)
        server.check()


def test_stop_says_that_the_server_goes(python):
    with sockets(python) as server:
        sock = say(server, "/echo", HELLO)
        assert hear(sock, 7) == ECHO
        server.get("/_stop?0")
        assert read_all(sock) == closed(1001)
        server.wait_until_it_ends()


def test_nothing_grows(python):
    with sockets(python) as server:
        # What comes with use has come by then.
        talk_for_a_while(server, 400)
        before = held_by(server)
        # Of one object for every connection this would be more than the spare.
        talk_for_a_while(server, 400)
        assert_nothing_grew(server, SPARE[python.name], before, "connections")
        server.wait_for_stats(open=0)
        server.check()


def talk_for_a_while(server, number):
    said = itertools.cycle((HELLO + BYE, HELLO, client(0x83), b"\x81\xfe"))
    for _ in range(number):
        sock = say(server, "/listen", next(said))
        sock.shutdown(socket.SHUT_WR)
        read_all(sock)
        sock.close()


# ---- over TLS


def ends(sock, most=1 << 20):
    """Tell whether a connection ends before it has brought more than the buffers hold."""
    try:
        while (piece := sock.recv(65536)) and most > 0:
            most -= len(piece)
    except (ConnectionResetError, ssl.SSLError):
        return True
    return not piece


def test_websockets_over_tls(python):
    with serve(python, "secure_sockets.py", timeout=3) as server:
        options = {"ssl": context_for(python), "server_hostname": "localhost"}
        secure = url(server, "").replace("ws:", "wss:")
        with connect(secure + "/echo", **options) as ws:
            for message in TEXTS + BYTES:
                ws.send(message)
                assert ws.recv(PATIENCE) == message
            time.sleep(4)
            ws.send("still here")
            assert ws.recv(PATIENCE) == "still here"
        # Not how this one ended: over TLS the client's own read may time out when it closes.
        for path, code in (("/closes", 4001), ("/breaks", 1011), ("/echo", 1009)):
            with connect(secure + path, **options) as ws:
                with contextlib.suppress(websockets.ConnectionClosed):
                    ws.send("x" * 4097 if path == "/echo" else "now")
                with pytest.raises(websockets.ConnectionClosed) as end:
                    ws.recv(PATIENCE)
                assert end.value.rcvd.code == code
        assert server.lives()


def test_a_client_over_tls_that_falls_silent_or_stops_reading_is_dropped(python):
    with serve(python, "secure_sockets.py", timeout=2) as server:
        for path, seconds in (("/echo", 0), ("/hose", 8)):
            context = context_for(python)
            narrow = server.say(b"", narrow=True)
            sock = context.wrap_socket(narrow, server_hostname="localhost")
            sock.sendall(ask().replace(b"/ws", path.encode()))
            assert sock.recv(100).startswith(b"HTTP/1.1 101 ")
            time.sleep(seconds)  # without reading
            assert ends(sock), "it is still served"
            sock.close()
        assert server.lives()


# ---- the client of picoweb.testing


def test_the_client_of_testing_over_a_socket(python, run_cases):
    with serve(python, "sockets.py") as server:
        run_cases(python, HERE / "client_websocket.py", server.port)
        server.wait_for_stats(slots=0)
