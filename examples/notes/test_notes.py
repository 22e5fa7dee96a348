"""The notes, on each Python with each engine that it has: served, and asked as browsers ask."""

import contextlib
import fcntl
import html.parser
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import pytest

from tools import assets, run, runtimes

HERE = Path(__file__).parent
HOST = run.HOST
STARTING = 60  # seconds; far more than any of the Pythons needs
LONGEST = 1000  # characters of a note
ON_A_PAGE = 20


class Browser:
    """Says what a browser says, and reads pages for what they show."""

    def __init__(self, port):
        self.port = port
        self.origin = "http://%s:%d" % (HOST, port)

    def ask(self, method, path, body=None, **headers):
        """Return (status, headers, text) of the answer; no redirect is followed."""
        with contextlib.closing(http.client.HTTPConnection(HOST, self.port, timeout=60)) as line:
            line.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def get(self, path="/"):
        status, headers, text = self.ask("GET", path)
        assert status == 200, text
        return Seen(text)

    def send(self, path, origin=None, **fields):
        """Send a form; return the status, and where it leads or what it says."""
        form = urllib.parse.urlencode(fields)
        kind = "application/x-www-form-urlencoded"
        status, headers, text = self.ask(
            "POST", path, form, Origin=origin or self.origin, Content_Type=kind
        )
        return status, headers["Location"] or text.strip()

    def write(self, text):
        assert self.send("/notes", text=text) == (303, "/")


class Seen(html.parser.HTMLParser):
    """What there is in a page: `notes` are (id, text), the newest first; `tags` all tags."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.tags = []
        self.notes = []
        self.inputs = {}
        self.inside = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        assert not [name for name in attributes if name.startswith("on")], attributes
        if tag == "li":
            self.notes.append((int(attributes.get("id", "note-0")[5:]), ""))
        if tag in ("input", "button") and attributes.get("name"):
            self.inputs[attributes["name"]] = attributes.get("value")
        if tag == "textarea" or attributes.get("class") == "text":
            self.inside = tag

    def handle_data(self, data):
        if self.inside == "p":
            self.notes[-1] = (self.notes[-1][0], self.notes[-1][1] + data)
        elif self.inside == "textarea":
            self.inputs["text"] = self.inputs.get("text", "") + data

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def ids(self):
        return [id for id, _ in self.notes]

    def texts(self):
        return [text for _, text in self.notes]


@pytest.fixture(scope="module", params=runtimes.NAMES)
def python(request):
    """Each of the Pythons in turn; one that is not here is skipped aloud."""
    try:
        return runtimes.find(request.param)
    except runtimes.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A copy of the program: templates are compiled beside their source."""
    copy = tmp_path_factory.mktemp("notes") / "program"
    ignored = shutil.ignore_patterns("__pycache__", "*_tpl.py", "*.mpy", "test_*")
    return shutil.copytree(HERE, copy, ignore=ignored)


class Server:
    """The program as a process, which can be killed and started again."""

    def __init__(self, python, program, folder, engine, heap=None):
        self.python, self.program, self.folder, self.engine = python, program, folder, engine
        self.heap = heap
        self.process = None

    def start(self):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        self.output = (self.folder / "said").open("w")
        env = dict(self.python.env(), DATA=str(self.folder), ENGINE=self.engine)
        self.process = subprocess.Popen(
            self.python.argv(run.START, HOST, self.port, heap=self.heap),
            cwd=self.program,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )
        self.wait()
        return Browser(self.port)

    def wait(self):
        limit = time.monotonic() + STARTING
        while time.monotonic() < limit and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), 1):
                return
            time.sleep(0.02)
        pytest.fail("it does not listen:\n" + self.said())

    def said(self):
        return (self.folder / "said").read_text()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.output.close()


@pytest.fixture
def server(python, engine, program, tmp_path):
    """The program that serves, and begins without a note; it must not complain."""
    server = Server(python, program, tmp_path, engine)
    yield server
    if server.process:
        server.kill()
        assert "Traceback" not in server.said(), server.said()


