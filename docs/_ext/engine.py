"""Put the Python that runs the listings beside the pages: see tools/live.py."""

import pathlib

from live import LIVE_BUILDERS
from sphinx.util import logging

from tools import live
from tools.runtimes import Missing

log = logging.getLogger(__name__)


def make(app, failed):
    """Make the files that a page loads at the first press of Run."""
    if failed or app.builder.name not in LIVE_BUILDERS:
        return
    try:
        live.build(pathlib.Path(app.outdir, "_static", "live"))
    except Missing as missing:
        log.info("No listing will run in the page. %s", missing)


def setup(app):
    app.connect("build-finished", make)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
