"""The site in a browser: from a file, without JavaScript, and by keyboard."""

import pytest
from playwright.sync_api import expect

PATIENCE = 60_000  # ms
CHAPTER = "tutorial/01_hello/index.html"


@pytest.fixture
def tab(browser):
    """A function that opens a tab in a window of its own."""
    contexts = []

    def open_tab(width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.mark.parametrize("where", ["from a file", "from a server"])
def test_search_finds_and_leads_to_pages(tab, html, served, where):
    base = html.as_uri() if where == "from a file" else served
    page = tab()
    page.goto(f"{base}/{CHAPTER}")
    page.fill(".sidebar-search", "connection")
    page.press(".sidebar-search", "Enter")
    found = page.locator("#search-results li a")
    found.nth(5).wait_for()
    found.first.click()
    page.wait_for_url(lambda url: "search.html" not in url)
    assert "connection" in page.locator("article").inner_text().lower()


def test_a_page_from_a_file_asks_for_files_alone(tab, html):
    page = tab()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((html / CHAPTER).as_uri())
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    assert not failed


def test_all_is_there_without_javascript(tab, html):
    page = tab(java_script_enabled=False)
    page.goto((html / CHAPTER).as_uri())
    assert page.get_by_text('await resp.awrite("Hello from the greenhouse!")').first.is_visible()
    assert page.get_by_role("link", name="02 Two clients at once").first.is_visible()
    page.locator("summary").first.click()
    assert page.get_by_text("A second route and a second handler").is_visible()


def test_the_first_tab_stop_skips_the_bars(tab, html):
    page = tab(width=1400)  # where no bar is folded away
    page.goto((html / CHAPTER).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#furo-main-content'")


@pytest.mark.parametrize(
    ("switch", "bar"),
    [("Toggle site navigation", ".sidebar-drawer"), ("Toggle table of contents", ".toc-drawer")],
)
@pytest.mark.parametrize("javascript", [True, False])
def test_the_bars_of_a_phone_open_and_close_by_keyboard(tab, html, switch, bar, javascript):
    page = tab(width=390, java_script_enabled=javascript)
    page.goto((html / CHAPTER).as_uri())
    link = page.locator(f"{bar} a").nth(2)
    assert not link.is_visible()
    page.get_by_role("checkbox", name=switch).focus()
    page.keyboard.press("Space")
    link.wait_for(state="visible")
    page.keyboard.press("Space")
    link.wait_for(state="hidden")


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_too_wide_is_scrolled_by_keyboard(tab, html, javascript):
    page = tab(java_script_enabled=javascript)
    page.goto((html / CHAPTER).as_uri())
    page.set_viewport_size({"width": 390, "height": 800})
    boxes = page.locator(".highlight pre:visible, .table-wrapper:visible")
    wide = [box for box in boxes.all() if box.evaluate("box => box.scrollWidth > box.clientWidth")]
    assert wide
    for box in wide:
        expect(box).to_have_attribute("tabindex", "0")
        box.focus()
        page.keyboard.press("ArrowRight")
        expect(box).not_to_have_js_property("scrollLeft", 0)


def test_what_fits_is_no_tab_stop(tab, html):
    page = tab(width=390)
    page.goto((html / CHAPTER).as_uri())
    page.set_viewport_size({"width": 1280, "height": 800})
    boxes = page.locator(".highlight pre:visible")
    fits = [
        box for box in boxes.all() if box.evaluate("box => box.scrollWidth <= box.clientWidth")
    ]
    assert fits
    for box in fits:
        expect(box).not_to_have_attribute("tabindex", "0")
