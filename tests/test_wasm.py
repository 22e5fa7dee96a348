"""The board in the page: what worker.js says to a page, with Node's workers for a browser's."""

import base64
import json
import subprocess
import threading
import time
from pathlib import Path

import pytest
from faults.live import PATIENCE, Answer, get, request
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from tools import live, npm
from tools.runtimes import ROOT, WASM, Missing

HERE = Path(__file__).parent / "wasm"
CHAPTERS = sorted(path.parent for path in (ROOT / "tutorial").glob("[0-9]*/app.py"))
PROGRAM = {"app.py": (HERE / "programs" / "app.py").read_text()}
SILENCE = 2.5  # seconds in which a worker that lives says so several times


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of what a page loads at the first press of Run."""
    folder = tmp_path_factory.mktemp("live")
    try:
        npm.node()
        live.build(folder)
    except Missing as missing:
        pytest.skip(str(missing))
    return folder


@pytest.fixture(params=[WASM])  # for the table of tests
def open_page(built, request):
    """Return a function that opens a page; with files, it has pressed Run."""
    pages = []

    def open_page(files=None, at="http://greenhouse.invalid"):
        page = Page([npm.node(), HERE / "page.mjs", built, at])
        pages.append(page)
        if files:
            page.run(files)
        return page

    yield open_page
    for page in pages:
        page.end()


class Page:
    """What comes from the worker is kept in order; who waits for some of it says for what."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.heard = []
        self.news = threading.Condition()
        self.conns = 0
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        for line in self.process.stdout:
            if not line.endswith("\n"):
                return  # it was ended in the middle
            message = json.loads(line)
            if "bytes" in message:
                message["bytes"] = base64.b64decode(message["bytes"])
            with self.news:
                self.heard.append(message | {"at": time.monotonic()})
                self.news.notify_all()

    def tell(self, kind, **more):
        if "bytes" in more:
            more["bytes"] = base64.b64encode(more["bytes"]).decode()
        self.process.stdin.write(json.dumps({"type": kind, **more}) + "\n")
        self.process.stdin.flush()

    def run(self, files, main="app"):
        self.tell("start", files=files, main=main)
        self.wait("serving")
        # What follows is what the requests bring about.
        self.wait("heap")

    def all(self, kind, **more):
        wanted = {"type": kind, **more}
        return [heard for heard in self.heard if wanted.items() <= heard.items()]

    def wait(self, kind, count=1, **more):
        """Wait for so many messages of a kind; return the last."""
        self.wait_until(lambda: len(self.all(kind, **more)) >= count)
        return self.all(kind, **more)[-1]

    def wait_until(self, condition):
        with self.news:
            assert self.news.wait_for(condition, PATIENCE), self.heard[-20:]

    def connect(self):
        self.conns += 1
        self.tell("open", conn=self.conns)
        return Connection(self, self.conns)

    def ask(self, said):
        """Say bytes over a new connection; return the answer."""
        connection = self.connect()
        connection.say(said)
        return connection.answer()

    def printed(self):
        return "".join(message["text"] for message in self.all("print"))

    def end(self):
        self.process.kill()
        self.process.wait()
        self.listener.join()
        self.process.stdin.close()
        self.process.stdout.close()


class Connection:
    def __init__(self, page, number):
        self.page = page
        self.number = number
        self.taken = 0

    def say(self, said):
        self.page.tell("send", conn=self.number, bytes=said)

    def leave(self):
        self.page.tell("close", conn=self.number)

    def said(self):
        """All that the program has said and nobody has taken."""
        pieces = self.page.all("data", conn=self.number)
        return b"".join(piece["bytes"] for piece in pieces)[self.taken :]

    def closed(self):
        return self.page.all("closed", conn=self.number)

    def wait_for(self, text):
        self.page.wait_until(lambda: text in self.said())

    def take(self):
        """Wait until something is said; return it."""
        self.page.wait_until(lambda: self.said())
        said = self.said()
        self.taken += len(said)
        return said

    def answer(self):
        """Wait for an answer; return it, and begin anew."""
        self.page.wait_until(lambda: Answer(self.said()).whole() or self.closed())
        answer = Answer(self.said())
        self.taken += len(answer.data)
        return answer


# ---- the programs of the tutorial


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_chapter_answers(open_page, chapter):
    files = {}
    for path in [*chapter.glob("*.py"), *chapter.glob("templates/*"), *chapter.glob("static/*")]:
        if path.is_file() and not path.name.endswith("_tpl.py"):
            # As the directive does: text where it is text.
            files[path.relative_to(chapter).as_posix()] = path.read_bytes().decode("latin-1")
    page = open_page(files)
    answer = page.ask(get("/"))
    assert answer.status in (200, 303)
    assert "* Running on http://127.0.0.1:8081/\n" in page.printed()
    assert not page.all("error")


