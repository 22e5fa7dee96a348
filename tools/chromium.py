"""The headless Chromium of this machine, for pictures, for printing and for tests."""

import contextlib
import os
import shutil

from tools.runtimes import Missing

# As it is called on Debian, on Ubuntu, and by Google.
NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = (
    "Chromium is missing: install it with `sudo apt install chromium`, "
    "or name it with CHROMIUM=/path/to/it."
)


def find():
    """Return the path of Chromium, or of what CHROMIUM= names; raise Missing."""
    named = os.environ.get("CHROMIUM")
    names = [named] if named else NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise Missing(ADVICE)
    return found


@contextlib.contextmanager
def launched():
    """Playwright's Browser for the length of a block; raise Missing."""
    executable = find()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        yield browser
        browser.close()
