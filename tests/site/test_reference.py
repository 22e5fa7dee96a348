"""The reference: an entry for every public name, and examples that run on every Python."""

from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE.parent / "on_every_python" / "reference_examples.py"


def test_the_examples_do_what_they_say(python, run_cases, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_cases(python, CASES)
