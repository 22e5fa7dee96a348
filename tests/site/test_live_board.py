"""`Run on my board`, by Web Serial, with the unix MicroPython behind a pseudo-terminal as the
board: in place of navigator.serial stands a port whose bytes this test carries back and forth.
"""

import base64
import contextlib
import os
import re
import select
import shutil

import pytest
from listings import PATIENCE
from playwright.sync_api import expect

from tools import libraries, runtimes
from tools.chapters.unixboard import UnixBoard
from tools.runtimes import ROOT, Missing

AT_ONCE = 0.02  # seconds that one look at the board takes at most
SOON = PATIENCE * 1000

PORT = """() => {
    const bytes = text => Uint8Array.from(atob(text), character => character.charCodeAt(0));
    const text = bytes => btoa(String.fromCharCode(...bytes));
    const port = {
        async open({baudRate}) {
            let open = true;
            this.baudRate = baudRate;
            this.readable = new ReadableStream({
                async pull(controller) {
                    for (let said = ""; open && !said;)
                        if ((said = await boardSays()))
                            controller.enqueue(bytes(said));
                },
                cancel() { open = false; },
            });
            this.writable = new WritableStream({write: data => boardHears(text(data))});
        },
        async close() {
            if (this.readable.locked || this.writable.locked)
                throw new TypeError("still locked");
        },
    };
    const serial = {requestPort: async () => port};
    Object.defineProperty(navigator, "serial", {value: serial, configurable: true});
}"""


@pytest.fixture
def board(tmp_path):
    """A board that is plugged in; `board.flash` is its filesystem, with most of picoweb on it."""
    try:
        micropython = runtimes.find("micropython")
    except Missing as missing:
        pytest.skip(str(missing))
    flash = tmp_path / "flash"
    shutil.copytree(ROOT / "picoweb", flash / "picoweb", ignore=shutil.ignore_patterns("*.pyi"))
    shutil.copytree(libraries.ensure() / "utemplate", flash / "utemplate")
    (flash / "picoweb" / "stream.py").unlink()
    (flash / "picoweb" / "running.py").write_text("raise ValueError('of another version')\n")
    # It sees nothing but its own files.
    env = dict(micropython.env(), MICROPYPATH=".frozen")
    plugged_in = UnixBoard([micropython.executable, "-X", "heapsize=512k"], env, flash)
    plugged_in.flash = flash
    with contextlib.closing(plugged_in):
        yield plugged_in


@pytest.fixture
def hello(listing, board):
    """The page of chapter 01, in a browser that the board is plugged into."""
    end = os.open(board.device, os.O_RDWR | os.O_NOCTTY)

    def says():
        ready, _, _ = select.select([end], [], [], AT_ONCE)
        return base64.b64encode(os.read(end, 4096)).decode() if ready else ""

    def hears(data):
        data = base64.b64decode(data)
        while data:
            data = data[os.write(end, data) :]

    opened = listing()
    opened.page.expose_function("boardSays", says)
    opened.page.expose_function("boardHears", hears)
    opened.page.evaluate(PORT)
    yield opened
    os.close(end)


def start(hello):
    hello.press("Run on my board")
    hello.expect_status(re.compile(r"^Running\. \d"))


def test_a_program_runs_on_the_board_and_its_page_is_seen(hello, board):
    start(hello)
    hello.expect_page("Hello from the greenhouse!")
    expect(hello.app.locator(".live-where")).to_have_text("MicroPython on your board")
    hello.visit("/tomatoes")
    hello.expect_status("Running. 404 Not Found")
    for name in ("picoweb/stream.py", "picoweb/running.py"):
        ours = hello.page.evaluate("name => picowebBoard.files[name]", name)
        assert (board.flash / name).read_text() == ours

    # What the board has already is not copied again.
    stamp = (board.flash / "picoweb" / "stream.py").stat().st_mtime_ns
    changed = hello.editor.input_value().replace("Hello from", "Good morning,")
    hello.editor.fill(changed)
    hello.address.fill("/")
    start(hello)
    hello.expect_page("Good morning, the greenhouse!")
    assert (board.flash / "app.py").read_text() == changed
    assert (board.flash / "picoweb" / "stream.py").stat().st_mtime_ns == stamp

    # Nothing of the run before is left, and what it prints is seen.
    hello.editor.fill(
        changed.replace("    await picoweb", '    print("asked")\n    await picoweb')
    )
    start(hello)
    expect(hello.console).to_contain_text("asked", timeout=SOON)
    expect(hello.console).not_to_contain_text("\x1e")

    # An error is shown at its line.
    hello.editor.fill("import picoweb\n\napp = picoweb.WebApp(__name__\n")
    hello.press("Run on my board")
    hello.expect_status(re.compile(r"^It did not start. app.py, line \d: SyntaxError"))
    expect(hello.app.locator(".live-wrong")).to_have_count(1)
    hello.press("Stop")
    hello.expect_status("Stopped.")


def test_a_port_without_a_board_is_said(listing):
    lonely = listing()
    lonely.page.expose_function("boardSays", lambda: "")
    lonely.page.expose_function("boardHears", lambda data: None)
    lonely.page.evaluate(PORT)
    lonely.press("Run on my board")
    lonely.expect_status("No MicroPython answers at this port.")


def test_without_web_serial_there_is_no_such_button(browser, served):
    with contextlib.closing(browser.new_page()) as page:
        page.add_init_script("delete Navigator.prototype.serial")
        page.goto(f"{served}/tutorial/01_hello/index.html")
        expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(1)
        expect(page.get_by_role("button", name="Run on my board")).to_have_count(0)
