"""The programs of the guides answer alike: Flask's, Microdot's, that of picoweb 1.8, and ours."""

import asyncio
import importlib.util
import urllib.parse
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PORTS = ROOT / "docs" / "ports"
SCRIPT = Path(__file__).parent / "programs" / "ports.py"
ALIASES = ROOT / "tests" / "originals" / "aliases"


def load(path):
    spec = importlib.util.spec_from_file_location(f"ports_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ports = load(SCRIPT)


@pytest.mark.parametrize("program", ["app", "picoweb_1_app"])
def test_picoweb_answers_as_the_guides_say(python, run_cases, program):
    # CPython and MicroPython have no module `ure` of their own.
    aliases = [ALIASES] if python.name == "cpython" else []
    run_cases(python, SCRIPT, PORTS, *aliases, program)


@pytest.fixture(scope="module")
def flask_app():
    return load(PORTS / "flask_app.py").app.test_client()


@pytest.fixture(scope="module")
def microdot_app():
    return load(PORTS / "microdot_app.py").app


def test_flask_answers_alike(flask_app):
    for method, path, form, *expected in ports.CASES:
        answer = flask_app.open(path, method=method, data=form)
        said = answer.status_code, answer.content_type, answer.text
        assert not ports.differs(said, expected), (method, path)


def test_microdot_answers_alike(microdot_app):
    for method, path, form, *expected in ports.CASES:
        answer = asyncio.run(ask_microdot(microdot_app, method, path, form))
        said = answer.status_code, answer.headers.get("Content-Type"), answer.text
        assert not ports.differs(said, expected), (method, path)


async def ask_microdot(app, method, path, form):
    from microdot.test_client import TestClient

    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    body = urllib.parse.urlencode(form or {})
    return await TestClient(app).request(method, path, headers=headers, body=body)
