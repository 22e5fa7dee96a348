"""Forms with files: tables on every Python, and real clients that upload."""

import asyncio
import concurrent.futures
import contextlib
import hashlib
import http.client
import json
import os
import subprocess
import threading
from pathlib import Path

import aiohttp
import httpx
import pytest
from faults.live import HOST, request
from live.serving import read_answer, serve

from picoweb import testing_upload
from picoweb.testing import Client

HERE = Path(__file__).parent / "on_every_python"
HEAPS = {"pycopy32": "88k", "pycopy": "128k", "micropython": "128k"}
MEGABYTES = bytes(range(256)) * 8192  # two of them
YA = "\u044f"


def test_tables(python, run_cases):
    run_cases(python, HERE / "part_multipart.py")


@contextlib.contextmanager
def uploads(python):
    with serve(python, "uploads.py", heap=HEAPS.get(python.name)) as server:
        yield server
        server.check()


def part(name, data, filename=None, content_type="text/plain"):
    """Return what the server says of a part."""
    return [name, filename, content_type, len(data), hashlib.sha256(data).hexdigest()]


def url(server, path):
    return f"http://{HOST}:{server.port}{path}"


def curl(server, path, *words):
    """Return the JSON that a POST by curl is answered with."""
    command = ["curl", "-sS", "--fail-with-body", "--max-time", "60", *words, url(server, path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_curl_sends_several_files(python, tmp_path):
    (tmp_path / 'a "b";c.txt').write_bytes(b"text")
    (tmp_path / f"{YA}.bin").write_bytes(MEGABYTES[:5000])
    with uploads(python) as server:
        found = curl(
            server,
            "/hash",
            "-F",
            "field=a value",
            "-F",
            r'f=@"%s"' % str(tmp_path / r"a \"b\";c.txt"),
            "-F",
            f"f=@{tmp_path}/{YA}.bin;type=image/png",
            "-F",
            "empty=",
        )
    assert found == [
        part("field", b"a value"),
        part("f", b"text", 'a "b";c.txt'),
        part("f", MEGABYTES[:5000], f"{YA}.bin", "image/png"),
        part("empty", b""),
    ]


def test_a_file_larger_than_memory_goes_straight_to_a_file(python, tmp_path):
    (tmp_path / "large").write_bytes(MEGABYTES)
    with uploads(python) as server:
        file = f"f=@{tmp_path}/large"
        assert curl(server, "/save", "-F", file, "-F", "b=1") == [len(MEGABYTES), 1]
        folder = Path(os.readlink(f"/proc/{server.process.pid}/cwd"))
        assert (folder / "saved-f").read_bytes() == MEGABYTES
        assert curl(server, "/skip", "-F", file, "-F", "b=1") == ["f", "b"]
        # Of unknown length, in chunks.
        chunked = ("-H", "Transfer-Encoding: chunked", "-H", "Expect:")
        found = curl(server, "/hash", "-F", file, *chunked)
        assert found == [part("f", MEGABYTES, "large", "application/octet-stream")]


def test_a_file_that_is_too_large_is_refused(python, tmp_path):
    with (tmp_path / "larger").open("wb") as f:
        f.truncate(5 << 20)
    with uploads(python) as server:
        command = ["curl", "-sS", "-w", "%{http_code} %{size_upload}", "-o", "/dev/null"]
        done = subprocess.run(
            [*command, "-F", f"f=@{tmp_path}/larger", url(server, "/save")],
            capture_output=True,
            text=True,
        )
        assert done.stdout == "413 0"


def test_httpx(python):
    files = [
        ("f", ('a"\\;.jpg', MEGABYTES[:3000], "image/jpeg")),
        ("f", (f"{YA}.txt", b"", "text/plain")),
    ]
    with uploads(python) as server, httpx.Client(trust_env=False) as client:
        for _ in range(3):
            answer = client.post(url(server, "/hash"), data={"b": YA}, files=files)
            assert answer.json() == [
                part("b", YA.encode()),
                part("f", MEGABYTES[:3000], ";.jpg", "image/jpeg"),
                part("f", b"", f"{YA}.txt", "text/plain"),
            ]


def test_aiohttp(python):
    async def post(address):
        form = aiohttp.FormData()
        form.add_field("a", "1")
        form.add_field(YA, b"\0" * 2000, filename=f"a {YA}.bin", content_type="a/b")
        async with aiohttp.ClientSession() as session:
            async with session.post(address, data=form) as answer:
                return await answer.json()

    with uploads(python) as server:
        # A browser that other tests use may have a loop running in this thread.
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            found = pool.submit(asyncio.run, post(url(server, "/hash"))).result()
    found[0][2] = found[0][2].split(";")[0]
    assert found == [part("a", b"1"), part(YA, b"\0" * 2000, f"a {YA}.bin", "a/b")]


def test_http_client(python):
    files = {"f": ("a.bin", MEGABYTES[:100000])}
    body, content_type = testing_upload.encode({"a": "1"}, files)
    with uploads(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=60)
        for _ in range(3):
            client.request("POST", "/hash", body, {"Content-Type": content_type})
            found = json.loads(client.getresponse().read())
            assert found[1] == part("f", MEGABYTES[:100000], "a.bin", "application/octet-stream")
        client.close()


def test_the_client_of_the_tests_uploads_over_a_socket(python):
    with uploads(python) as server:
        client = Client(f"http://{HOST}:{server.port}", timeout=60)
        files = {"f": (f"{YA}.bin", MEGABYTES[:50000])}
        found = client.post("/hash", data={"a": 1}, files=files).json()
    kind = "application/octet-stream"
    assert found == [part("a", b"1"), part("f", MEGABYTES[:50000], f"{YA}.bin", kind)]


def upload(path, body, size, boundary="B"):
    """Return the bytes of a form of which `size` bytes of the body are said."""
    lines = (f"Content-Type: multipart/form-data; boundary={boundary}",)
    return request("POST", path, *lines, f"Content-Length: {len(body)}", body=body[:size])


FILE = b'--B\r\nContent-Disposition: form-data; name="f"; filename=a\r\n\r\n'


def test_clients_that_leave_and_that_stop_sending(python):
    body = FILE + MEGABYTES[:20000] + b"\r\n--B--\r\n"
    with serve(python, "uploads.py", timeout=2) as server:
        for size in (0, 10, len(FILE), 5000, 20000, len(body) - 1):
            server.say(upload("/save", body, size)).close()
        stopped = [server.say(upload("/save", body, size)) for size in (0, 10, 5000, 20000)]
        for sock in stopped:
            assert read_answer(sock).status in (0, 400, 408)
        server.wait_for_stats(slots=0)
        folder = Path(os.readlink(f"/proc/{server.process.pid}/cwd"))
        assert not (folder / "saved-f").exists()
        server.check()


@pytest.mark.parametrize("number", [3])
def test_uploads_at_the_same_time(python, number):
    body, content_type = testing_upload.encode({}, {"f": ("a", MEGABYTES[:300000])})
    found = []

    def post():
        client = http.client.HTTPConnection(HOST, server.port, timeout=60)
        client.request("POST", "/hash", body, {"Content-Type": content_type})
        found.append(json.loads(client.getresponse().read()))
        client.close()

    with uploads(python) as server:
        threads = [threading.Thread(target=post) for _ in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    expected = part("f", MEGABYTES[:300000], "a", "application/octet-stream")
    assert found == [[expected]] * number
