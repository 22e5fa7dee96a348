"""What must hold of every chapter, and of every public name: gates 3 and 4 of the tutorial.

3. Every chapter has its program, its page in the one order, a transcript and two exercises with
   tested solutions; it is in the table of contents; it adds few lines to the chapter before.
4. Every public name has one entry in the reference, which says what it is, and a chapter that
   teaches it. What chapters to come are about stands in docs/untaught.txt, which may only shrink.
"""

import ast
import re
from collections import Counter
from pathlib import Path

import chapters
import public
import pytest
import taught

from tools.chapters import page

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = chapters.chapters()
MOST_LINES = 30
SECTIONS = (
    *("What you will make", "The program", "What is new", "The transcript", "Run it"),
    *("What it weighs", "What can go wrong", "Exercises"),
)
PLACES = ("On this page", "On a PC", "On a board")
SOLUTIONS = ("solution_1", "solution_2")

# ---- gate 3: the chapters


def of_each_chapter(test):
    return pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda folder: folder.name)(test)


def text_of(chapter):
    return (chapter / "index.rst").read_text(encoding="utf-8")


def titles(text, underline):
    """Return the titles of the sections of one level."""
    line = re.escape(underline)
    return tuple(re.findall(rf"^(\S.*)\n{line}{{3,}}$", text, re.MULTILINE))


def section(text, title):
    """Return what stands below a title, to the next of its level."""
    return re.split(r"^(?:\S.*)\n-{3,}$", text.split(f"\n{title}\n-", 1)[1], flags=re.M)[0]


def test_chapters_are_numbered_without_a_gap():
    numbers = [int(chapters.number(folder)) for folder in CHAPTERS]
    assert numbers == list(range(1, len(CHAPTERS) + 1))
    assert len(CHAPTERS) >= 13


@of_each_chapter
def test_a_chapter_has_its_sections_in_order(chapter):
    text = text_of(chapter)
    assert titles(text, "-") == SECTIONS
    assert titles(section(text, "Run it"), "~")[: len(PLACES)] == PLACES


@of_each_chapter
def test_a_chapter_shows_its_program_picture_and_weight(chapter):
    text = text_of(chapter)
    assert ".. live:: app.py" in section(text, "The program")
    assert ".. image:: screenshot.png" in section(text, "What you will make")
    assert "\n.. weighs::" in section(text, "What it weighs")
    assert (chapter / "screenshot.png").exists()


@of_each_chapter
def test_a_chapter_has_a_transcript(chapter):
    lines = [example.source for example in examples(section(text_of(chapter), "The transcript"))]
    assert any("client." in line for line in lines), "no example asks the program"


def examples(text):
    return page.parse(text, "index.rst")


@of_each_chapter
def test_a_chapter_has_two_exercises_with_tested_solutions(chapter):
    text = section(text_of(chapter), "Exercises")
    assert len(re.findall(r"^[12]\. ", text, re.MULTILINE)) == 2
    assert text.count(".. dropdown:: Solution") == 2
    imported = {name for example in examples(text) for name in imports(example.source)}
    for name in SOLUTIONS:
        assert (chapter / f"{name}.py").exists()
        assert name in imported, f"no example of the page tries {name}"
        assert f"{name}.py" in text


def imports(source):
    nodes = ast.walk(ast.parse(source))
    return [node.module for node in nodes if isinstance(node, ast.ImportFrom)]


@of_each_chapter
def test_a_chapter_is_in_the_table_of_contents(chapter):
    text = (chapters.TUTORIAL / "index.rst").read_text(encoding="utf-8")
    tree = text.split(".. toctree::", 1)[1].split("\n\n")[1]
    assert f"{chapter.name}/index" in tree.split()
    row = rf"^{chapters.number(chapter)} +:doc:`[^`]+ <{chapter.name}/index>` +\S"
    assert re.search(row, text, re.MULTILINE), "not in the table of what each chapter adds"


@of_each_chapter
def test_a_chapter_adds_few_lines(chapter):
    added = code_lines(chapter / "app.py")
    assert 0 < len(added) <= MOST_LINES, f"{len(added)} lines: " + "\n".join(added)


