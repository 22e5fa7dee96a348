"""The live listings, in a headless Chromium: Run on every chapter's page, and all that a reader
may do with it. What a program must answer in the page is what its transcript states.
"""

import ast
import contextlib
import io
import pathlib
import re

import pytest
from listings import PATIENCE
from playwright.sync_api import expect
from test_axe import RUN, STANDARDS

from picoweb.testing import Client
from tools import npm, run
from tools.chapters import check
from tools.chapters.page import read
from tools.chapters.wire import CLIENT, CONNECT, IMPORT, Script, normal, parse
from tools.runtimes import Missing

CHAPTERS = [folder for folder in run.list_chapters() if (folder / "index.rst").exists()]
# A program whose page uses everything that a page may ask for.
BRIDGE = (pathlib.Path(__file__).parent / "live" / "bridge.py").read_text()
SOON = PATIENCE * 1000

# ---- Gate 5: each chapter answers in the page as its transcript says ----


class PageClient(Client):
    """picoweb.testing's client, whose requests go to the program that runs in the page."""

    def __init__(self, page):
        super().__init__("http://127.0.0.1:8081")
        self.page = page

    def converse(self, said):
        return InPage(self.page, said)


class InPage:
    """One connection to the program in the page, byte by byte."""

    def __init__(self, page, said):
        opened = "picowebLive.listings[0].player.machine.connect()"
        self.connection = page.evaluate_handle(opened)
        self.say(said)

    def say(self, data):
        self.connection.evaluate("(it, said) => it.send(Uint8Array.from(said))", list(data))

    def more(self):
        return bytes(self.connection.evaluate("async it => Array.from(await it.some() || [])"))

    def whole(self):
        return b"".join(iter(self.more, b""))

    def close(self):
        self.connection.evaluate("it => it.close()")

    end = close


def answerable(page):
    """Yield the examples that a client can say to the program as it starts.

    The rest builds on what an example before has done inside the program.
    """
    script = Script()
    for example in page.examples:
        side = script.side(example)
        if side == CLIENT:
            yield example
        elif side not in (CONNECT, IMPORT) and not changes_nothing(example):
            return


def changes_nothing(example):
    """True for an import of what is running already, and for a look at a value."""
    match parse(example.source).body:
        case [ast.Import([ast.alias("picoweb")]) | ast.ImportFrom("app" | "picoweb")]:
            return True
        case [ast.Expr(value)]:
            return not any(isinstance(node, ast.Call | ast.NamedExpr) for node in ast.walk(value))
    return False


