"""Programs written in the style of picoweb 1.8.2 run unmodified, on every Python.

They are answered alike by picoweb 1.8.2 itself on Pycopy, but for what was a fault of it. CPython
lacks the modules with a u in front: it gets them from originals/aliases.
"""

import base64
import contextlib
import http.client
import re
import shutil
from pathlib import Path

import pytest
from faults import live

HERE = Path(__file__).parent / "originals"
STYLE = (HERE / "static" / "style.css").read_bytes()
STYLE_GZ = (HERE / "static" / "style.css.gz").read_bytes()
LEAF = (HERE / "static" / "leaf.png").read_bytes()
LOGIN = {"Authorization": "Basic " + base64.b64encode(b"ada:mint:1").decode()}
UNAUTHORIZED = {"WWW-Authenticate": 'Basic realm="The garden"'}
BEDS = b"<ol>\n<li>%s</li>\n</ol>\n"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Ask:
    """A request and what must come back: a status, a body (or a pattern in it), headers."""

    def __init__(self, path, answer, status=200, *, told=None, said=None, body=None, fault=False):
        self.path = path
        self.answer = answer
        self.status = status
        self.told = told or {}
        self.said = said or {}
        self.body = body
        # The original answers this in a way that was a fault of it.
        self.fault = fault

    def check(self, port, patience):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        with contextlib.closing(connection):
            method = "POST" if self.body is not None else "GET"
            connection.request(method, self.path, self.body, self.said)
            with connection.getresponse() as response:
                data = response.read()
        assert response.status == self.status, (self.path, data)
        assert self.matches(data), (self.path, data)
        for name, value in self.told.items():
            assert response.getheader(name) == value, (self.path, name)

    def matches(self, data):
        if isinstance(self.answer, re.Pattern):
            return self.answer.search(data)
        return data == self.answer


