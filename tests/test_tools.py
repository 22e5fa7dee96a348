"""The tools that `make` calls: what they choose, what they refuse, and in which words."""

import contextlib
import hashlib
import http.client
import io
import itertools
import json
import os
import pathlib
import pty
import re
import signal
import socket
import subprocess
import sys
import tarfile
import time

import pytest

from tools import check, libraries, npm, package, run, runtimes, setup, table
from tools import test as orchestrator
from tools.chapters.unixboard import UnixBoard
from tools.measure import everything, parts
from tools.runtimes import ROOT, Missing

# --- runtimes


def test_a_python_of_an_unknown_name_is_refused_in_a_sentence():
    with pytest.raises(Missing, match='no Python called "pypy": choose one of cpython, mic'):
        runtimes.find("pypy")


def test_a_variable_names_an_executable(monkeypatch):
    monkeypatch.setenv("PYCOPY", sys.executable)
    assert runtimes.locate("pycopy") == sys.executable


def test_a_variable_that_names_nothing_is_refused(monkeypatch):
    monkeypatch.setenv("PYCOPY", "/nowhere/pycopy")
    with pytest.raises(Missing, match="PYCOPY=/nowhere/pycopy is not a program"):
        runtimes.find("pycopy")


@pytest.mark.parametrize("name", ["micropython", "pycopy", "pycopy32"])
def test_a_python_that_is_not_here_is_a_sentence_with_advice(name, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(runtimes, "VENV", tmp_path)
    monkeypatch.delenv(runtimes.VARIABLES[name], raising=False)
    with pytest.raises(Missing, match=f"is not here: .*{runtimes.VARIABLES[name]}"):
        runtimes.find(name)
    assert isinstance(runtimes.available()[name], Missing)


def test_an_executable_that_fails_is_named(tmp_path):
    broken = tmp_path / "pycopy"
    broken.write_text("#!/bin/sh\necho no such library >&2\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(Missing, match=r"pycopy does not work \(no such library\)"):
        runtimes.ask_version(str(broken), "pycopy")


def test_heap_limits_are_for_boards_only():
    assert runtimes.Runtime("pycopy", "/p", "Pycopy 3").argv("a.py", 1, heap="64k") == [
        "/p",
        "-X",
        "heapsize=64k",
        "a.py",
        "1",
    ]
    assert runtimes.Runtime("cpython", "/c", "CPython 3").argv("a.py", heap="64k") == [
        "/c",
        "a.py",
    ]


def test_each_python_tells_its_version_and_imports_from_the_repository(python, tmp_path):
    script = tmp_path / "where.py"
    script.write_text("import picoweb, beside\nprint(picoweb.__name__, beside.ANSWER)\n")
    (tmp_path / "extra").mkdir()
    (tmp_path / "extra" / "beside.py").write_text("ANSWER = 42\n")
    env = python.env(tmp_path / "extra")
    done = subprocess.run(python.argv(script), env=env, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("picoweb 42\n", "")
    assert re.fullmatch(r"(CPython|MicroPython|Pycopy) \d+\.\d+\.\d+", python.version)


# --- libraries


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """An archive as those on PyPI are, without setup.py, in a local index; returns its SHA-256."""
    index = tmp_path / "index"
    index.mkdir()
    archive = index / "tinylib-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, text in (("PKG-INFO", "Name: tinylib\nVersion: 1.0\n"), ("tiny.py", "A = 1\n")):
            entry = tarfile.TarInfo(f"tinylib-1.0/{name}")
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", index.as_uri())  # a space would end a bare path
    monkeypatch.setattr(libraries, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(libraries, "BUILD", tmp_path)
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def test_a_library_is_unpacked_once(tiny, tmp_path, capfd):
    for _ in range(2):
        libraries.fill(tmp_path / "lib", [("tinylib", "1.0", tiny, "tiny.py")])
    assert (tmp_path / "lib" / "tiny.py").read_text() == "A = 1\n"
    assert capfd.readouterr().err.count("fetching tinylib 1.0") == 1


def test_an_archive_with_another_hash_is_not_unpacked(tiny, tmp_path):
    with pytest.raises(Missing, match="tinylib 1.0: the archive is not the one we know"):
        libraries.fill(tmp_path / "lib", [("tinylib", "1.0", "0" * 64, "tiny.py")])
    assert not (tmp_path / "lib").exists()


def test_a_library_that_cannot_be_had_says_why(tiny, tmp_path):
    with pytest.raises(Missing, match=r"nolib 1.0 could not be fetched \(ERROR: .*PyPI"):
        libraries.fill(tmp_path / "lib", [("nolib", "1.0", "0" * 64, "no.py")])


def test_the_lock_of_npm_names_no_host():
    lock = json.loads((npm.MANIFEST / "package-lock.json").read_text())
    packages = [package for name, package in lock["packages"].items() if name]
    assert all(package["integrity"] and "resolved" not in package for package in packages)


def test_without_npm_it_is_said_where_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(npm, "INSTALLED", tmp_path / "npm")
    monkeypatch.setenv("PATH", str(tmp_path))
    for need in (npm.ensure, npm.node):
        with pytest.raises(Missing, match="`sudo apt install nodejs npm`"):
            need()


def test_an_npm_that_fails_leaves_nothing_and_says_why(monkeypatch, tmp_path):
    program(
        tmp_path / "npm", "echo npm error code E1 >&2; echo npm error no way there >&2; exit 1"
    )
    monkeypatch.setattr(npm, "INSTALLED", tmp_path / "installed")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(Missing, match=r"its packages \(no way there\): see"):
        npm.ensure()
    assert not npm.INSTALLED.exists()


def test_an_old_node_is_refused(monkeypatch, tmp_path):
    program(tmp_path / "node", "echo v12.22.9")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(Missing, match="Node.js 18 or newer is needed, .* is v12.22.9"):
        npm.node()


def program(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_boards_get_all_libraries_and_cpython_utemplate_alone():
    there = {path.name for path in libraries.ensure().iterdir()} - {libraries.STAMP}
    engines = {"btreedb.py", "sqlite3.py", "ffilib.py"}
    assert there == {"pkg_resources.py", "uasyncio", "ulogging.py", "utemplate"} | engines
    host = {path.name for path in runtimes.HOST_LIBRARIES.iterdir()} - {libraries.STAMP}
    assert host == {"utemplate"}


def test_the_original_is_there_to_compare_with():
    original = libraries.ensure_original()
    assert (
        "Copyright (c) 2014-2020 Paul Sokolovsky"
        in (original / "picoweb" / "__init__.py").read_text()
    )
    assert (original / "uasyncio" / "core.py").exists()


# --- setup


def test_an_old_python_is_told_the_way_out(monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    with pytest.raises(setup.Refusal, match=r"This is Python 3.9, and 3.10 or newer.*PYTHON="):
        setup.refuse_old_python()


def test_a_missing_venv_module_is_named_with_its_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(setup.Refusal, match="sudo apt install python3-venv"):
        setup.refuse_missing_venv()


def test_a_missing_program_is_named_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(setup.Refusal, match="`git` is missing: .*sudo apt install git"):
        setup.refuse_missing_programs("dev")


@pytest.mark.parametrize(
    "machine, libc, version, fits",
    [
        ("x86_64", "glibc", (3, 10), True),
        ("x86_64", "glibc", (3, 14), True),
        ("x86_64", "glibc", (3, 15), False),
        ("aarch64", "glibc", (3, 11), False),
        ("x86_64", "", (3, 11), False),
    ],
)
def test_where_the_micropython_wheel_fits(machine, libc, version, fits, monkeypatch):
    monkeypatch.setattr(setup.platform, "machine", lambda: machine)
    monkeypatch.setattr(setup.platform, "libc_ver", lambda: (libc, "2.36"))
    monkeypatch.setattr(setup.sys, "version_info", version)
    assert setup.wheel_fits() is fits


def test_every_tool_is_pinned():
    files = (ROOT / "tools" / "requirements").glob("*.txt")
    for line in "".join(file.read_text() for file in files).splitlines():
        assert re.match(r"#|[\w.-]+==[\w.]+( ; |$)", line), line


# --- run: what is refused


@pytest.mark.parametrize("step", ["1", "01", "01_hello"])
def test_a_chapter_is_chosen_by_its_number_or_name(step):
    assert run.choose_chapter(step).name == "01_hello"


def test_without_a_step_the_newest_chapter_is_served():
    numbers = [run.number(chapter) for chapter in run.list_chapters()]
    assert run.number(run.choose_chapter("")) == max(numbers)


def test_a_wrong_step_lists_the_chapters():
    with pytest.raises(
        run.Refusal, match="There is no chapter 99: choose STEP from 01 hello, 02 "
    ):
        run.choose_chapter("99")


@pytest.mark.parametrize("text", ["x", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(run.Refusal, match=f"PORT={text} is not a port: choose a number"):
        run.check_port(text)


def test_a_taken_port_is_refused_with_another_to_choose():
    with socket.create_server((run.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(run.Refusal, match=rf"Port {port} is taken: choose another, PORT=\d+"):
            run.check_port(str(port))


@pytest.mark.parametrize(
    "text, heap", [("", None), ("64k", "64k"), ("1M", "1m"), ("65536", "65536")]
)
def test_a_heap_is_a_size(text, heap):
    assert run.check_heap(text) == heap


@pytest.mark.parametrize("text", ["k", "0k", "64kb", "-1k", "1.5m"])
def test_a_heap_that_is_no_size_is_refused(text):
    with pytest.raises(run.Refusal, match="is not a size: write it as in HEAP=64k"):
        run.check_heap(text)


@pytest.mark.parametrize(
    "there, chosen",
    [
        (("cpython", "micropython", "pycopy"), "pycopy"),
        (("cpython", "micropython"), "micropython"),
        (("cpython",), "cpython"),
    ],
)
def test_the_python_most_like_a_board_serves(there, chosen, monkeypatch, capsys):
    answers = {name: name if name in there else Missing(f"no {name}") for name in runtimes.NAMES}
    monkeypatch.setattr(runtimes, "available", lambda: answers)
    assert run.choose_python("") == chosen
    # That there is no microcontroller Python at all is said aloud.
    assert ("no micropython" in capsys.readouterr().err) is (chosen == "cpython")


# --- run: a chapter is served


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind((run.HOST, 0))
        return probe.getsockname()[1]


def get(port, path="/"):
    """Ask the server once; it has a minute to come up."""
    limit = time.monotonic() + 60
    while True:
        with contextlib.closing(http.client.HTTPConnection(run.HOST, port, timeout=60)) as client:
            with contextlib.suppress(ConnectionRefusedError):
                client.request("GET", path)
                answer = client.getresponse()
                return answer.status, answer.read().decode()
        assert time.monotonic() < limit, "the server did not come up"
        time.sleep(0.05)


@contextlib.contextmanager
def make_run(*words):
    """`make run` as a process of its own, without a terminal."""
    command = [sys.executable, "-m", "tools.run", *words]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield server
    finally:
        server.kill()
        server.communicate()


def test_each_python_serves_a_chapter_until_it_is_interrupted(python, port):
    with make_run("--step", "1", "--on", python.name, "--port", str(port)) as server:
        assert get(port)[0] == 200
        server.send_signal(signal.SIGINT)
        said, complained = server.communicate(timeout=60)
    assert server.returncode == 0
    assert f"tutorial/01_hello/app.py, served by {python.title}" in said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in complained
    run.check_port(str(port))  # is free again


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_ended_ends_the_server_too(number, port):
    with make_run("--step", "1", "--on", "cpython", "--port", str(port)) as server:
        get(port)
        server.send_signal(number)
        server.communicate(timeout=60)
    assert server.returncode == 0
    run.check_port(str(port))


def test_a_program_that_fails_is_told_from_one_that_was_ended(monkeypatch, tmp_path, port, capfd):
    (tmp_path / "01_broken").mkdir()
    (tmp_path / "01_broken" / "app.py").write_text("1 / 0\n")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    runtime = runtimes.find("cpython")
    with pytest.raises(
        run.Refusal, match="01_broken/app.py ended with status 1 on CPython.*above"
    ):
        run.serve(tmp_path / "01_broken", runtime, port, None)
    assert 'File "app.py", line 1' in capfd.readouterr().err


def test_a_heap_that_is_too_small_is_thought_of():
    python = runtimes.Runtime("pycopy", "/p", "Pycopy 3.6.1")
    sentence = run.how_it_ended(pathlib.Path("tutorial/01_hello"), python, "8k", 1)
    assert sentence.endswith("see above. If it lacked memory, give it more than HEAP=8k.")


def test_ctrl_c_in_a_terminal_ends_make_run_quietly(port):
    said, status = in_a_terminal(port, "make", "run", "STEP=1", "ON=cpython", f"PORT={port}")
    assert status == 0, said
    assert "Traceback" not in said
    assert "make:" not in said


def in_a_terminal(port, *command):
    """Run a server's command in a terminal, press Ctrl-C when it answers; (output, status)."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(ROOT)
        os.execvp(command[0], command)
    try:
        get(port)
        os.write(terminal, b"\x03")
        said = read_all(terminal)
    finally:
        os.close(terminal)
    return said, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def read_all(terminal):
    said = b""
    with contextlib.suppress(OSError):  # a terminal that everyone has left raises EIO
        while piece := os.read(terminal, 4096):
            said += piece
    return said.decode()


# --- README


def test_the_program_in_the_readme_runs_on_each_python(python, port, tmp_path):
    code = re.search(r"code-block:: python\n\n((?:    .*\n)+)", (ROOT / "README.rst").read_text())
    lines = [line.removeprefix("    ") for line in code[1].splitlines()]
    assert len(lines) == 10, "the README says that they are ten lines"
    (tmp_path / "app.py").write_text("\n".join(lines) + "\n")
    with run.started(tmp_path, python, port, "128k"):
        assert get(port) == (200, "Hello from the greenhouse!")


def test_what_is_served_leaves_the_signals_of_who_served_it(python, port):
    before = [signal.getsignal(number) for number in run.STOPPING]
    with run.started(run.list_chapters()[0], python, port, None):
        get(port)
    assert [signal.getsignal(number) for number in run.STOPPING] == before


def test_what_is_measured_begins_alike_each_time(tmp_path):
    (tmp_path / "notes").mkdir()
    for name in ("notes/1", "upload", "access.log", "everything.mpy"):
        (tmp_path / name).write_text("x")
    for _ in range(2):
        everything.forget(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["everything.mpy"]


def test_the_readme_says_what_the_parts_weigh():
    readme = (ROOT / "README.rst").read_text()
    told = dict(re.findall(r"^``(\w+)`` .*  ([\d,]+)$", readme, re.MULTILINE))
    weighed = (ROOT / "docs" / "numbers-weigh.rst").read_text().partition("Heap that each part")[2]
    found = dict(re.findall(r"^(\w+) +(\d+) ", weighed, re.MULTILINE))
    assert {name: size.replace(",", "") for name, size in told.items()} == {
        name: found.get(name) for name in parts.there()
    }


@pytest.mark.parametrize("page", ["README.rst", "CONTRIBUTING.rst", "CHANGELOG.md", "SECURITY.md"])
def test_pages_at_the_front_door_link_to_what_is_there(page):
    text = (ROOT / page).read_text()
    for target in re.findall(r"<([\w./-]+)>`_|\]\(([\w./-]+)\)", text):
        assert (ROOT / "".join(target)).exists(), target


def test_every_command_of_the_front_door_exists():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = (ROOT / "README.rst").read_text() + (ROOT / "CONTRIBUTING.rst").read_text()
    assert set(re.findall(r"``make ([a-z-]+)", told)) <= known


def test_make_help_lists_every_command_and_option():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    for word in "run test check format bench weigh setup clean distclean".split():
        assert f"make {word} " in said
    for option in ("STEP=", "ON=", "PORT=", "HEAP=", "ARGS=", "PYTHON=", "PYCOPY="):
        assert option in said


# --- package.json


def test_package_json_lists_every_file_that_a_board_loads():
    assert package.PACKAGE.read_text() == package.content(), "run: make format"
    listed = {name for name, _ in json.loads(package.content())["urls"]}
    there = {f"picoweb/{file.name}" for file in ROOT.glob("picoweb/*.py")}
    assert there - listed == {f"picoweb/{name}" for name in package.HOST_ONLY} & there


def test_mpremote_installs_picoweb_onto_a_board(tmp_path):
    try:
        micropython = runtimes.find("micropython")
    except Missing as missing:
        pytest.skip(str(missing))
    (tmp_path / "lib").mkdir()
    board = UnixBoard([micropython.executable], micropython.env(), tmp_path)
    with contextlib.closing(board):
        command = [sys.executable, "-m", "mpremote", "connect", board.device, "mip", "install"]
        command += ["--target", f"{tmp_path}/lib", "package.json"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    installed = tmp_path / "lib" / "picoweb" / "__init__.py"
    assert installed.read_bytes() == (ROOT / "picoweb" / "__init__.py").read_bytes()


def test_the_version_is_the_same_everywhere():
    assert f"## Unreleased: {package.version()}" in (ROOT / "CHANGELOG.md").read_text()
    assert package.version() in (ROOT / "README.rst").read_text()


# --- table and test


@pytest.mark.parametrize(
    "nodeid, suite, python",
    [
        ("tests/test_wire.py::test_all[pycopy]", "wire", "pycopy"),
        ("tests/test_wire.py::test_all[pycopy32-whole]", "wire", "pycopy32"),
        ("tests/test_wire.py::test_all[cut in two-micropython]", "wire", "micropython"),
        ("tests/test_live_sockets.py::test_it", "live sockets", "cpython"),
        ("tests/deep/test_x.py::Test::test_it[pycopy]", "x", "pycopy"),
        ("tests/test_x.py::test_not_for_pycopy", "x", "cpython"),
        ("tests/test_x.py", "x", "cpython"),
        ("tutorial/03_routes/index.rst::pycopy", "chapters", "pycopy"),
        ("tutorial/03_routes/index.rst::board", "chapters", "board"),
        ("tutorial/03_routes/index.rst::wasm", "chapters", "wasm"),
        ("tutorial/03_routes/index.rst::board:/dev/ttyACM0", "chapters", "board"),
    ],
    ids=itertools.count(),  # or the ids of these tests would name Pythons as well
)
def test_suite_and_python_are_read_from_the_id(nodeid, suite, python):
    assert (table.suite_of(nodeid), table.python_of(nodeid)) == (suite, python)


SAMPLE = """
import pytest

@pytest.mark.parametrize("python", ["cpython", "pycopy", "pycopy32"])
def test_some(python, record_property):
    if python == "pycopy32":
        pytest.skip("no such thing here")
    record_property("cases", 10)
    if python == "pycopy":
        record_property("failed", 3)
    assert python != "pycopy"

def test_that_cases_can_fail(record_property):
    record_property("cases", 2)
    record_property("failed", 2)

@pytest.fixture
def broken():
    yield
    raise ValueError

def test_that_fails_in_the_end(broken):
    pass

@pytest.mark.xfail(reason="a known fault")
def test_known():
    raise ValueError
"""


@pytest.fixture
def sample(tmp_path):
    """Run SAMPLE by pytest with more options; returns the results, each as a dict."""

    def run_sample(*options):
        (tmp_path / "test_sample.py").write_text(SAMPLE)
        results = tmp_path / "results.json"
        command = [sys.executable, "-m", "pytest", "-p", "tools.table", "-p", "no:cacheprovider"]
        command += ["-c", os.devnull, "--rootdir", str(tmp_path), "--results", str(results)]
        command += [*options, str(tmp_path)]
        env = dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=60)
        return json.loads(results.read_text())

    return run_sample


def test_results_become_a_table(sample):
    titles = {"cpython": "CPython 3", "pycopy": "Pycopy 3", "pycopy32": "Pycopy 3, 32-bit"}
    lines = table.render(sample(), titles).splitlines()
    assert [re.split(r"  +", line) for line in lines if not line.startswith("---")] == [
        ["", "CPython 3", "Pycopy 3", "Pycopy 3, 32-bit"],
        ["sample", "12 passed, 1 FAILED, 1 skipped (2)", "7 passed, 3 FAILED", "1 skipped (1)"],
        ["in all", "12 passed, 1 FAILED, 1 skipped", "7 passed, 3 FAILED", "1 skipped"],
        [""],
        ["(1) no such thing here"],
        ["(2) fails as expected: a known fault"],
    ]
    assert lines[0].index("CPython") == lines[2].index("12 passed"), "columns are aligned"


def test_on_leaves_the_other_pythons_out(sample):
    assert [test["python"] for test in sample("--on", "pycopy32")] == ["pycopy32"]


BUSY = """
import pytest

@pytest.mark.parametrize("python", ["pycopy", "micropython"])
def test_it(python):
    assert python == "pycopy"
"""


@pytest.fixture
def busy(tmp_path, monkeypatch):
    """A repository whose tests have failed; alone that of Pycopy passes."""
    (tmp_path / "test_busy.py").write_text(BUSY)
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tools.table"]')
    (tmp_path / "pytest.ini").write_text("[pytest]")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setattr(orchestrator, "ROOT", tmp_path)
    monkeypatch.setattr(orchestrator, "AGAIN", tmp_path / "again.json")
    return [failure(name) for name in ("pycopy", "micropython")]


def failure(python):
    return dict(
        result("busy", python, "failed"), failed=1, nodeid=f"test_busy.py::test_it[{python}]"
    )


def test_what_failed_among_others_is_run_once_more_alone_and_named(busy, capfd):
    assert orchestrator.run_again(busy, 1) == 1
    assert orchestrator.report(busy, {}, "pycopy", whole=False) == ["1 failed"]
    (line,) = [line for line in capfd.readouterr().out.splitlines() if "at first" in line]
    assert line == "failed at first and passed alone: test_busy.py::test_it[pycopy]"


def test_if_all_pass_alone_it_is_no_fault(busy):
    assert orchestrator.run_again(busy[:1], 1) == 0
    assert orchestrator.report(busy[:1], {}, "pycopy", whole=False) == []


@pytest.mark.parametrize("what", ["many", "a file"])
def test_what_is_more_than_a_busy_machine_is_not_run_again(busy, capfd, what):
    failed = busy * orchestrator.MOST_AGAIN if what == "many" else [dict(busy[0], nodeid="x.py")]
    assert orchestrator.run_again(failed, 1) == 1
    assert not capfd.readouterr().out


@pytest.mark.parametrize("words", [[], ["-k", "busy"]])
def test_whoever_chooses_the_tests_sees_the_first_failure(words, monkeypatch):
    monkeypatch.setattr(orchestrator, "run_pytest", lambda on, arguments: 1)
    monkeypatch.setattr(orchestrator, "list_pythons", lambda on: {})
    monkeypatch.setattr(orchestrator, "read", lambda path: [failure("pycopy")])
    monkeypatch.setattr(orchestrator, "run_again", note_passed)
    with pytest.raises(SystemExit, match="1 failed") if words else contextlib.nullcontext():
        orchestrator.main(["--on", "pycopy", *words])


def note_passed(results, status):
    results[0].update(outcome="passed", failed=0)
    return 0


def result(suite="wire", python="cpython", outcome="passed", cases=1, reason=""):
    return {
        "suite": suite,
        "python": python,
        "outcome": outcome,
        "cases": cases,
        "failed": 0,
        "reason": reason,
    }


@pytest.mark.parametrize(
    "results, idle",
    [
        ([result()], []),
        ([], ["wire"]),
        ([result(cases=0)], ["wire"]),
        ([result(outcome="skipped", reason="not today")], ["wire"]),
        ([result(outcome="skipped", reason=runtimes.ADVICE["pycopy"])], []),
        ([result(outcome="skipped", reason="not today"), result(python="pycopy")], []),
    ],
)
def test_a_suite_that_ran_no_case_is_red(results, idle, monkeypatch):
    monkeypatch.setattr(orchestrator, "expected_suites", lambda: {"wire"})
    assert orchestrator.idle_suites(results, on="") == idle


def test_a_python_that_is_here_and_ran_nothing_is_red(monkeypatch):
    monkeypatch.setattr(orchestrator, "expected_suites", set)
    pythons = {
        "cpython": runtimes.Runtime("cpython", "/c", "CPython 3"),
        "pycopy": runtimes.Runtime("pycopy", "/p", "Pycopy 3"),
        "pycopy32": Missing("not here"),
    }
    assert list(orchestrator.idle([result()], pythons, "", True)) == ["nothing ran on Pycopy 3"]


def test_every_file_of_tests_is_an_expected_suite():
    assert {"tools", "chapters"} <= orchestrator.expected_suites()


def test_a_python_that_was_asked_for_must_be_there(monkeypatch):
    monkeypatch.setenv("PYCOPY", "/nowhere/pycopy")
    with pytest.raises(Missing):
        orchestrator.list_pythons("pycopy")
    assert isinstance(orchestrator.list_pythons("")["pycopy"], Missing)


@pytest.mark.parametrize("faults, status", [([], None), (["2 failed"], "NOT GOOD: 2 failed.")])
def test_the_last_line_says_how_it_went(faults, status, capsys):
    if not faults:
        orchestrator.conclude(faults, 61.2)
        assert capsys.readouterr().out == "picoweb: all is well, after 61 s.\n"
    else:
        with pytest.raises(SystemExit, match=status):
            orchestrator.conclude(faults, 61.2)


def test_a_check_shows_what_it_found(capsys):
    assert check.passes("codespell", ["codespell_lib", "--version"])
    assert not check.passes("ruff", ["ruff", "check", "no such file.py"])
    assert "no such file.py" in capsys.readouterr().out
