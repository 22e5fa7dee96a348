"""`make test`: run every test on every Python that is here, then say in a table how it went.

python -m tools.test                 everything
python -m tools.test --on pycopy     the tests of this Python only
python -m tools.test -k wire -x      anything else is passed on to pytest
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import time

import pytest

from tools import runtimes, table
from tools.runtimes import BUILD, HOST_LIBRARIES, ROOT, Missing

RESULTS = BUILD / "test" / "results.json"
AGAIN = BUILD / "test" / "again.json"
# In the environment of pytest, for conftest.py, which says what of all that it runs is measured.
MEASURE = "PICOWEB_MEASURE"
# Branch coverage of picoweb/ on CPython, in percent.
LEAST_COVERAGE = 95
MOST_WORKERS = 8
# Tests that are run again: what fails in more of them is no matter of a busy machine.
MOST_AGAIN = 15


def main(words=None):
    on, arguments = parse(words)
    started = time.monotonic()
    try:
        pythons = list_pythons(on)
    except Missing as missing:
        sys.exit(f"picoweb: {missing}")
    try:
        status = run_pytest(on, arguments)
        results = read(RESULTS)
        # Who chooses the tests, or how they run, watches them.
        if status == pytest.ExitCode.TESTS_FAILED and not arguments:
            status = run_again(results, status)
    except KeyboardInterrupt:
        sys.exit("picoweb: Stopped.")
    faults = report(results, pythons, on, whole=not arguments)
    if status and not faults:
        faults = [f"pytest ended with status {status}, see above"]
    conclude(faults, time.monotonic() - started)


def parse(words):
    parser = argparse.ArgumentParser(prog="make test", description=__doc__.splitlines()[0])
    parser.add_argument("--on", default="", help="only these Pythons: pycopy,micropython")
    options, arguments = parser.parse_known_args(words)
    return options.on, arguments


def list_pythons(on):
    """Return {name: Runtime or Missing} of all Pythons, or of those that `on` names.

    What was asked for by name must be there; of all others the missing are skipped aloud.
    """
    if not on:
        return runtimes.available()
    names = [name for name in on.split(",") if name and not is_other(name)]
    return {name: runtimes.find(name) for name in names}


def is_other(name):
    return name.split(":")[0] in table.OTHERS


def run_pytest(on, arguments):
    """Run pytest, and measure coverage if CPython takes part; return pytest's exit status."""
    RESULTS.unlink(missing_ok=True)
    # Most tests wait, for a time limit or a slow client: three of them share a core well.
    workers = min(3 * (os.cpu_count() or 1), MOST_WORKERS)
    command = ["-m", "pytest", "-n", str(workers), "--dist", "worksteal", "-q"]
    command += ["--durations", "5", "--durations-min", "10"]
    command += ["--results", str(RESULTS), "--on", on, *arguments]
    compile_ahead()
    env = dict(os.environ)
    if measures_coverage(on):
        env[MEASURE] = begin_to_measure()
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env).returncode


def compile_ahead():
    """Keep the bytecode of what many processes import; they themselves write none anywhere."""
    for folder in (ROOT / "picoweb", ROOT / "tests", ROOT / "examples", HOST_LIBRARIES):
        compileall.compile_dir(folder, quiet=2)


def begin_to_measure():
    """Forget what was measured before; return what a process is given that is to be measured."""
    from coverage import Coverage

    measured = Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.erase()
    return measured.config.serialize()


def read(path):
    return json.loads(path.read_text()) if path.exists() else []


def run_again(results, status):
    """Run alone what failed among others, and note what passes so; return pytest's exit status."""
    failed = [test for test in results if test["outcome"] == "failed"]
    if len(failed) > MOST_AGAIN or not all("::" in test["nodeid"] for test in failed):
        return status
    print("\nOnce more, alone: what failed while others ran beside it.", flush=True)
    AGAIN.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "--results", str(AGAIN)]
    done = subprocess.run([*command, *(test["nodeid"] for test in failed)], cwd=ROOT)
    note_passed(failed, {test["nodeid"]: test for test in read(AGAIN)})
    return done.returncode


