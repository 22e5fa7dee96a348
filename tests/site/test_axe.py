"""axe finds nothing (WCAG A and AA), no page is too wide, and none asks another host.

Every page, at 1280 and 390 pixels, in light and in dark. Of the rules, only some depend on
colours: in the dark these alone are asked again.
"""

import pytest
from pages import pages_of

from tools import npm
from tools.runtimes import Missing

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IN_COLOUR = ["color-contrast", "link-in-text-block"]
WIDTHS = (1280, 390)
GROUPS = 8  # so that several processes share the pages
PATIENCE = 120_000  # ms
RUN = """options => axe.run({...options, resultTypes: ["violations"], preload: false})
    .then(found => found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))"""


@pytest.fixture(scope="session")
def axe():
    try:
        return (npm.ensure() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module", params=WIDTHS)
def tab(request, browser, served):
    """A tab of this width, which notes whom it asks."""
    with browser.new_context(viewport={"width": request.param, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.asked = []
        page.on("request", lambda asked: page.asked.append(asked.url))
        yield page


@pytest.mark.parametrize("group", range(GROUPS))
def test_pages(tab, group, html, served, axe, record_property):
    paths = [path.relative_to(html).as_posix() for path in pages_of(html)][group::GROUPS]
    assert paths
    faults = [f"{path}: {fault}" for path in paths for fault in look_at(tab, served, path, axe)]
    record_property("cases", len(paths))
    assert not faults, "\n".join(faults)


def look_at(tab, served, path, axe):
    """Yield what is wrong with a page."""
    tab.asked.clear()
    tab.emulate_media(color_scheme="light")
    tab.goto(f"{served}/{path}")
    tab.evaluate(axe)
    yield from tab.evaluate(RUN, {"runOnly": STANDARDS})
    tab.emulate_media(color_scheme="dark")
    for fault in tab.evaluate(RUN, {"runOnly": {"type": "rule", "values": IN_COLOUR}}):
        yield f"in the dark: {fault}"
    width, room = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width > room:
        yield f"{width} pixels wide, where there are {room}"
    yield from (
        f"asks {url}" for url in tab.asked if not url.startswith((served, "data:", "blob:"))
    )
