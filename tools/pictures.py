"""`make pictures`: take the picture of each chapter's app that its page shows.

python -m tools.pictures            every chapter
python -m tools.pictures --step 07  one

Headless Chromium opens the running program, and what it shows becomes screenshot.png. A page
that should show more than "/" of a fresh program says what is asked before, the picture last:

    .. picture: POST /lamp/70, POST /log text=Watered, WAIT 2, GET /log
"""

import argparse
import contextlib
import re
import socket
import sys
import time
import urllib.request

from tools import chromium, run, runtimes

WIDTH, HEIGHT = 520, 260  # CSS pixels; as high as the page is, if that is more
SHARPNESS = 2
ASKED = re.compile(r"^\.\. picture: (.+)$", re.MULTILINE)


def main(words=None):
    parser = argparse.ArgumentParser(prog="make pictures", description=__doc__.splitlines()[0])
    parser.add_argument("--step", default="", help="one chapter, by its number: 07")
    options = parser.parse_args(words)
    try:
        chosen = [run.choose_chapter(options.step)] if options.step else run.list_chapters()
        with chromium.launched() as browser:
            for chapter in chosen:
                take(chapter, browser)
    except (run.Refusal, runtimes.Missing) as refusal:
        sys.exit(f"picoweb: {refusal}")


def take(chapter, browser):
    print(f"picoweb: the picture of {chapter.name}", flush=True)
    *before, last = asked(chapter)
    with served(chapter) as url:
        for method, path, *body in before:
            if method == "WAIT":
                time.sleep(float(path))  # seconds, in which something is to happen
                continue
            data = body[0].encode() if body else None
            request = urllib.request.Request(url + path, data, method=method)
            urllib.request.urlopen(request, timeout=30).close()
        shoot(browser, url + last[1], chapter / "screenshot.png")


def asked(chapter):
    """Return a list of [method, path, maybe a form], the page to show last."""
    stated = ASKED.search((chapter / "index.rst").read_text(encoding="utf-8"))
    return [words.split() for words in stated[1].split(", ")] if stated else [("GET", "/")]


@contextlib.contextmanager
def served(chapter):
    """The address at which CPython serves a chapter for the length of this block."""
    runtime = runtimes.find("cpython")
    with socket.socket() as probe:
        probe.bind((run.HOST, 0))
        port = probe.getsockname()[1]
    with run.started(chapter, runtime, port, None) as server:
        run.wait_until_it_listens(server, port)
        yield f"http://{run.HOST}:{port}"


def shoot(browser, url, path):
    size = {"width": WIDTH, "height": HEIGHT}
    page = browser.new_page(viewport=size, device_scale_factor=SHARPNESS)
    page.goto(url)
    page.screenshot(path=path, full_page=True)
    page.close()


if __name__ == "__main__":
    main()
