"""What is added to each chapter's page: its numbers, its picture, and the line that copies it."""

import json
import struct

import pytest

from tools import copy_chapter, run
from tools.chapters import page
from tools.measure import chapters as weights
from tools.runtimes import ROOT, Missing

CHAPTERS = run.list_chapters()
NUMBERS = json.loads((ROOT / "docs" / "numbers-chapters.json").read_text())["chapters"]
MOST_HEAP = 64  # K, from .mpy on a 32-bit Python

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda folder: folder.name)


def page_of(html, chapter):
    return (html / "tutorial" / chapter.name / "index.html").read_text(encoding="utf-8")


@each_chapter
def test_chapter_was_weighed_and_fits_a_board(chapter):
    assert chapter.name in NUMBERS, "weigh it: make weigh ARGS=--chapters"
    assert NUMBERS[chapter.name]["served"] <= MOST_HEAP


@each_chapter
def test_chapter_serves_on_a_board_in_that_heap(chapter):
    """Now, not only when it was weighed: all that its page asks, from .mpy, over a socket."""
    try:
        assert weights.serves_in(page.read(chapter / "index.rst", chapter.name), MOST_HEAP)
    except Missing as missing:
        pytest.skip(str(missing))


@each_chapter
def test_chapter_passed_on_every_python_when_it_was_weighed(chapter):
    outcomes = NUMBERS[chapter.name]["targets"]
    assert set(outcomes.values()) == {"passed"}, outcomes


@each_chapter
def test_page_shows_what_the_chapter_weighs(html, chapter):
    shown = page_of(html, chapter)
    assert f"{NUMBERS[chapter.name]['mpy']} KB" in shown and "Not weighed yet" not in shown


@each_chapter
def test_page_says_how_to_copy_the_chapter(html, chapter, tmp_path, capsys):
    shown = page_of(html, chapter)
    number = chapter.name[:2]
    start = shown.index("copy-box")
    assert number in shown[start : shown.index("</section>", start)]
    copy_chapter.main(["--step", number, "--to", str(tmp_path / "copy")])
    assert (tmp_path / "copy" / "app.py").read_text() == (chapter / "app.py").read_text()


@each_chapter
def test_page_shows_a_picture_of_the_app(html, chapter):
    picture = (chapter / "screenshot.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])  # of a PNG's IHDR
    assert width == 1040 and height >= 520
    assert "screenshot" in page_of(html, chapter)