def note_passed(failed, again):
    """Replace by its second result what passed at last."""
    for test in failed:
        second = again.get(test["nodeid"], test)
        if second["outcome"] == "passed":
            test.update(second, failed_at_first=True)


def measures_coverage(on):
    return not on or "cpython" in on.split(",")


def coverage(*words):
    return [sys.executable, "-m", "coverage", *words]


def report(results, pythons, on, whole):
    """Print the coverage and the table; return what is wrong, a sentence each."""
    faults = []
    if measures_coverage(on):
        faults += report_coverage(gate=whole and not on)
    print("\n" + table.render(results, titles_of(pythons, results)) + "\n")
    for test in results:
        if "failed_at_first" in test:
            print("failed at first and passed alone:", test["nodeid"])
    failed = sum(test["failed"] for test in results)
    if failed:
        faults.append(f"{failed} failed")
    return faults + list(idle(results, pythons, on, whole))


def report_coverage(gate):
    """Print what the tests covered of picoweb/; with `gate`, too little is a fault."""
    subprocess.run(coverage("combine", "-q"), cwd=ROOT, capture_output=True)
    done = subprocess.run(coverage("report"), cwd=ROOT, capture_output=True, text=True)
    print(f"\nBranch coverage of picoweb/ on CPython\n{done.stdout or done.stderr}")
    percent = read_percent()
    if not gate or percent >= LEAST_COVERAGE:
        return []
    return [f"coverage is {percent:.1f} %, less than {LEAST_COVERAGE} %"]


def read_percent():
    command = coverage("report", "--format=total", "--precision=2")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return float(done.stdout) if not done.returncode else 0.0


def titles_of(pythons, results):
    """Return what stands above each column; the board and wasm have one if tests are for them."""
    titles = {name: title(name, python) for name, python in pythons.items()}
    used = {test["python"] for test in results}
    titles.update((name, name) for name in table.OTHERS if name in used)
    return titles


def title(name, python):
    return runtimes.TITLES[name] + " (missing)" if isinstance(python, Missing) else python.title


def idle(results, pythons, on, whole):
    """Yield a sentence for each suite and each Python of which nothing ran."""
    if not results:
        yield "no test ran"
    if whole:
        yield from (f'"{suite}" ran no case' for suite in idle_suites(results, on))
        ran = {test["python"] for test in results if test["outcome"] != "skipped"}
        here = (name for name in pythons if not isinstance(pythons[name], Missing))
        yield from (f"nothing ran on {pythons[name].title}" for name in here if name not in ran)


def idle_suites(results, on):
    """Return the suites that should have run something; with `on`, only some need to."""
    suites = {test["suite"] for test in results} | (set() if on else expected_suites())
    return sorted(suite for suite in suites if is_idle(suite, results))


def expected_suites():
    """Return the suites that must be there, by the files that hold them."""
    files = [*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("tutorial/*/index.rst")]
    return {table.suite_of(file.relative_to(ROOT).as_posix()) for file in files}


def is_idle(suite, results):
    """True if the suite ran no case, for another reason than that its Python is not here."""
    tests = [test for test in results if test["suite"] == suite]
    ran = any(test["outcome"] != "skipped" and test["cases"] for test in tests)
    return not ran and not (tests and all(is_excused(test["reason"]) for test in tests))


def is_excused(reason):
    return any(advice in reason for advice in runtimes.ADVICE.values())


def conclude(faults, seconds):
    """Say in one line how it went; a fault ends with exit status 1."""
    if faults:
        sys.stdout.flush()
        sys.exit(f"picoweb: NOT GOOD: {'; '.join(faults)}.")
    print(f"picoweb: all is well, after {seconds:.0f} s.")


if __name__ == "__main__":
    main()
