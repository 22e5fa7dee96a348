"""The notes of examples/ in a real browser: keys, phones, the dark, and no script at all."""

import shutil
from contextlib import ExitStack, closing

import pytest
from faults.live import HOST, PATIENCE, Live
from live.serving import free_port

from tools import run
from tools.runtimes import ROOT

WIDE = {"width": 1100, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 560}
FINGER = 44  # pixels that one hits with a finger (WCAG 2.5.5)
READABLE = 4.5  # contrast of text (WCAG 1.4.3)
# How a page looks does not depend on who serves it.
on_one_python = pytest.mark.parametrize("python", ["cpython"], indirect=True)
LONG = "https://example.org/" + "no-place-to-break-it" * 20


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A copy of the program: templates are compiled beside their source."""
    copy = tmp_path_factory.mktemp("notes") / "notes"
    ignored = shutil.ignore_patterns("__pycache__", "*_tpl.py", "*.mpy")
    return shutil.copytree(ROOT / "examples" / "notes", copy, ignore=ignored)


@pytest.fixture
def visit(python, browser, program, tmp_path):
    """A function that opens the page for a visitor with these options of the browser."""
    port, errors = free_port(), []
    command = python.argv(run.START, HOST, port)
    env = dict(python.env(), DATA=str(tmp_path), ENGINE="filedb")
    with Live(command, program, env, tmp_path / "said") as server, ExitStack() as stack:
        server.wait_until_it_listens(port)

        def open_page(**options):
            context = browser.new_context(base_url=f"http://{HOST}:{port}", **options)
            page = stack.enter_context(closing(context)).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.on("pageerror", lambda error: errors.append(error))
            page.on("console", lambda message: errors.append(message.text))
            page.on("dialog", lambda dialog: errors.append(dialog.message))
            page.goto("/")
            return page

        yield open_page
    assert not errors


def notes_of(page):
    return page.locator("li .text").all_text_contents()


def press(page, name, within="body"):
    """Press a button or follow a link, and wait for the page that it leads to."""
    place = page.locator(within)
    button = place.get_by_role("button", name=name, exact=True)
    button.or_(place.get_by_role("link", name=name, exact=True)).click()
    page.wait_for_load_state()


def note(text):
    return f"li:has-text('{text}')"


def write(page, text):
    page.fill("textarea", text)
    press(page, "Add note")


def test_keys_do_what_the_mouse_does(visit):
    page = visit(viewport=WIDE)
    page.keyboard.press("n")
    page.keyboard.type("First n / line")
    page.keyboard.press("Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("li")
    assert notes_of(page) == ["First n / line\nsecond line"]
    page.keyboard.press("/")
    page.keyboard.type("second")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=second")
    for name in ("Edit", "Delete"):
        press(page, name)
        assert page.url.split("/")[3] == "notes"
        page.keyboard.press("Escape")
        page.wait_for_url("**/")
    assert len(notes_of(page)) == 1


@on_one_python
def test_escape_leaves_a_field(visit):
    page = visit(viewport=WIDE)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


@on_one_python
def test_keys_held_too_long_send_a_note_once(visit):
    page = visit(viewport=WIDE)
    page.fill("textarea", "once")
    send = "document.querySelector('.write').requestSubmit()"
    page.evaluate(f"{{ {send}; {send}; {send}; }}")
    page.wait_for_selector("li")
    page.reload()
    assert notes_of(page) == ["once"]


def test_all_of_it_works_without_a_script(visit):
    page = visit(java_script_enabled=False)
    write(page, "one")
    write(page, "two")
    assert notes_of(page) == ["two", "one"]
    press(page, "Archive", note("two"))
    assert notes_of(page) == ["one"]
    press(page, "Archive", "nav")
    assert notes_of(page) == ["two"]
    press(page, "Restore")
    press(page, "Current")
    press(page, "Edit", note("one"))
    page.fill("textarea", "one, changed")
    press(page, "Save")
    assert notes_of(page) == ["two", "one, changed"]
    page.fill("[name=q]", "chang")
    press(page, "Search")
    assert notes_of(page) == ["one, changed"]
    press(page, "Delete")
    press(page, "Delete for ever")
    assert notes_of(page) == ["two"]


INJECTIONS = (
    "<script>alert(1)</script>",
    "</p><img src=x onerror=alert(1)>",
    "</textarea><svg onload=alert(1)>",
    '"><iframe srcdoc="<script>parent.alert(1)</script>">',
)


@on_one_python
def test_no_note_runs_as_a_script(visit):
    page = visit(viewport=WIDE)
    for text in INJECTIONS:
        write(page, text)
    assert notes_of(page) == list(INJECTIONS[::-1])
    for path in ("/notes/1", "/notes/3", "/notes/4/delete", "/?q=" + INJECTIONS[3]):
        page.goto(path)
        assert page.locator("img, svg, iframe").count() == 0


TOO_SMALL = """size =>
    [...document.querySelectorAll("a, button, input:not([type=hidden]), textarea")]
    .filter(one => one.getBoundingClientRect().height < size).map(one => one.outerHTML)"""


@on_one_python
@pytest.mark.parametrize("viewport", [SMALL, PHONE], ids=["320", "390"])
def test_it_fits_a_phone_and_a_finger(visit, viewport):
    page = visit(viewport=viewport, is_mobile=True, has_touch=True)
    write(page, LONG)
    write(page, "W" * 300)
    for path in ("/", "/?q=w", "/archive", "/notes/1", "/notes/2/delete"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"], path
        assert page.evaluate(TOO_SMALL, FINGER) == [], path


# The contrast of each text with what is behind it (WCAG 2, relative luminance).
FAINT = """least => {
    const part = value => (value /= 255) <= 0.03928 ? value / 12.92
        : ((value + 0.055) / 1.055) ** 2.4;
    const light = color => {
        const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(part);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = one => {
        const color = getComputedStyle(one).backgroundColor;
        return color === "rgba(0, 0, 0, 0)" ? behind(one.parentElement) : color;
    };
    return [...document.querySelectorAll("body *")].filter(one => one.innerText)
        .map(one => {
            const both = [light(getComputedStyle(one).color), light(behind(one))].sort();
            return [(Math.max(...both) + 0.05) / (Math.min(...both) + 0.05), one.outerHTML];
        }).filter(([ratio]) => ratio < least);
}"""


@on_one_python
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_by_day_and_by_night(visit, scheme):
    page = visit(viewport=WIDE, color_scheme=scheme)
    assert page.locator(".nothing").count() == 1
    assert page.evaluate(FAINT, READABLE) == []
    write(page, "a note")
    for path in ("/", "/notes/1", "/notes/1/delete"):
        page.goto(path)
        assert page.evaluate(FAINT, READABLE) == [], path
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(map(int, paper.strip("rgb()").split(",")))
    assert (brightness < 150) == (scheme == "dark")
