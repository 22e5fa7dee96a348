"""The site, built once for all the tests that look at it, and served."""

import functools
import http.server
import importlib.util
import os
import threading
from pathlib import Path

import pytest
from listings import listing  # noqa: F401 - a fixture

from tools import site
from tools.runtimes import BUILD

HERE = Path(__file__).parent
BUILT = BUILD / "test-site"


def pytest_collection_modifyitems(items):
    """Give time to who waits for the site to be built: on a busy machine it takes minutes."""
    for item in items:
        if HERE in item.path.parents and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def built():
    """The site of what lies here now: its folder, and what Sphinx found wrong in it, or None."""
    if not importlib.util.find_spec("sphinx"):
        pytest.skip("no Sphinx: install it with `python3 tools/setup.py docs`")
    return site.build_once(BUILT, os.environ.get("PYTEST_XDIST_TESTRUNUID"))


@pytest.fixture(scope="session")
def html(built):
    """The folder of the site. A warning fails a test of its own, and no other."""
    folder, faults = built
    if not (folder / "index.html").exists():
        pytest.fail(faults, pytrace=False)
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def served(html):
    """The address at which the site is served, without a slash at its end."""
    handler = functools.partial(Quiet, directory=str(html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
