"""axe finds nothing (WCAG A and AA), no page is too wide, and none asks another host.

At 1280 and 390 pixels, in light and in dark. Every page is looked at wide and light by all rules,
and narrow and dark by those whose answer depends on width or colours. The side bar, which is the
same on all, and the colours of code are looked at on some pages, by all rules, in all four
combinations: they are most of what a page consists of.
"""

import pytest
from pages import pages_of

from tools import npm
from tools.runtimes import Missing

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BY_LOOK = [
    "color-contrast",
    "link-in-text-block",
    "target-size",
    "scrollable-region-focusable",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 900}
GROUPS = 6  # so that several processes share the pages
PATIENCE = 120_000  # ms
LEAVE_OUT = """() => {
    document.querySelector(".sidebar-drawer").remove();
    for (const code of document.querySelectorAll(".highlight pre")) {
        code.textContent = code.textContent;
    }
}"""
# What depends on the width is set before the second frame of that width.
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
RUN = """runOnly => axe.run({runOnly, resultTypes: ["violations"], preload: false})
    .then(found => found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))"""


@pytest.fixture(scope="session")
def axe():
    try:
        return (npm.ensure() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def tab(browser, served):
    """A tab that notes whom it asks."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.asked = []
        page.on("request", lambda asked: page.asked.append(asked.url))
        yield page


@pytest.mark.parametrize("group", range(GROUPS))
def test_pages(tab, group, html, served, axe, record_property):
    paths = [path.relative_to(html).as_posix() for path in pages_of(html)][group::GROUPS]
    assert paths
    faults = []
    for path in paths:
        tab.asked.clear()
        tab.goto(f"{served}/{path}")
        tab.evaluate(axe)
        look = look_four_times if path == paths[0] else look_twice
        faults += [f"{path}: {fault}" for fault in (*look(tab), *asked_outside(tab, served))]
    record_property("cases", len(paths))
    assert not faults, "\n".join(faults)


def look_twice(tab):
    tab.evaluate(LEAVE_OUT)
    yield from look(tab, WIDE, "light", STANDARDS)
    yield from look(tab, NARROW, "dark", {"type": "rule", "values": BY_LOOK})


def look_four_times(tab):
    for size in (WIDE, NARROW):
        for scheme in ("light", "dark"):
            yield from look(tab, size, scheme, STANDARDS)


def look(tab, size, scheme, run_only):
    """Yield what is wrong with the page in the tab."""
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)
    tab.evaluate(DRAWN)
    where = f"{size['width']} {scheme}"
    yield from (f"{where}: {fault}" for fault in tab.evaluate(RUN, run_only))
    width, room = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width > room:
        yield f"{where}: {width} pixels wide"


def asked_outside(tab, served):
    return [f"asks {url}" for url in tab.asked if not url.startswith((served, "data:", "blob:"))]
