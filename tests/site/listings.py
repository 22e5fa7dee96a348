"""A live listing in a headless Chromium, as a reader finds it."""

import contextlib
import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

PATIENCE = 60  # seconds that a busy machine may take for anything


@pytest.fixture
def listing(browser, served, request):
    """A function that opens a page and returns its live listing; at the end, nothing may have
    gone wrong in the page, and nobody else may have been asked for anything."""
    errors, asked = [], []
    with contextlib.ExitStack() as stack:

        def open_page(path="tutorial/01_hello/index.html", base=served, **options):
            page = stack.enter_context(closing(browser.new_context(**options))).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.on("pageerror", lambda error: errors.append(f"{error}\n{error.stack}"))
            page.on("request", lambda request: asked.append(request))
            page.goto(f"{base}/{path}")
            return Listing(page)

        yield open_page
    assert not errors, errors
    ours = (served, "file://", "data:", "blob:", "about:")
    # What the policy of a page forbids was never asked for.
    asked = [request.url for request in asked if request.failure != "csp"]
    outside = [url for url in asked if not url.startswith(ours)]
    assert not outside, outside


class Listing:
    """The first live listing of a page, by what a reader finds there."""

    def __init__(self, page):
        self.page = page
        self.app = page.locator(".live-app").first
        self.status = self.app.get_by_role("status")
        self.editor = self.app.locator(".live-text textarea")
        self.console = self.app.get_by_role("log")
        self.served = page.frame_locator(".live-page").locator("body")

    def press(self, name):
        self.app.get_by_role("button", name=name, exact=True).click()

    def run(self):
        self.press("Run")
        self.expect_status(re.compile(r"^Running\. \d"))

    def expect_status(self, text):
        expect(self.status).to_have_text(text, timeout=PATIENCE * 1000)

    def visit(self, address, method="GET", body=None):
        self.app.get_by_label("Method").select_option(method)
        self.app.get_by_label("Address").fill(address)
        if body is not None:
            self.app.get_by_label("Body of the request").fill(body)
        self.press("Go")

    def expect_page(self, text):
        expect(self.served).to_contain_text(text, timeout=PATIENCE * 1000)

    @property
    def address(self):
        return self.app.get_by_label("Address")