def test_a_note_is_written_edited_put_away_and_deleted(server):
    browser = server.start()
    assert "No notes yet" in browser.get().text
    browser.write("first")
    browser.write("second")
    assert browser.get().notes == [(2, "second"), (1, "first")]

    assert browser.get("/notes/1").inputs["text"].strip() == "first"
    assert browser.send("/notes/1", text="first, changed") == (303, "/#note-1")
    assert browser.get().notes == [(2, "second"), (1, "first, changed")]

    assert browser.send("/notes/2/archived", archived="yes") == (303, "/")
    assert browser.get().ids() == [1]
    assert browser.get("/archive").notes == [(2, "second")]
    assert browser.send("/notes/2/archived", archived="no") == (303, "/archive")
    assert browser.get().ids() == [2, 1]
    assert "Nothing is put away" in browser.get("/archive").text

    assert browser.get("/notes/1/delete").texts() == ["first, changed"]
    assert browser.get().ids() == [2, 1], "asking is not deleting"
    assert browser.send("/notes/1/delete") == (303, "/")
    assert browser.get().notes == [(2, "second")]


def test_a_board_has_all_pages_and_files_in_one_module(python, program, tmp_path):
    lean = tmp_path / "lean"
    lean.mkdir()
    shutil.copy(program / "app.py", lean)
    (lean / "myassets.py").write_text(assets.module(HERE))
    server = Server(python, lean, tmp_path, "filedb")
    browser = server.start()
    try:
        browser.write("<b>")
        assert browser.get().notes == [(1, "<b>")]
        assert browser.get("/notes/1").inputs["text"].strip() == "<b>"
        assert browser.get("/notes/1/delete").texts() == ["<b>"]
        for name in ("notes.css", "notes.js", "icon.svg"):
            status, headers, text = browser.ask("GET", "/static/" + name)
            assert (status, text) == (200, (HERE / "static" / name).read_text())
    finally:
        server.kill()
    assert "Traceback" not in server.said(), server.said()


def test_two_in_one_second_are_two_in_their_order(server):
    browser = server.start()
    begin = time.monotonic()
    texts = ["note %d" % i for i in range(5)]
    for text in texts:
        browser.write(text)
    assert browser.get().texts() == list(reversed(texts))
    # Five of them took no five seconds: some two were written in one.
    assert time.monotonic() - begin < 4


INJECTIONS = (
    '<script>alert("1")</script>',
    "</p></li></ul><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    '" onmouseover="alert(1)" x=\'',
    "{{ 1 + 1 }} {% for %}",
    "&lt;b&gt; &amp; &#39;",
    "'); DROP TABLE record; --",
    "--> ]]> <!-- \u2028 \\ % %s \x01",
)


def test_what_is_written_is_text_and_never_markup(server):
    browser = server.start()
    plain = sorted(set(browser.get().tags))
    for text in INJECTIONS:
        browser.write(text)
    page = browser.get()
    assert page.texts() == list(reversed(INJECTIONS))
    assert set(page.tags) - set(plain) == {"li"}
    for number, text in enumerate(INJECTIONS, 1):
        edit, ask = browser.get("/notes/%d" % number), browser.get("/notes/%d/delete" % number)
        assert edit.inputs["text"].strip("\n") == text
        assert ask.texts() == [text]
        assert edit.tags.count("script") == ask.tags.count("script") == 1
        found = browser.get("/?" + urllib.parse.urlencode({"q": text}))
        assert text in found.texts() and found.inputs["q"] == text
    nothing = browser.get("/?" + urllib.parse.urlencode({"q": "<u>" + INJECTIONS[0]}))
    assert nothing.notes == [] and "u" not in nothing.tags


def test_pages_allow_no_script_of_others_and_no_frame(server):
    _, headers, _ = server.start().ask("GET", "/")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_search_finds_in_any_case_and_only_where_one_looks(server):
    browser = server.start()
    for text in ("Water the tomatoes", "Buy flour", "tomato soup: 100% + 1 & more", "Äpfel"):
        browser.write(text)
    browser.send("/notes/3/archived", archived="yes")
    assert browser.get("/?q=TOMATO").ids() == [1]
    assert browser.get("/archive?q=tomato").ids() == [3]
    assert browser.get("/archive?q=100%25+%2B+1+%26").ids() == [3]
    assert browser.get("/?q=%C3%84pfel").ids() == [4]
    assert browser.get("/?q=").ids() == [4, 2, 1]
    assert "No note has" in browser.get("/?q=nowhere").text