def test_it_works_where_nothing_can_be_fetched(open_page):
    page = open_page(PROGRAM, at="file:///home/reader/site/_static/live")
    assert page.ask(get("/")).body == b"Hello, world!"


# ---- connections


def test_a_connection_is_kept(open_page):
    connection = open_page(PROGRAM).connect()
    for _ in range(3):
        connection.say(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.answer().body == b"Hello, world!"
    connection.say(get("/"))
    assert connection.answer().body == b"Hello, world!"
    assert connection.page.wait("closed", conn=connection.number)["reset"] is False


def test_a_request_may_come_byte_by_byte(open_page):
    connection = open_page(PROGRAM).connect()
    for byte in get("/"):
        connection.say(bytes((byte,)))
    assert connection.answer().status == 200


def test_one_is_answered_while_another_waits(open_page):
    page = open_page(PROGRAM)
    slow = page.connect()
    slow.say(get("/wait"))
    slow.wait_for(b"waiting ... ")
    assert page.ask(get("/go")).status == 200
    slow.wait_for(b"done")


def test_sleep_takes_its_time(open_page):
    assert int(open_page(PROGRAM).ask(get("/nap")).body) >= 300


def test_bytes_of_all_kinds_go_both_ways(open_page):
    data = bytes(range(256)) * 400
    body = open_page(PROGRAM).ask(
        request("POST", "/upload", f"Content-Length: {len(data)}", body=data)
    )
    assert body.body == data


def test_a_megabyte_arrives_whole(open_page):
    body = open_page(PROGRAM).ask(get("/long")).body
    assert len(body) == 1024 * 1024
    assert all(body[i * 1024] == i % 251 for i in range(1024))


def test_who_writes_without_end_leaves_room_for_others(open_page):
    page = open_page(PROGRAM)
    connection = page.connect()
    connection.say(get("/endless"))
    connection.wait_for(bytes(100000))
    assert page.ask(get("/")).status == 200
    page.wait("alive", len(page.all("alive")) + 2)
    assert not connection.closed()
    connection.leave()
    page.wait_until(lambda: "nobody takes more" in page.printed())
    assert not page.all("error")


def test_who_is_always_ready_leaves_room_for_others(open_page):
    page = open_page(PROGRAM)
    busy = page.connect()
    busy.say(get("/busy"))
    page.wait_until(lambda: "it is busy" in page.printed())
    assert page.ask(get("/go")).status == 200
    assert busy.answer().body == b"done"


def test_a_client_that_leaves_early_is_noticed(open_page):
    page = open_page(PROGRAM)
    connection = page.connect()
    connection.say(b"GET / HT")
    assert page.ask(get("/")).status == 200  # by now it is waited for the rest
    connection.leave()
    page.wait("closed", conn=connection.number)
    assert not connection.said()  # it did not take the time limit
    assert page.ask(get("/")).status == 200
    assert not page.all("error")


def test_a_response_that_breaks_off_ends_with_a_reset(open_page):
    page = open_page(PROGRAM)
    connection = page.connect()
    connection.say(get("/breaks"))
    assert page.wait("closed", conn=connection.number)["reset"] is True


def test_nobody_listens_any_more_after_stop(open_page):
    page = open_page(PROGRAM)
    assert page.ask(get("/stop")).body == b"bye"
    late = page.connect()
    assert page.wait("closed", conn=late.number)["reset"] is True


# ---- events, WebSockets, and what they need


def test_events_come_one_by_one_until_the_client_leaves(open_page):
    page = open_page(PROGRAM)
    connection = page.connect()
    connection.say(request("GET", "/events", "Accept: text/event-stream"))
    for number in range(3):
        connection.wait_for(b"data: number %d\n\n" % number)
    connection.leave()
    page.wait_until(lambda: "the listener has left" in page.printed())


def test_a_websocket_echoes(open_page):
    connection = open_page(PROGRAM).connect()
    client = ClientProtocol(parse_uri("ws://greenhouse.invalid/echo"))
    client.send_request(client.connect())
    pass_on(client, connection)
    assert client.state.name == "OPEN"  # so SHA-1 is right
    for message in (b"x", "schöne Grüße".encode(), b"y" * 3000):
        client.send_text(message)
        assert hear(client, connection).data == message
    client.send_close(1000)
    assert hear(client, connection).opcode is Opcode.CLOSE
    connection.page.wait("closed", conn=connection.number)


def hear(client, connection):
    """Return the next frame of the server."""
    while True:
        pass_on(client, connection)
        for event in client.events_received():
            if isinstance(event, Frame):  # not the answer to the handshake
                return event


def pass_on(client, connection):
    connection.say(b"".join(client.data_to_send()))
    client.receive_data(connection.take())


def test_random_bytes_are_there(open_page):
    answer = open_page(PROGRAM).ask(get("/random"))
    assert json.loads(answer.body) == {"bytes": 16, "differ": True}


# ---- what is printed, and errors


def test_prints_come_whole_also_without_an_end_of_line(open_page):
    page = open_page()
    text = "print('no end', end='')\nprint(' of line')\nprint('ü', end='')\n"
    page.tell("start", files={"app.py": text}, main="app")
    page.wait_until(lambda: page.printed() == "no end of line\nü")


def test_a_program_that_does_not_compile_names_its_line(open_page):
    page = open_page()
    page.tell("start", files={"app.py": "import picoweb\n\ndef f(:\n    pass\n"}, main="app")
    error = page.wait("error")
    assert (error["file"], error["line"]) == ("app.py", 3)
    assert error["text"].startswith("Traceback") and "SyntaxError" in error["text"]
    assert "wasm/" not in error["text"]


def test_a_fault_in_a_module_names_that(open_page):
    page = open_page()
    text = "import picoweb\nprint('no end of line', end='')\nimport lamp\n"
    files = {"app.py": text, "lamp.py": "\nlamp = nothing\n"}
    page.tell("start", files=files, main="app")
    error = page.wait("error")
    assert (error["file"], error["line"]) == ("lamp.py", 2)
    assert "NameError" in error["text"] and "app.py" in error["text"]
    assert page.printed() == "no end of line"


def test_a_fault_in_a_handler_names_its_line_and_the_server_goes_on(open_page):
    page = open_page(PROGRAM)
    assert page.ask(get("/fails")).status == 500
    error = page.wait("error")
    line = 1 + PROGRAM["app.py"].splitlines().index("    return 1 // 0")
    assert (error["file"], error["line"]) == ("app.py", line)
    assert error["text"].endswith("ZeroDivisionError: divide by zero\n")
    assert "Traceback" not in page.printed()
    assert page.ask(get("/")).status == 200


def test_a_file_that_is_not_there_is_told_as_on_a_board(open_page):
    page = open_page()
    page.tell("start", files={"app.py": "import picoweb\nopen('nothing')\n"}, main="app")
    assert page.wait("error")["text"] == (
        "Traceback (most recent call last):\n"
        '  File "app.py", line 2, in <module>\n'
        "OSError: [Errno 2] ENOENT\n"
    )


@pytest.mark.parametrize(
    "path, name",
    [("/eats", "MemoryError"), ("/deep", "RuntimeError"), ("/deeper", "RuntimeError")],
)
def test_a_handler_that_wants_too_much_fails_alone(open_page, path, name):
    page = open_page(PROGRAM)
    assert page.ask(get(path)).status == 500
    assert f"\n{name}: " in page.wait("error")["text"]
    assert page.ask(get("/")).status == 200


def test_a_program_may_have_a_loop_of_its_own(open_page):
    text = PROGRAM["app.py"].replace(
        'app.run(host="127.0.0.1", port=8081)',
        "import asyncio\n    async def main():\n        await app.start()\n"
        "        await asyncio.sleep(1000)\n    asyncio.run(main())",
    )
    page = open_page({"app.py": text})
    assert page.ask(get("/")).body == b"Hello, world!"


def test_a_handler_that_exits_is_told(open_page):
    page = open_page(PROGRAM)
    page.connect().say(get("/exit"))
    assert "SystemExit: no more" in page.wait("error")["text"]


def test_a_program_that_serves_nothing_says_so(open_page):
    page = open_page()
    page.tell("start", files={"app.py": "print('done')\n"}, main="app")
    assert "without app.run()" in page.wait("error")["text"]
    assert page.printed() == "done\n"


# ---- the pulse, and the heap


def test_an_endless_loop_stops_the_pulse(open_page):
    page = open_page(PROGRAM)
    page.wait("alive", 3)
    page.connect().say(get("/loop"))
    page.wait_until(lambda: "it loops" in page.printed())
    before = len(page.all("alive"))
    time.sleep(SILENCE)
    assert len(page.all("alive")) == before


def test_an_endless_loop_that_prints_is_heard(open_page):
    page = open_page(PROGRAM)
    page.connect().say(get("/talks"))
    page.wait_until(lambda: page.printed().count("again\n") > 5000)
    # Gathered: a page that is told of each line would be busy for ever as well.
    assert len(page.all("print")) < 500


def test_the_heap_is_told_after_each_answer(open_page):
    page = open_page(PROGRAM)
    before = len(page.all("heap"))
    page.ask(get("/"))
    heap = page.wait("heap", before + 1)
    assert 10000 < heap["live"] <= heap["peak"] < 200000
    assert heap["allocated"] > 1000
