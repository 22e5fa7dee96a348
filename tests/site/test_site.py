"""The site as files: it builds without a warning, needs no other host, and leads nowhere wrong."""

import gzip
import re
import socket
from pathlib import Path

import pytest
from pages import is_outside, pages_of, read, target

from tools import site

ROOT = Path(__file__).parents[2]
TEXTS = (".html", ".css", ".js", ".svg", ".xml", ".txt", ".json", ".webmanifest")
# A server shows it for any address, so what it loads is counted from the root.
NOWHERE = "404.html"
# Where a link may lead, and why.
OUTSIDE = {
    "github.com": "picoweb's origin, Pycopy, furo, and how a change is proposed",
    "127.0.0.1:8081": "the program that the reader has just started",
    "semver.org": "what the numbers of versions mean",
}
PAGE_LIMIT = 60_000  # bytes of a page, packed, without what all pages share


def test_it_builds_without_a_warning(built):
    _, faults = built
    if faults:
        pytest.fail(faults, pytrace=False)


def test_it_holds_nothing_of_its_making(html):
    assert not [*html.rglob("*.doctree"), *html.rglob("*.pickle")]


def test_no_page_loads_from_elsewhere(html):
    wrong = [
        f"{page.relative_to(html)}: {address}"
        for page in pages_of(html)
        for address in read(page).loads
        if is_outside(address) or (address.startswith("/") and page.name != NOWHERE)
    ]
    assert not wrong


def test_no_style_loads_from_elsewhere(html):
    loaded = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
    wrong = [
        f"{file.relative_to(html)}: {address}"
        for file in (*html.rglob("*.css"), *pages_of(html))
        for match in loaded.finditer(file.read_text(encoding="utf-8"))
        for address in filter(None, match.groups())
        if is_outside(address) or address.startswith("/")
    ]
    assert not wrong


def test_no_path_of_this_machine_is_in_it(html):
    here = str(ROOT).encode()
    files = [file for file in html.rglob("*") if file.suffix in TEXTS]
    assert files
    assert not [file for file in files if here in file.read_bytes()]


def test_all_that_pages_load_is_there(html):
    wrong = [
        f"{page.relative_to(html)}: {address}"
        for page in pages_of(html)
        for address in read(page).loads
        if not address.startswith("data:") and not target(page, address, html)[0].is_file()
    ]
    assert not wrong


def test_all_links_lead_somewhere(html):
    wrong = [
        f"{page.relative_to(html)}: {address}"
        for page in pages_of(html)
        for address in read(page).links
        if not is_outside(address) and not leads_somewhere(page, address, html)
    ]
    assert not wrong


def leads_somewhere(page, address, html):
    file, name = target(page, address, html)
    if not file.is_file():
        return False
    return not name or file.suffix != ".html" or name in read(file).ids


def test_links_to_other_sites_are_few(html):
    hosts = {}
    for page in pages_of(html):
        for address in filter(is_outside, read(page).links):
            host = address.partition("://")[2].partition("/")[0]
            hosts.setdefault(host, f"{page.relative_to(html)}: {address}")
    assert not {host: where for host, where in hosts.items() if host not in OUTSIDE}


def test_no_page_is_heavy(html):
    sizes = {page: len(gzip.compress(page.read_bytes())) for page in pages_of(html)}
    assert not {page.name: size for page, size in sizes.items() if size > PAGE_LIMIT}


def test_every_chapter_has_its_page_and_its_program_in_it(html):
    programs = sorted((ROOT / "tutorial").glob("*/app.py"))
    assert programs
    for program in programs:
        page = html / program.relative_to(ROOT).parent / "index.html"
        text = re.sub("<[^>]*>", "", page.read_text(encoding="utf-8"))
        first = program.read_text(encoding="utf-8").splitlines()[0]
        assert first.replace("'", "&#39;") in text, page


def test_install_names_the_command_of_every_rule():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    said = (ROOT / "docs" / "guide" / "install.rst").read_text(encoding="utf-8")
    rules = re.findall(
        r"^([a-z-]+):.*\n\t@exec \$\(TOOL\)\.(\w+)( html| serve| all)?", makefile, re.M
    )
    assert len(rules) > 8
    missing = [
        rule
        for rule, tool, what in rules
        if f"``make {rule}``" not in said or f"python -m tools.{tool}{what}" not in said
    ]
    assert not missing


@pytest.fixture
def figures(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs" / "_ext")
    import figures

    return figures


def test_numbers_are_those_of_the_tables(figures):
    table = (ROOT / "docs" / "numbers-weigh.rst").read_text(encoding="utf-8")
    row = re.search(r"^pycopy32  hello\.mpy +\S+/(\S+) +\S+/(\S+)", table, re.M)
    what = "Smallest heap; pycopy32 hello.mpy; "
    assert figures.measured(what + "original") == row[1]
    assert figures.measured(what + "picoweb") == row[2]


@pytest.mark.parametrize(
    "what",
    [
        "No such table; hello; picoweb",
        "Smallest heap; no row; picoweb",
        "Smallest heap; pycopy; x",
    ],
)
def test_a_number_that_is_not_there_is_a_fault(figures, what):
    with pytest.raises(LookupError):
        figures.measured(what)


def test_the_first_page_shows_ten_lines():
    lines = (ROOT / "docs" / "landing" / "app.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line]) == 10


def test_the_first_page_shows_the_numbers(html, figures):
    page = (html / "index.html").read_text(encoding="utf-8")
    shown = list(figures.figures())
    assert len(shown) == 3
    assert all(f"<dt>{figure}</dt>" in page for figure, _ in shown)


@pytest.mark.parametrize("page", ["numbers-weigh", "numbers-bench"])
def test_each_table_of_numbers_has_titles_and_plain_cells(html, page):
    text = (html / "docs" / f"{page}.html").read_text(encoding="utf-8")
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    assert tables
    assert all("<thead>" in table and "<li>" not in table for table in tables)


def test_a_taken_port_is_refused_before_anything_is_built(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"picoweb: Port {port} is taken: choose another"):
            site.main(["serve", "--port", str(port)])
    assert not capsys.readouterr().out


def test_the_same_sources_are_built_once(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr(site, "build", lambda builder, into: built.append(into) or into.mkdir())
    first = site.build_once(tmp_path)
    assert site.build_once(tmp_path) == site.build_once(tmp_path, "a run") == first
    monkeypatch.setattr(site, "fingerprint", lambda: "changed")
    assert site.build_once(tmp_path, "a run") == first
    assert site.build_once(tmp_path, "the next run") == (tmp_path / "changed", None)
    assert built == [first[0], tmp_path / "changed"]


def test_faults_are_told_to_all_of_a_run_and_built_again_in_the_next(tmp_path, monkeypatch):
    def fail(builder, into):
        raise site.Refusal("a fault")

    monkeypatch.setattr(site, "build", fail)
    assert site.build_once(tmp_path, "a run")[1] == "a fault"
    monkeypatch.setattr(site, "build", lambda builder, into: None)
    assert site.build_once(tmp_path, "a run")[1] == "a fault"
    assert site.build_once(tmp_path, "the next run")[1] is None
