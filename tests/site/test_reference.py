"""The reference: an entry for every public name, and examples that run on every Python."""

import ast
import html as markup
import re
import textwrap
from pathlib import Path

import public
import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "on_every_python" / "reference_examples.py"
REFERENCE = ROOT / "docs" / "reference"
EXAMPLES = REFERENCE / "examples"
# Second examples of a part.
EXTRA = {"login"}


def test_the_examples_do_what_they_say(python, run_cases, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_cases(python, CASES)


def test_every_example_is_asked():
    asked = set(re.findall(r'example\("(\w+)"\)', CASES.read_text(encoding="utf-8")))
    assert asked == {path.stem for path in EXAMPLES.glob("use_*.py")}


def test_every_part_has_a_page_with_an_example():
    pages = {path.stem for path in REFERENCE.glob("*.rst")} - {"index"}
    assert pages >= {path.stem.removeprefix("use_") for path in EXAMPLES.glob("use_*.py")} - EXTRA
    for name in pages:
        text = (REFERENCE / f"{name}.rst").read_text(encoding="utf-8")
        assert f".. listing:: examples/use_{name}.py" in text
        assert re.search(r"^\.\. part:: picoweb", text, re.MULTILINE)


def test_the_sketches_of_docstrings_use_names_that_are_there():
    stubs = dict(public.modules())
    del stubs["picoweb.logs"]  # it shows a line of a log
    for module, stub in stubs.items():
        for source in re.findall(r"::\n\n((?:    .*\n|\n)+)", stub.doc + "\n"):
            tree = ast.parse(textwrap.dedent(source).replace("...", "pass"))
            here = module.rpartition(".")[2]
            for node in ast.walk(tree):
                if getattr(getattr(node, "value", None), "id", "") == here:
                    assert f"{module}.{node.attr}" in public.entries()


# ---- the site


def test_the_index_of_the_site_has_every_public_name(html):
    from sphinx.util.inventory import InventoryFile as Inventory  # where there is a site

    inventory = Inventory.loads((html / "objects.inv").read_bytes(), uri="")
    there = {item for kind in inventory.data for item in inventory.data[kind]}
    assert sorted(set(public.entries()) - there) == []


def test_an_entry_says_what_it_takes_and_which_chapters_teach_it(html):
    entry = entry_of(html / "docs" / "reference" / "picoweb.html", "picoweb.start_response")
    assert "Taught in chapter 01; used in 02" in entry
    assert "Raises ValueError for a line break or NUL in one" in entry
    assert "headers a dict, pairs, or whole lines." in entry


def test_a_part_says_what_it_needs_and_weighs(html):
    text = plain((html / "docs" / "reference" / "session.html").read_text(encoding="utf-8"))
    assert "Import from picoweb import session" in text
    assert "Needs the core, secret; when they are first used: entropy, cookies" in text
    assert re.search(r"Weighs [\d,]+ bytes of .mpy; [\d,]+ bytes of heap once imported", text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["picoweb", "auth", "cors", "tls", "testing"])
def test_nothing_is_wider_than_a_phone(browser, served, name, scheme):
    page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    try:
        page.goto(f"{served}/docs/reference/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        wide = page.evaluate(WIDE)
        assert wide == []
    finally:
        page.close()


# What reaches over the right edge and cannot be scrolled there.
WIDE = """() => [...document.querySelectorAll("article .sig, article dd > p, article dt")]
    .filter(one => one.getBoundingClientRect().right > innerWidth || one.scrollWidth >
        one.clientWidth + 1 && getComputedStyle(one).overflowX === "visible")
    .map(one => one.textContent.slice(0, 60))"""


def entry_of(path, name):
    text = path.read_text(encoding="utf-8")
    return plain(text.split(f'id="{name}"', 1)[1].split('<dt class="sig', 1)[0])


def plain(text):
    """Return the text of HTML, with one space wherever there is any."""
    words = " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return re.sub(r" (?=[;,:)]|\.(?: |$))", "", words)
