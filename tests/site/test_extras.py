"""What `make docs-all` makes besides the site: zips, texts, a book to print and one to carry."""

import posixpath
import shutil
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

import pytest

from tools import chromium, copy_chapter, run, site, site_extras
from tools.runtimes import Missing


@pytest.fixture
def into(tmp_path, monkeypatch):
    monkeypatch.setattr(site_extras, "INTO", tmp_path / "docs")
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


@pytest.fixture
def site_copy(html, tmp_path):
    """A copy to put files into."""
    return shutil.copytree(html, tmp_path / "html")


def test_texts_hold_all_pages_and_their_programs(html, site_copy, into):
    index, full = site_extras.make_texts(site_copy, site.memory_of(html))
    listed = index.read_text(encoding="utf-8")
    assert listed.startswith("# picoweb\n\n> A web framework for microcontrollers.\n")
    text = full.read_text(encoding="utf-8")
    places = [text.index(program(chapter)) for chapter in run.list_chapters()]
    assert places == sorted(places)
    for chapter in run.list_chapters():
        assert f"(tutorial/{chapter.name}/index.html)" in listed
    assert (site_copy / "llms.txt").read_text(encoding="utf-8") == listed


def program(chapter):
    """Return the first line of a chapter's program, which is a comment of its own."""
    return (chapter / "app.py").read_text(encoding="utf-8").partition("\n")[0]


def test_the_offline_zip_holds_the_site(html, into):
    (made,) = site_extras.make_offline(html, None)
    with zipfile.ZipFile(made) as archive:
        names = set(archive.namelist())
    files = [path.relative_to(html).as_posix() for path in html.rglob("*") if path.is_file()]
    assert names == {f"picoweb-html/{name}" for name in files if name != "404.html"}


def test_a_chapters_zip_is_the_same_whenever_it_is_made(tmp_path):
    chapter = run.list_chapters()[0]
    copy_chapter.copy(chapter, tmp_path / "one")
    copy_chapter.copy(chapter, tmp_path / "two")
    one, two = (
        site_extras.pack(tmp_path / name, tmp_path / f"{name}.zip", chapter.name)
        for name in ("one", "two")
    )
    assert one.read_bytes() == two.read_bytes()


def test_a_chapters_zip_runs_where_it_is_unpacked(into, tmp_path, monkeypatch):
    first = run.list_chapters()[:1]
    monkeypatch.setattr(run, "list_chapters", lambda: first)
    (made,) = site_extras.make_chapters(None, None)
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "else")
    folder = tmp_path / "else" / first[0].name
    done = subprocess.run(
        [sys.executable, "test_app.py"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert "0 failed" in done.stdout, done.stdout + done.stderr


def test_the_epub_is_whole(html, into):
    (made,) = site_extras.make_epub(html, site.memory_of(html))
    with zipfile.ZipFile(made) as book:
        assert not book.testzip()
        assert book.namelist()[0] == "mimetype"
        pages = [name for name in book.namelist() if name.endswith(".xhtml")]
        assert any("13_websocket" in name for name in pages)
        for name in pages:
            page = ElementTree.fromstring(book.read(name))  # raises for what is no XML
            loaded = {one.get("href") or one.get("src") for one in page.iter() if is_loading(one)}
            inside = {posixpath.normpath(posixpath.join(name, "..", one)) for one in loaded}
            assert inside <= set(book.namelist()), name
        assert not [name for name in book.namelist() if "_static/live/" in name]


def is_loading(element):
    return element.tag.rpartition("}")[2] in ("link", "img", "script")


def test_paper_has_an_outline_and_numbered_pages(html, tmp_path):
    from pypdf import PdfReader

    try:
        chromium.find()
    except Missing as missing:
        pytest.skip(str(missing))
    made = site_extras.print_page(html / "docs/explain/request.html", tmp_path / "page.pdf")
    book = PdfReader(made)
    assert [entry.title for entry in book.outline[:1]] == ["What a request goes through"]
    assert [entry.title for entry in book.outline[1]][:3] == ["Accept", "Head", "Route"]
    for number, page in enumerate(book.pages, 1):
        assert f"{number} / {len(book.pages)}" in page.extract_text()


def test_all_pages_make_one_to_print(html, tmp_path):
    site.write("singlehtml", tmp_path / "one", site.memory_of(html))
    text = (tmp_path / "one" / "index.html").read_text(encoding="utf-8")
    for chapter in run.list_chapters():
        assert f'id="document-tutorial/{chapter.name}/index"' in text
    # What runs in a browser is a plain listing on paper.
    assert 'class="live' not in text


def test_what_is_missing_is_named_and_the_rest_is_made(html, into, monkeypatch):
    def absent(*args):
        raise Missing("Chromium is missing: install it.")
        yield

    monkeypatch.setattr(site_extras, "make_pdf", absent)
    for name in ("make_texts", "make_chapters", "make_epub"):
        monkeypatch.setattr(site_extras, name, lambda html, memory: ())
    assert site_extras.make_all(html) == ["Chromium is missing: install it."]
    assert (into / "picoweb-html.zip").exists()