def answer(example, names):
    """Run the example as the REPL does; return what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(example.source, "example", "single"), names)
    return said.getvalue()


@pytest.mark.parametrize("folder", CHAPTERS, ids=lambda folder: folder.name)
def test_a_chapter_answers_in_the_page_as_its_transcript_says(listing, folder):
    name = f"tutorial/{folder.name}/index.rst"
    page = read(folder / "index.rst", name)
    chapter = listing(name.replace(".rst", ".html"))
    chapter.run()
    # Anew, with nothing asked so far that a handler could have noted.
    chapter.address.fill("/nowhere")
    chapter.press("Run")
    chapter.expect_status(re.compile(r"^Running\. 404"))
    names = {"client": PageClient(chapter.page)}
    compared = 0
    for example in answerable(page):
        wrong = check.compare(example, example.want, answer(example, names), normal)
        assert not wrong, f"{page.where(example)}: {wrong}"
        compared += bool(example.want)
    assert compared, f"{name}: no answer of its transcript could be compared"
    chapter.press("Stop")
    chapter.expect_status("Stopped.")


@pytest.mark.parametrize("folder", CHAPTERS, ids=lambda folder: folder.name)
def test_the_links_of_a_chapter_lead_to_pages(listing, folder):
    chapter = listing(f"tutorial/{folder.name}/index.html")
    chapter.run()
    expect(chapter.served).not_to_be_empty(timeout=PATIENCE * 1000)
    first = chapter.address.input_value()
    for number in range(chapter.served.locator("a[href^='/']").count()):
        link = chapter.served.locator("a[href^='/']").nth(number)
        target = link.get_attribute("href")
        link.click()
        expect(chapter.address).to_have_value(target, timeout=PATIENCE * 1000)
        expect(chapter.status).to_have_text(re.compile("^Running. 200"))
        chapter.press("Back")
        expect(chapter.address).to_have_value(first, timeout=PATIENCE * 1000)


# ---- Run, Stop, Reset, and the reader's own program ----

HELLO = """import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    %s


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
"""


def test_an_edited_program_runs_and_reset_brings_the_first_one_back(listing):
    hello = listing()
    hello.editor.fill(HELLO % 'return "Good morning!"')
    hello.run()
    hello.expect_page("Good morning!")
    hello.press("Reset")
    expect(hello.editor).to_have_value(re.compile("Hello from the greenhouse!"))
    hello.run()
    hello.expect_page("Hello from the greenhouse!")


def test_a_changed_style_is_seen_although_there_is_a_packed_one(listing):
    chapter = listing("tutorial/07_static/index.html")
    chapter.app.get_by_role("tab", name="static/style.css").click()
    chapter.editor.fill("body { background: rgb(1, 2, 3) }")
    chapter.run()
    expect(chapter.served).to_have_css("background-color", "rgb(1, 2, 3)", timeout=SOON)


def test_each_run_is_a_new_program(listing):
    hello = listing()
    hello.editor.fill(HELLO % 'app.count = getattr(app, "count", 0) + 1; return str(app.count)')
    for _ in range(2):
        hello.run()
        hello.expect_page("1")
        hello.visit("/")
        hello.expect_page("2")


def test_stop_ends_the_program(listing):
    hello = listing()
    hello.run()
    hello.press("Stop")
    hello.expect_status("Stopped.")
    hello.visit("/")
    hello.expect_status("The program does not run: press Run.")
    expect(hello.app.get_by_role("button", name="Stop")).to_be_disabled()


def test_an_error_of_syntax_is_shown_at_its_line(listing):
    hello = listing()
    hello.editor.fill("import picoweb\n\nasync def index(req resp):\n    pass\n")
    hello.press("Run")
    hello.expect_status(re.compile(r"^It did not start. app.py, line 3: SyntaxError"))
    expect(hello.app.locator(".live-wrong")).to_have_text("3")
    hello.editor.press("End")
    hello.editor.type(" ")
    expect(hello.app.locator(".live-wrong")).to_have_count(0)


def test_a_line_of_a_traceback_leads_to_the_line_of_the_program(listing):
    hello = listing()
    hello.editor.fill(HELLO % "return 1 / 0")
    hello.press("Run")
    hello.expect_page("500 Internal Server Error")
    expect(hello.app.locator(".live-wrong")).to_have_text("8", timeout=SOON)
    what = "app.py, line 8: ZeroDivisionError: divide by zero"
    hello.expect_status(f"Running. 500 Internal Server Error. {what}")
    hello.console.get_by_role("button", name=re.compile('File "app.py", line 8')).click()
    selected = "it => it.value.slice(it.selectionStart, it.selectionEnd)"
    assert hello.editor.evaluate(selected) == "    return 1 / 0"
    expect(hello.editor).to_be_focused()


def test_what_the_program_prints_and_holds_is_seen(listing):
    hello = listing()
    hello.editor.fill(HELLO % 'print("somebody came"); return "Hello"')
    hello.run()
    expect(hello.console).to_contain_text("somebody came", timeout=SOON)
    held = re.compile(r"^\s*Heap: [1-9][\d.]* KB held, [1-9][\d.]* KB at most")
    expect(hello.app.locator(".live-heap")).to_have_text(held, timeout=SOON)


def test_an_endless_loop_is_stopped(listing):
    hello = listing()
    hello.editor.fill(HELLO % "while True: pass")
    hello.press("Run")
    hello.expect_status(re.compile("^Stopped: for 5 seconds the program did not let go"))


def test_a_program_that_serves_nothing_says_so(listing):
    hello = listing()
    hello.editor.fill('print("done")\n')
    hello.press("Run")
    hello.expect_status(re.compile("^It did not start. The program has ended without app.run"))


def test_what_pycopy_lacks_is_said_at_its_line(listing):
    hello = listing()
    warnings = hello.app.locator(".live-warnings li")
    hello.editor.fill('text = "f"  # f"no"\nprint(f"{text}")\n')
    expect(warnings).to_have_text(["app.py, line 2: Pycopy does not know an f-string."])
    hello.press("Reset")
    expect(warnings).to_have_count(0)


# ---- The page that the program serves ----


@pytest.fixture
def bridge(listing):
    """The program whose page asks for everything, running."""
    started = listing()
    started.editor.fill(BRIDGE)
    started.run()
    return started


def test_a_page_loads_its_style_its_scripts_and_its_images(bridge):
    heading = bridge.served.locator("h1")
    expect(heading).to_have_css("color", "rgb(1, 2, 3)", timeout=SOON)
    expect(heading).to_have_css("background-image", re.compile("^url.*data:image/svg"))
    natural = "it => it.complete && it.naturalWidth"
    assert bridge.served.locator("#dot").evaluate(natural) == 8
    expect(bridge.served.locator("li", has_text="image 8")).to_have_count(1, timeout=SOON)


def test_a_page_speaks_to_its_program_and_to_nobody_else(bridge):
    seen = bridge.served.locator("li")
    for text in (
        'fetch POST {"said":1}',
        "outside TypeError",
        "parent SecurityError",
        "source open",
        "event one\ntwo 7",
        "last three",
        "socket open",
        "socket hällo",
        "socket closed 1000 true",
    ):
        expect(seen.filter(has_text=text)).to_have_count(1, timeout=SOON)


def test_what_went_over_a_websocket_is_shown_by_frames(bridge):
    expect(bridge.served.locator("li", has_text="socket closed")).to_have_count(1, timeout=SOON)
    box = bridge.app.locator(".live-exchange", has_text="WebSocket /echo")
    if not box.get_attribute("open"):
        box.locator("summary").click()
    received = box.get_by_label("Response")
    expect(received).to_contain_text("HTTP/1.1 101 Switching Protocols")
    expect(received).to_contain_text("81 06  text: hällo")
    expect(received).to_contain_text("close: 1000")


def expect_whole_page(bridge):
    """Wait for its ten lines: until then, what is to be clicked moves down."""
    expect(bridge.served.locator("li")).to_have_count(10, timeout=SOON)


def test_links_and_forms_lead_to_the_program(bridge):
    expect_whole_page(bridge)
    bridge.served.get_by_role("link", name="a link").click()
    bridge.expect_page("query: from link")
    expect(bridge.address).to_have_value("/query?from=link")
    for button, page in (
        ("Get", "query: name get"),
        ("Post", "form: by button, name pöst & more"),
        ("Upload", 'form-data; name="name"'),
    ):
        bridge.press("Back")
        expect_whole_page(bridge)
        bridge.served.get_by_role("button", name=button).click()
        bridge.expect_page(page)
    bridge.press("Back")
    expect_whole_page(bridge)
    bridge.served.get_by_role("link", name="outside").click()
    bridge.expect_status(re.compile("leads out of the program"))


def test_the_address_bar_sends_any_method(bridge):
    bridge.visit("/json", "POST", '{"percent": 70}')
    bridge.expect_page('{"method": "POST", "body": "{\\"percent\\": 70}"}')
    bridge.visit("/form", "POST", "a=1&b=2")
    bridge.expect_page("form: a 1, b 2")
    sent = bridge.app.locator(".live-exchange[open]").get_by_label("Request")
    expect(sent).to_contain_text("POST /form HTTP/1.1")
    expect(sent).to_contain_text("a=1&b=2")


def test_a_page_that_takes_its_time_is_seen_as_it_comes(bridge):
    bridge.visit("/slow")
    bridge.expect_page("Measuring ...")
    bridge.visit("/query")
    bridge.expect_page("query:")


def test_a_file_can_be_kept(bridge):
    bridge.visit("/file")
    expect(bridge.app.get_by_role("link", name="file")).to_be_visible(timeout=SOON)
    with bridge.page.expect_download() as download:
        bridge.app.get_by_role("link", name="file").click()
    assert pathlib.Path(download.value.path()).read_bytes() == b"\0\1\2"


def test_a_page_cannot_leave_its_program(listing, served):
    hello = listing()
    asked = []
    hello.page.on("requestfinished", lambda request: asked.append(request.url))
    elsewhere = f"{served}/index.html"
    hello.editor.fill(HELLO % f"return \"Hello<script>location = '{elsewhere}'</script>\"")
    hello.run()
    hello.expect_page("is blocked")
    assert elsewhere not in asked
    hello.editor.fill(HELLO % 'return "Here again"')
    hello.run()
    hello.expect_page("Here again")


# ---- Where, and for whom ----


def test_it_works_as_a_file(listing, html):
    hello = listing(base=html.as_uri())
    hello.run()
    hello.expect_page("Hello from the greenhouse!")


def test_without_javascript_it_is_the_plain_listing(listing):
    hello = listing(java_script_enabled=False)
    expect(hello.app).to_have_count(0)
    expect(hello.page.locator(".live pre")).to_contain_text("app = picoweb.WebApp(__name__)")


def test_the_engine_is_loaded_at_the_first_run(listing):
    asked = []
    hello = listing()
    hello.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    assert hello.page.evaluate("typeof picowebBoard") == "undefined"
    hello.run()
    assert {"board.js", "picoweb.js", "micropython.wasm"} <= set(asked)
    before = len(asked)
    hello.run()
    assert "board.js" not in asked[before:]


def test_the_keyboard_is_no_trap(listing):
    hello = listing()
    hello.editor.fill("")
    hello.editor.press("Tab")
    expect(hello.editor).to_have_value("    ")
    hello.editor.press("Shift+Tab")
    expect(hello.editor).to_have_value("")
    hello.editor.type("def f():\npass")
    expect(hello.editor).to_have_value("def f():\n    pass")
    hello.editor.press("Escape")
    hello.editor.press("Tab")
    expect(hello.editor).not_to_be_focused()
    expect(hello.editor).to_have_value("def f():\n    pass")


def test_the_keyboard_is_enough(listing):
    hello = listing()
    hello.editor.focus()
    hello.editor.press("Control+Enter")
    hello.expect_page("Hello from the greenhouse!")
    hello.address.fill("/tomatoes")
    hello.address.press("Enter")
    hello.expect_status("Running. 404 Not Found")


def test_a_phone_needs_no_scrolling_sideways(listing):
    hello = listing(viewport={"width": 390, "height": 844})
    hello.run()
    assert hello.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_while_a_program_runs(listing, width, scheme):
    try:
        axe = npm.ensure() / "axe-core" / "axe.min.js"
    except Missing as missing:
        pytest.skip(str(missing))
    started = listing(
        "tutorial/06_templates/index.html",
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    started.editor.fill(HELLO % 'print(f"{1 / 0}")')
    started.press("Run")
    expect(started.app.locator(".live-wrong")).to_have_count(1, timeout=SOON)
    for summary in started.app.locator("summary").all():
        if not summary.evaluate("it => it.parentElement.open"):
            summary.click()
    started.page.add_script_tag(path=axe)
    run_axe = RUN.replace("axe.run(", "axe.run('.live-app', ")
    assert started.page.evaluate(run_axe, STANDARDS) == []