def code_lines(path):
    """Return the new and changed lines of a program, without comments and blanks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    new = [lines[number - 1].strip() for number in sorted(chapters.new_lines(path))]
    return [line for line in new if line and not line.startswith("#")]


# ---- gate 4: the public names

UNTAUGHT = ROOT / "docs" / "untaught.txt"
# May only become less. Who teaches a name takes it out of the file, and lowers this.
MOST_UNTAUGHT = 166

# What chapters 01 to 13 are about, and what of it later chapters are about.
CORE = (
    *("picoweb", "picoweb.utils", "picoweb.files", "picoweb.sse", "picoweb.topic"),
    *("picoweb.websocket", "picoweb.testing", "picoweb.testing_response"),
    *("picoweb.testing_stream", "picoweb.testing_events", "picoweb.testing_websocket"),
)
LATER = {
    "17 uploads": "HTTPRequest.reader Stream.read Stream.readline Stream.readexactly",
    "18 bigger apps": """WebApp.pkg WebApp.inited WebApp.mounts WebApp.url_map WebApp.mount
        HTTPRequest.app""",
    "19 testing": """testing.Client.timeout testing.Client.cookies
        testing_response.Headers.lines testing_response.Headers.get
        testing_response.Headers.get_all testing_response.Headers.items
        testing_stream.Pieces.status testing_events.Events.headers
        testing_events.Parser testing_events.Parser.id testing_events.Parser.retry
        testing_events.Parser.feed testing_websocket.WebSocket.headers""",
    "20 memory": """WebApp.headers_mode WebApp.template_loader files.Files.source
        files.Files.folder""",
    "21 on a board": "WebApp.serve",
    "22 hardening": """WebApp.max_head WebApp.timeout WebApp.max_conns WebApp.tasks Stream.aclose
        sse.TICK sse.Events.stream websocket.WebSocket.stream""",
}
REFERENCE = sorted((ROOT / "docs" / "reference").glob("*.rst"))
NAMES = re.compile(r"^\.\. names:: (\S+)\n((?:   .*\n)*)", re.MULTILINE)


def untaught():
    """Return the names in the file, without its comments."""
    lines = UNTAUGHT.read_text(encoding="utf-8").splitlines()
    return [public.canonical(line) for line in lines if line and not line.startswith("#")]


def of_later_chapters():
    names = " ".join(LATER.values()).split()
    return [public.canonical(f"picoweb.{name}") for name in names]


def is_of_core(name):
    module = max((one for one in public.modules() if name.startswith(one + ".")), key=len)
    return module in CORE and name not in of_later_chapters()


def entries_on(path):
    """Return the public names that a page of the reference has entries for."""
    found = []
    for module, options in NAMES.findall(path.read_text(encoding="utf-8") + "\n"):
        only = re.search(r":only: (.*)", options)
        names = only[1].split() if only else public.top_names(module)
        for name in names:
            start = f"{module}.{name}"
            found += [one for one in public.entries() if f"{one}.".startswith(f"{start}.")]
    return found


def test_every_public_name_has_one_entry():
    counts = Counter(name for path in REFERENCE for name in entries_on(path))
    assert {name: counts[name] for name in public.entries() if counts[name] != 1} == {}


def test_every_public_name_says_what_it_is():
    assert [name for name, entry in public.entries().items() if not entry.doc] == []


def test_every_public_name_is_taught_or_waits_for_its_chapter():
    known = {*taught.taught(), *untaught()}
    assert [name for name in public.entries() if name not in known] == []


def test_what_waits_for_its_chapter_is_not_taught_and_there():
    names = untaught()
    assert sorted(set(names) & set(taught.taught())) == [], "taught: take them out of the file"
    assert [name for name in names if name not in public.entries()] == [], "there are no such"
    assert len(set(names)) == len(names)


def test_what_waits_becomes_less():
    assert len(untaught()) == MOST_UNTAUGHT


def test_the_core_does_not_wait():
    assert [name for name in untaught() if is_of_core(name)] == []


def test_names_of_later_chapters_are_there():
    assert [name for name in of_later_chapters() if name not in public.entries()] == []


# ---- what finds all this


def test_uses_are_found_by_the_types_that_stubs_state(tmp_path):
    names = uses(
        tmp_path,
        """
from picoweb import sse, websocket as sockets
from picoweb.testing import Client
import picoweb
app = picoweb.WebApp("x")
@app.route("/")
async def index(req, resp):
    events = await sse.events(req, resp)
    await events.send("x")
    async for message in await sockets.accept(req, resp):
        await resp.awrite(req.qs)
client = Client(app)
with client.events("/") as heard:
    print(next(heard).data, [one.id for one in heard])
print(client.get("/").headers["A"], client.get("/").headers.get("B"))
class Own(picoweb.WebApp):
    def handle_exc(self, req, resp, e):
        return self.sendfile(resp, e.text)
Own("x", serve_static=False)
""",
    )
    assert {
        *("picoweb.sse.events", "picoweb.sse.Events.send", "picoweb.websocket.accept"),
        *("picoweb.WebApp.route", "picoweb.Stream.awrite", "picoweb.HTTPRequest.qs"),
        *("picoweb.testing_events.Event.data", "picoweb.testing_events.Event.id"),
        public.canonical("picoweb.testing_response.Response.headers"),
        public.canonical("picoweb.testing_response.Headers.get"),
        *("picoweb.WebApp.handle_exc", "picoweb.WebApp.sendfile", "picoweb.HTTPError.text"),
        "picoweb.WebApp.serve_static",
    } <= names


def test_other_things_of_the_same_names_are_none(tmp_path):
    source = (
        "import json\nspawn = 1\nx = {}\nx.get('a')\nclass A:\n    def run(self): self.run()\n"
    )
    assert uses(tmp_path, source) == set()
    assert uses(tmp_path, "def f(client):\n    return client.get('/')\n") == set()


def uses(folder, source):
    path = folder / "program.py"
    path.write_text(source, encoding="utf-8")
    taught.read.cache_clear()
    return set(taught.names_in_file(path))


def test_lines_of_code_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(chapters, "ROOT", tmp_path)
    for name, source in (("01_a", "a = 1\nb = 2\n"), ("02_b", "# new\na = 1\n\nb = 3\nc = 4\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.py").write_text(source, encoding="utf-8")
    assert code_lines(tmp_path / "02_b" / "app.py") == ["b = 3", "c = 4"]
    assert code_lines(tmp_path / "01_a" / "app.py") == ["a = 1", "b = 2"]
