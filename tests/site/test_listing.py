"""A chapter's listing: the whole file, what is new in it marked, and links to the reference."""

import html as markup
import re

import chapters
import pytest

from tools.runtimes import ROOT

BEFORE = "import picoweb\n\napp = picoweb.WebApp(__name__)\n\nlast = 1\n"
AFTER = "# Two\nimport picoweb\n\napp = picoweb.WebApp(__name__)\napp.max_line = 9\n\nlast = 2\n"


@pytest.fixture
def tutorial(tmp_path, monkeypatch):
    """Two small chapters, as if they were all."""
    monkeypatch.setattr(chapters, "ROOT", tmp_path)
    for name, files in (
        ("01_one", {"app.py": BEFORE}),
        ("02_two", {"app.py": AFTER, "templates/a.tpl": "<p>new\n", "solution_1.py": "x = 1\n"}),
    ):
        for file, text in files.items():
            path = tmp_path / "tutorial" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tmp_path / "tutorial"


# ---- which lines are new


def test_lines_are_new_that_the_chapter_before_has_not(tutorial):
    assert chapters.new_lines(tutorial / "02_two" / "app.py") == {1, 5, 7}


def test_all_lines_are_new_where_there_is_no_file_before(tutorial):
    assert chapters.new_lines(tutorial / "01_one" / "app.py") == {1, 2, 3, 4, 5}
    assert chapters.new_lines(tutorial / "02_two" / "templates" / "a.tpl") == {1}


def test_solutions_are_compared_with_no_chapter(tutorial):
    (tutorial / "01_one" / "solution_1.py").write_text("x = 1\n", encoding="utf-8")
    assert chapters.new_lines(tutorial / "02_two" / "solution_1.py") == {1}


def test_a_chapter_without_one_before_it_stands_alone(tutorial):
    (tutorial / "02_two").rename(tutorial / "03_two")
    assert len(chapters.new_lines(tutorial / "03_two" / "app.py")) == 7


# ---- what a page shows of it

PAGE = """
Two
===

.. listing:: app.py

.. listing:: templates/a.tpl

.. listing:: solution_1.py
"""


@pytest.fixture
def build(tutorial, tmp_path, monkeypatch):
    """A function that builds the chapter with one of Sphinx's builders, and returns its page."""
    pytest.importorskip("sphinx", reason="no Sphinx: `python3 tools/setup.py docs` installs it")
    import listing
    from sphinx.testing.util import SphinxTestApp

    monkeypatch.setattr(listing, "ROOT", tmp_path)
    (tutorial / "02_two" / "index.rst").write_text(PAGE, encoding="utf-8")
    (tutorial / "conf.py").write_text('extensions = ["listing"]\n', encoding="utf-8")

    def run(builder, file, page=PAGE):
        (tutorial / "02_two" / "index.rst").write_text(page, encoding="utf-8")
        settings = {"root_doc": "02_two/index", "html_theme": "basic", "epub_copyright": "x"}
        app = SphinxTestApp(builder, srcdir=tutorial, confoverrides=settings)
        try:
            app.build()
            return (app.outdir / file).read_text(encoding="utf-8"), app.warning.getvalue()
        finally:
            app.cleanup()

    return run


HTML = {
    "html": "02_two/index.html",
    "singlehtml": "02_two/index.html",
    "epub": "02_two/index.xhtml",
}


@pytest.mark.parametrize("builder", HTML)
def test_new_lines_are_marked(build, builder):
    text, _ = build(builder, HTML[builder])
    marked = [plain(line) for line in re.findall(r'<span class="hll">(.*?)\n</span>', text)]
    assert marked == ["# Two", "app.max_line = 9", "last = 2"]
    assert "New or changed since chapter 01: lines 1, 5 and 7, marked with +." in plain(text)
    assert "This file is new: chapter 01 has none of its name." in plain(text)


def test_text_says_which_lines_are_new(build):
    text, _ = build("text", "02_two/index.txt")
    assert "New or changed since chapter 01: lines 1, 5 and 7." in " ".join(text.split())
    assert '"app.py"' in text or "app.py" in text
    for line in AFTER.splitlines():
        assert line in text


@pytest.mark.parametrize("builder", [*HTML, "text"])
def test_no_path_of_this_machine_is_shown(build, tutorial, builder):
    text, _ = build(builder, {**HTML, "text": "02_two/index.txt"}[builder])
    assert str(tutorial) not in text


def test_names_are_those_of_the_reference(build):
    text, _ = build("html", HTML["html"])
    assert "In the reference: WebApp.max_line. Known from before: WebApp." in plain(text)


def test_a_file_that_is_not_there_is_a_warning(build, tutorial):
    _, warnings = build("html", HTML["html"], "Two\n===\n\n.. listing:: none.py\n")
    assert "listing: none.py cannot be read: FileNotFoundError" in warnings


def test_a_program_that_is_wrong_is_a_warning(build, tutorial):
    (tutorial / "02_two" / "app.py").write_text("x = (\n", encoding="utf-8")
    _, warnings = build("html", HTML["html"])
    assert "listing: app.py:1: '(' was never closed" in warnings


def plain(text):
    """Return the text of HTML."""
    return markup.unescape(re.sub(r"<[^>]+>", "", text))


# ---- the site


def test_the_steps_to_a_picoweb_of_ones_own_are_called_steps(html):
    page = (html / "tutorial" / "own" / "2_page" / "index.html").read_text(encoding="utf-8")
    assert "New or changed since step 1: lines 1, " in page
    # Their streams are their own.
    assert "In the reference" not in page


@pytest.mark.parametrize("chapter", chapters.chapters(), ids=lambda folder: folder.name)
def test_each_chapter_marks_what_is_new_and_links_to_the_reference(html, chapter):
    page = chapter.relative_to(ROOT) / "index.html"
    listing = re.search(
        r'<div class="[^"]*\blisting\b.*?(<div class="listing-notes.*?</div>)',
        (html / page).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    new = chapters.new_lines(chapter / "app.py") if chapters.chapter_before(chapter) else ()
    assert listing[0].count('<span class="hll">') == len(new)
    names = re.findall(r"<code .*?</code>", listing[1])
    links = re.findall(
        r'<a class="reference internal" href="([^"]+)#(picoweb\.[^"]+)"', listing[1]
    )
    assert len(links) == len(names) > 0
    for address, name in links:
        entry = (html / page).parent / address
        assert f'id="{name}"' in entry.read_text(encoding="utf-8")