def test_older_notes_are_on_further_pages(server):
    browser = server.start()
    for number in range(1, ON_A_PAGE + 1):
        browser.write("note %d" % number)
    assert browser.get().ids() == list(range(ON_A_PAGE, 0, -1))
    assert "before" not in browser.get().inputs, "there are no older ones"
    browser.write("one more")
    first = browser.get()
    assert first.ids() == list(range(ON_A_PAGE + 1, 1, -1))
    second = browser.get("/?before=" + first.inputs["before"])
    assert second.ids() == [1] and "before" not in second.inputs
    for odd in ("x", "-1", "", "1e3", "9" * 40):
        assert browser.get("/?before=" + odd).ids() == first.ids()
    assert browser.get("/?before=1").ids() == []


def test_notes_outlive_a_crash(server):
    browser = server.start()
    for text in ("one", "two", "three"):
        browser.write(text)
    browser.send("/notes/2/archived", archived="yes")
    browser.send("/notes/3/delete")
    server.kill()
    browser = server.start()
    assert browser.get().notes == [(1, "one")]
    assert browser.get("/archive").notes == [(2, "two")]
    browser.write("four")
    assert browser.get().ids() == [4, 1], "an id is given again"


def test_what_another_site_sends_changes_nothing(server):
    browser = server.start()
    browser.write("mine")
    for origin in ("http://evil.example", "http://%s:1" % HOST, "https://x." + HOST, "null"):
        assert browser.send("/notes", origin, text="theirs")[0] == 403
        assert browser.send("/notes/1", origin, text="theirs")[0] == 403
        assert browser.send("/notes/1/archived", origin, archived="yes")[0] == 403
        assert browser.send("/notes/1/delete", origin)[0] == 403
    for path in ("/notes/1/archived", "/notes"):
        assert browser.ask("GET", path)[0] == 405, "a link alone could change something"
    assert browser.get().notes == [(1, "mine")]