PROGRAMS = {
    "route_table": [
        Ask(
            "/",
            b"Here is the <a href='beds'>list of beds</a>.",
            told={"Content-Type": "text/html"},
        ),
        Ask("/beds", BEDS % b"</li>\n<li>".join((b"tomatoes", b"peas", b"mint"))),
        Ask("/bed/7/peas", b"This bed grows 7/peas"),
        Ask("/source", (HERE / "route_table.py").read_bytes()),
        Ask("/nowhere", re.compile(b"404"), 404),
    ],
    "decorated": [
        Ask("/", b"The garden is open."),
        Ask("/?query=1", b"The garden is open."),
        Ask(
            "/plant/herb/mint",
            b"mint is of the kind herb",
            told={"Content-Type": "text/plain"},
        ),
        Ask("/plant/7/mint", re.compile(b"404"), 404),
        Ask(
            "/state",
            re.compile(b'^{"open": ?true}$'),
            told={"Content-Type": "application/json"},
        ),
        Ask("/gone", re.compile(b"410"), 410),
        Ask("/rendered", BEDS % b"mint"),
    ],
    "sites": [
        Ask("/", b"<a href='shed'>shed</a> or <a href='pond'>pond</a>"),
        Ask("/shed", b"Tools are in the shed."),
        Ask("/shed/", b"Tools are in the shed."),
        Ask("/shed/spade", b"path here: /spade"),
        Ask("/pond", b"There are 7 fish in the pond."),
        Ask("/shed/nowhere", re.compile(b"404"), 404),
        Ask("/shedding", re.compile(b"404"), 404),
    ],
    "login": [
        Ask("/", b"", 401, told=UNAUTHORIZED),
        Ask("/", b"Welcome ada, your word is mint:1", said=LOGIN),
    ],
    "login_decorator": [
        Ask("/", b"", 401, told=UNAUTHORIZED),
        Ask("/", b"Welcome ada, your word is mint:1", said=LOGIN),
    ],
    "extra_headers": [
        Ask("/", re.compile(b"^<link"), told={"X-Bed": "three", "X-Plant": "mint"}),
        Ask(
            "/style.css", STYLE, told={"Cache-Control": "max-age=86400", "Content-Encoding": None}
        ),
        Ask(
            "/style.css",
            STYLE_GZ,
            said={"Accept-Encoding": "br, gzip"},
            told={
                "Content-Type": "text/css",
                "Cache-Control": "max-age=86400",
                "Content-Encoding": "gzip",
            },
        ),
        Ask("/missing.css", re.compile(b"404"), 404),
    ],
    "form": [
        Ask("/", re.compile(b"<form action='greet' method='POST'>")),
        Ask("/greet?name=Ada+L", b"Hello, Ada L!"),
        Ask("/greet", b"Hello, Ada & Co!", body=b"name=Ada+%26+Co&more", said=FORM),
        Ask(
            "/greet",
            "Hello, Жанна!".encode(),
            body=b"name=%D0%96%D0%B0%D0%BD%D0%BD%D0%B0",
            fault=True,
        ),
    ],
    "errors": [
        Ask("/early", b"Something broke: 'too early'", 500),
        Ask("/generator", b"Something broke: 'within'", 500),
        Ask("/late", b"Something broke: 'too late'", 500, fault=True),
        Ask("/early", b"Something broke: 'too early'", 500),
    ],
    "errors_generator": [
        Ask("/early", b"Something broke: 'too early'", 500),
        Ask("/async", b"Something broke: 'in a coroutine'", 500),
        Ask("/nowhere", re.compile(b"404"), 404),
    ],
    "header_modes": [
        Ask("/parsed", re.compile(b"(?i)x-bed is three\r\n"), said={"X-Bed": "three"}),
        Ask("/skipped", b"headers here: False"),
        Ask("/default", b"headers here: False"),
        Ask(
            "/left",
            re.compile(b"(?s)^headers here: False\r\nHost: .*X-Bed: three\r\n"),
            said={"X-Bed": "three"},
        ),
    ],
    "pictures": [
        Ask("/", re.compile(b"^<img")),
        Ask("/static/leaf.png", LEAF),
        Ask("/leaf", LEAF, told={"Content-Type": "image/png"}),
        Ask("/static/leaf.png", LEAF, told={"Content-Type": "image/png"}, fault=True),
        Ask(
            "/made.pgm",
            b"P5 4 4 255\n" + bytes(row * 60 + column for row in range(4) for column in range(4)),
            told={"Content-Type": "image/x-portable-graymap"},
        ),
        Ask("/missing", re.compile(b"404"), 404),
    ],
    "beyond_ascii": [
        Ask("/", "<p>Яблоки: яблоко</p>\n<b>α</b><b>β</b><b>γ</b>".encode()),
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the programs: templates are compiled beside their source."""
    copy = tmp_path_factory.mktemp("originals") / "programs"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__", "*_tpl.py"))
    return copy


@pytest.fixture
def start(folder, tmp_path):
    """A function that starts a program, to be used in `with`."""

    def begin(python, program, original=False):
        paths = [folder / "aliases"] if python.name == "cpython" else []
        script, output = folder / (program + ".py"), tmp_path / "output"
        return live.start(python, script, folder, output, original=original, paths=paths)

    return begin


def check_all(program, running, asks):
    for ask in asks:
        ask.check(running.port, running.patience)
    assert running.lives(), running.said()


@pytest.mark.parametrize("program", PROGRAMS)
def test_picoweb_runs(python, start, program):
    with start(python, program) as running:
        check_all(program, running, PROGRAMS[program])


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_original_runs(pycopy, start, program):
    with start(pycopy, program, original=True) as running:
        check_all(program, running, [ask for ask in PROGRAMS[program] if not ask.fault])


# ---- Events: a response that has no end


@contextlib.contextmanager
def listener(running):
    """Connect to /events; yield the answer, which is read line by line."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=running.patience)
    with contextlib.closing(connection):
        connection.request("GET", "/events")
        with connection.getresponse() as response:
            assert response.getheader("Content-Type") == "text/event-stream"
            yield response


def next_drop(response):
    """Return the number in the next event."""
    line, empty = response.readline(), response.readline()
    assert line.startswith(b"data: drop ") and empty == b"\n", (line, empty)
    return int(line.split()[-1])


def own_events(running):
    """Every listener has events of its own, and the program learns that one left."""
    with listener(running) as first:
        assert [next_drop(first) for _ in range(4)] == [0, 1, 2, 3]
        with listener(running) as second:
            assert [next_drop(second) for _ in range(2)] == [0, 1]
        assert next_drop(first) == 4
    assert live.wait_for(lambda: running.said().count("a listener left") == 2), running.said()
    assert running.lives()


def pushed_events(running):
    """All listeners get the same events, whoever comes or leaves."""
    with listener(running) as first:
        next_drop(first)
        with listener(running) as second:
            number = next_drop(second)
            wait_for_drop(first, number)
            assert [next_drop(first), next_drop(second)] == [number + 1] * 2
        assert live.wait_for(lambda: running.said().count("a listener left") == 1), running.said()
        assert running.get("/").body == b"1 listen"
        wait_for_drop(first, number + 3)
    assert live.wait_for(lambda: running.get("/").body == b"0 listen")
    assert running.lives()


def wait_for_drop(response, number):
    while next_drop(response) < number:
        pass


EVENTS = {"events": own_events, "events_push": pushed_events}


@pytest.mark.parametrize("program", EVENTS)
def test_picoweb_sends_events(python, start, program):
    with start(python, program) as running:
        EVENTS[program](running)


@pytest.mark.parametrize("program", EVENTS)
def test_the_original_sends_events(pycopy, start, program):
    with start(pycopy, program, original=True) as running:
        EVENTS[program](running)
