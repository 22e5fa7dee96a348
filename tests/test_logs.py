"""Access logs: tables on every Python, and files that real clients fill."""

import contextlib
import os
import re
import subprocess
from pathlib import Path

from faults.live import HOST, wait_for
from live.serving import read_answer, serve

HERE = Path(__file__).parent / "on_every_python"
# As log analysers read it.
COMMON = re.compile(
    r"(\S+) - - \[(\d\d/[A-Z][a-z][a-z]/\d{4}:\d\d:\d\d:\d\d \+0000)\] "
    r'"((?:[^"\\]|\\.)*)" (\d{3}) (\d+)'
)


def test_tables(python, run_cases):
    run_cases(python, HERE / "part_logs.py")


def logged(server):
    """Return the server's two log files, the older one first, as text."""
    folder = Path(os.readlink(f"/proc/{server.process.pid}/cwd"))
    return [text_in(folder / name) for name in ("access.log.1", "access.log")]


def text_in(file):
    with contextlib.suppress(FileNotFoundError):
        return file.read_text()
    return ""


def lines_with(server, last):
    """Return the lines of the log, once there is this one: a line follows its answer."""
    assert wait_for(lambda: last in "".join(logged(server)))
    return "".join(logged(server)).splitlines()


def test_what_clients_ask_is_in_the_log(python):
    with serve(python, "guarded.py") as server:
        url = f"http://{HOST}:{server.port}/"
        subprocess.run(
            ["curl", "-s", url, "-0", url + "?a=1", "-I", url], stdout=subprocess.DEVNULL
        )
        read_answer(server.say(b'GET /"\\x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'))
        read_answer(server.say(b"GET /\x1b[31m HTTP/1.1\r\nHost: h\r\n\r\n"))
        server.check()
        lines = lines_with(server, '"GET / HTTP/1.1" 200 13')
    found = [COMMON.fullmatch(line).groups() for line in lines]
    assert {address for address, *_ in found} == {HOST}
    told = [(asked, int(status), int(size)) for _, _, asked, status, size in found]
    assert told[-3:] == [
        (r"GET /\"\\x HTTP/1.1", 404, 15),
        ("-", 400, 17),
        ("GET / HTTP/1.1", 200, 13),
    ]
    assert len(told) == 6


def test_the_files_stay_within_their_size(python):
    with serve(python, "guarded.py") as server:
        for number in range(60):
            assert server.get(f"/?{number}").status == 200
            assert all(len(text) < 2000 + 100 for text in logged(server))
        lines = lines_with(server, "/?59 ")
        assert len(lines) > 2000 // 80
        assert all(COMMON.fullmatch(line) for line in lines)
        assert "/?59 " in lines[-1]
        server.check()
