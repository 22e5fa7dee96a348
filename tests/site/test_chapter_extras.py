"""What is added to each chapter's page: its numbers, its picture, and the line that copies it."""

import json
import struct

import pytest

from tools import copy_chapter, run
from tools.runtimes import ROOT

CHAPTERS = run.list_chapters()
NUMBERS = json.loads((ROOT / "docs" / "numbers-chapters.json").read_text())["chapters"]
MOST_HEAP = 64  # K, from .mpy on a 32-bit Python

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda folder: folder.name)


def page_of(html, chapter):
    return (html / "tutorial" / chapter.name / "index.html").read_text(encoding="utf-8")


@each_chapter
def test_chapter_was_weighed_and_fits_a_board(chapter):
    assert chapter.name in NUMBERS, "weigh it: make weigh ARGS=--chapters"
    assert NUMBERS[chapter.name]["mpy"] <= MOST_HEAP


@each_chapter
def test_chapter_passed_on_every_python_when_it_was_weighed(chapter):
    outcomes = NUMBERS[chapter.name]["targets"]
    assert set(outcomes.values()) == {"passed"}, outcomes


@each_chapter
def test_page_shows_what_the_chapter_weighs(html, chapter):
    page = page_of(html, chapter)
    assert f"{NUMBERS[chapter.name]['mpy']} KB" in page and "Not weighed yet" not in page


@each_chapter
def test_page_says_how_to_copy_the_chapter(html, chapter, tmp_path, capsys):
    page = page_of(html, chapter)
    number = chapter.name[:2]
    start = page.index("copy-box")
    assert number in page[start : page.index("</section>", start)]
    copy_chapter.main(["--step", number, "--to", str(tmp_path / "copy")])
    assert (tmp_path / "copy" / "app.py").read_text() == (chapter / "app.py").read_text()


@each_chapter
def test_page_shows_a_picture_of_the_app(html, chapter):
    picture = (chapter / "screenshot.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])  # of a PNG's IHDR
    assert width == 1040 and height >= 520
    assert "screenshot" in page_of(html, chapter)
