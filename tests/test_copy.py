"""`make copy`: a chapter becomes a project that needs nothing of this repository."""

import os
import re
import subprocess
import sys

import pytest

from tools import copy_chapter
from tools.run import list_chapters
from tools.runtimes import ROOT

# A request in memory, on a Python that finds its modules as the copy's Makefile says.
ASK = (
    "from app import app\nfrom picoweb.testing import Client\nprint(Client(app).get('/').status)\n"
)


@pytest.fixture
def copied(tmp_path, capsys):
    """A function that copies a chapter out of the repository and returns the new folder."""

    def copy(step, folder="my project"):
        copy_chapter.main(["--step", step, "--to", str(tmp_path / folder)])
        return tmp_path / folder

    return copy


def run(folder, *command, **variables):
    # Nothing of this repository's, or of `make`'s, may reach it.
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("chapter", list_chapters(), ids=lambda chapter: chapter.name)
def test_test_of_the_copy_passes(copied, chapter):
    status, said = run(copied(chapter.name), sys.executable, "test_app.py")
    assert status == 0, said
    assert re.search(r"^[1-9]\d* examples, 0 failed$", said, re.MULTILINE)


def test_test_of_the_copy_can_fail(copied):
    folder = copied("01")
    program = folder / "app.py"
    program.write_text(program.read_text().replace("Hello", "Bye"))
    status, said = run(folder, sys.executable, "test_app.py")
    assert status == 1 and "Bye from the greenhouse!" in said


def test_make_knows_what_the_readme_says(copied):
    folder = copied("01")
    readme = (folder / "README.rst").read_text()
    for rule in re.findall(r"^    make (\w+)", readme, re.MULTILINE):
        status, said = run(folder, "make", "-n", rule)
        assert status == 0, said
    status, said = run(folder, "make", "test")
    assert status == 0 and "0 failed" in said


def test_copy_answers_on_every_python(copied, python):
    folder = copied(list_chapters()[-1].name)
    (folder / "ask.py").write_text(ASK)
    makefile = (folder / "Makefile").read_text()
    variables = dict(re.findall(r"^export (\w+) := (.+)$", makefile, re.MULTILINE))
    status, said = run(folder, *python.argv("ask.py"), **variables)
    assert status == 0 and said.split()[-1] == "200", said


def test_nothing_of_this_machine_is_in_the_copy(copied):
    folder = copied("01")
    for path in folder.rglob("*"):
        if path.is_file():
            assert str(ROOT) not in path.read_text(encoding="utf-8"), path


def test_what_to_do_next_is_said(tmp_path, capsys):
    copy_chapter.main(["--step", "01", "--to", str(tmp_path / "new")])
    said = capsys.readouterr().out
    assert f"cd {tmp_path / 'new'}" in said and "make run" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--step", "01"], "Say where to: make copy STEP=07 TO=~/greenhouse."),
        (["--step", "99", "--to", "new"], "There is no chapter 99: choose STEP from "),
        (["--step", "01", "--to", "."], " is there already: name a new folder with TO=."),
        (["--step", "01", "--to", "file"], " is there already: name a new folder with TO=."),
        (["--step", "01", "--to", "file/new"], ": Not a directory."),
    ],
)
def test_what_cannot_be_copied_is_refused_in_a_sentence(tmp_path, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as refusal:
        copy_chapter.main(words)
    assert sentence in str(refusal.value)
    assert (tmp_path / "file").read_text() == "" and list(tmp_path.iterdir()) == [
        tmp_path / "file"
    ]