def test_the_length_of_a_note_has_its_limit(server):
    browser = server.start()
    browser.write("苹" * LONGEST)
    browser.write(("ab\r\n" * LONGEST)[: LONGEST + LONGEST // 3])
    assert browser.send("/notes", text="a" * (LONGEST + 1))[0] == 400
    assert browser.send("/notes/1", text="a" * (LONGEST + 1))[0] == 400
    assert browser.send("/notes", text="a" * 20000)[0] == 413
    assert browser.get("/notes/1").inputs["text"].strip() == "苹" * LONGEST
    assert browser.get().ids() == [2, 1]


BODIES = (
    b"",
    b"text",
    b"text=",
    b"text=+%0A",
    b"text=a&text=b",
    b"t\xff\xfext=%ff",
    b"text=\xff\xfe",
    b"\0" * 50,
    b"&&&===",
    b'{"text": "a"}',
    b"%" * 100,
)


def test_hostile_forms_are_refused_in_a_sentence_and_change_nothing(server):
    browser = server.start()
    browser.write("mine")
    for body in BODIES:
        for path in ("/notes", "/notes/1"):
            status, _, text = browser.ask("POST", path, body, Origin=browser.origin)
            assert status == 400 and 5 < len(text) < 60, (path, body, status, text)
    assert browser.get().notes == [(1, "mine")]


def test_what_breaks_off_or_makes_no_sense_changes_nothing(server):
    browser = server.start()
    browser.write("mine")
    form = b"text=theirs"
    head = "POST /notes HTTP/1.1\r\nHost: %s:%d\r\nOrigin: %s\r\nContent-Length: %d\r\n\r\n" % (
        HOST,
        browser.port,
        browser.origin,
        len(form),
    )
    whole = head.encode() + form
    noise = random.Random(server.engine)
    said = [whole[:end] for end in range(len(whole))]
    said += [noise.randbytes(80) for _ in range(20)]
    for words in said:
        with socket.create_connection((HOST, browser.port), 5) as line:
            line.sendall(words)
    assert browser.get().notes == [(1, "mine")]
    with socket.create_connection((HOST, browser.port), 5) as line:
        line.sendall(whole)
        assert line.recv(1000).startswith(b"HTTP/1.1 303 ")
    assert browser.get().notes == [(2, "theirs"), (1, "mine")]


@pytest.mark.parametrize("python", ["pycopy32"], indirect=True)
def test_it_fits_a_small_heap(python, program, tmp_path):
    """Uncompiled; of a board's words."""
    server = Server(python, program, tmp_path, "filedb", heap="128k")
    browser = server.start()
    try:
        for number in range(1, 2 * ON_A_PAGE):
            browser.write("a note of more than a few words " * 10)
            browser.get("/")
            browser.get("/notes/%d" % number)
            assert browser.send("/notes/%d" % number, text="changed")[0] == 303
        assert len(browser.get("/?q=change").notes) == ON_A_PAGE
        assert browser.send("/notes/3/delete")[0] == 303
    finally:
        server.kill()
    assert "Traceback" not in server.said(), server.said()


def test_what_is_not_there_is_404(server):
    browser = server.start()
    browser.write("mine")
    for id in ("0", "2", "-1", "1.0", "x", "9" * 30, "1073741824", "%31x", "..", "1/nothing"):
        assert browser.ask("GET", "/notes/" + id)[0] == 404, id
        assert browser.ask("GET", "/notes/%s/delete" % id)[0] == 404, id
        assert browser.send("/notes/" + id, text="a")[0] == 404, id
        assert browser.send("/notes/%s/archived" % id, archived="yes")[0] == 404, id
        assert browser.send("/notes/%s/delete" % id)[0] == 404, id
    for path in ("/static/../app.py", "/static/nothing", "/app.py", "/templates/list.tpl"):
        assert browser.ask("GET", path)[0] == 404, path
    assert browser.get().notes == [(1, "mine")]


# ---- make run APP=notes


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--app", "nots"], "picoweb: There is no example nots: choose APP from notes."),
        (["--app", "../notes"], "picoweb: There is no example ../notes: choose APP from notes."),
        (
            ["--app", "notes", "--step", "1"],
            "picoweb: STEP=1 is a chapter and APP=notes an example: choose one of the two.",
        ),
    ],
)
def test_a_wrong_name_is_refused_in_a_sentence(words, sentence):
    done = subprocess.run(
        [sys.executable, "-m", "tools.run"] + words, cwd=run.ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", sentence)


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("DATA", str(HERE / "app.py" / "inside"))
    with pytest.raises(
        run.Refusal, match="DATA=.*/app.py/inside cannot be made .*: name a folder"
    ):
        run.environment(HERE, runtimes.find("cpython"))


def test_templates_that_were_changed_are_compiled_anew(tmp_path):
    (tmp_path / "templates").mkdir()
    for name, seconds in (("page_tpl.py", 20), ("head.tpl", 30), ("page.tpl", 10)):
        path = tmp_path / "templates" / name
        path.write_text("")
        os.utime(path, (seconds, seconds))
    run.forget_old_templates(tmp_path)
    assert not (tmp_path / "templates" / "page_tpl.py").exists()
    (tmp_path / "templates" / "page_tpl.py").write_text("")  # it is newer than all sources
    run.forget_old_templates(tmp_path)
    assert (tmp_path / "templates" / "page_tpl.py").exists()


def test_make_run_serves_the_notes_and_keeps_them_where_it_is_told(python, tmp_path):
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    words = ["--app", "notes", "--on", python.name, "--port", str(port)]
    with only_one_at_a_time():
        said = write_over_make_run(words, port, tmp_path)
    assert "examples/notes/app.py, served by " + python.title in said
    assert "kept" in (tmp_path / "new" / "folder" / "notes.filedb" / "1").read_text()


@contextlib.contextmanager
def only_one_at_a_time():
    """Who comes first compiles the templates beside their source: nobody may read them then."""
    with open(runtimes.BUILD / ".notes.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_over_make_run(words, port, folder):
    """Write a note, end it as Ctrl-C does, and return what it said."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tools.run"] + words,
        cwd=run.ROOT,
        env=dict(os.environ, DATA=str(folder / "new" / "folder"), ENGINE="filedb"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        limit = time.monotonic() + STARTING
        while server.poll() is None and time.monotonic() < limit:
            with contextlib.suppress(OSError):
                Browser(port).write("kept")
                break
            time.sleep(0.05)
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=20)
    assert server.returncode == 0, said
    return said


def test_every_link_and_form_leads_somewhere(server):
    browser = server.start()
    browser.write("mine")
    for page in ("/", "/archive", "/notes/1", "/notes/1/delete"):
        text = browser.get(page).text
        for path in re.findall(r'(?:href|src)="([^"]+)"', text):
            assert browser.ask("GET", path)[0] == 200, path
        for path in re.findall(r'method="post" action="([^"]+)"', text):
            assert browser.ask("GET", path)[0] in (200, 405), path
