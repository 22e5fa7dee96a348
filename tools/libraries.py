"""Fetch, check and unpack the board libraries that pip cannot install.

The pycopy-* and utemplate archives on PyPI have no setup.py. pip can still fetch them, and
checks their hashes; told not to clean up, it leaves the unpacked tree, which is copied from there.

    python -m tools.libraries            build/lib, what programs on Pycopy import
    python -m tools.libraries original   build/original, picoweb 1.8.2 to compare with
"""

import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tools.runtimes import BOARD_LIBRARIES, BUILD, HOST_LIBRARIES, Missing

ORIGINAL = BUILD / "original"
CACHE = BUILD / "cache"

# name, version, SHA-256 of the archive on PyPI, what to take out of it
UASYNCIO = (
    "pycopy-uasyncio",
    "3.7",
    "97fb8abdcf7ec7fc9ee7a67150e78a5827973b0e3b6f3ff321f7b658f4b6210f",
    "uasyncio",
)
UASYNCIO_CORE = (
    "pycopy-uasyncio.core",
    "2.3.3",
    "82e07aaaa88ed1b4c07e89ef8a48c1c7925cdbf911212850e88d95bd707c80b2",
    "uasyncio",
)
ULOGGING = (
    "pycopy-ulogging",
    "0.3",
    "a2352fccf6ef47c870875dd8c2baf946dc57a246092b5b62d8ae7f8f72598924",
    "ulogging.py",
)
PKG_RESOURCES = (
    "pycopy-pkg_resources",
    "0.2.2",
    "a6ed8aa8073fd210d1356103a7bedfd1132e0080b7f8f3f62af4ac4a0ab507e1",
    "pkg_resources.py",
)
UTEMPLATE = (
    "utemplate",
    "1.4.1",
    "43fde7c8b38dda1ff9c82cd829d22ec445f1e9d631455de705873051f83a0b20",
    "utemplate",
)
# The engines of picoweb.store that are none of Pycopy's own.
BTREEDB = (
    "pycopy-btreedb",
    "0.4.1",
    "2531368fee6daede63fe5ed6052b775bba24b9bba3c4e787b3f71b3186e74c17",
    "btreedb.py",
)
SQLITE3 = (
    "pycopy-sqlite3",
    "0.5",
    "1ef36519a175d407444fa8b347c7a37f572e3612edf8823764e17696204a91aa",
    "sqlite3.py",
)
FFILIB = (
    "pycopy-ffilib",
    "0.2.1",
    "90b3a8a47da917bb36e6fb5d05b90b72a8b67812820a04411e3fd60eaed3b2e6",
    "ffilib.py",
)
# The original's notes were kept by it.
FILEDB = (
    "pycopy-filedb",
    "0.4",
    "7b6f149d7edaa8761d6f80ee3fc69e150bb794b7a898e4e6dcfb9fadd7f3a08c",
    "filedb.py",
)
PICOWEB_1 = (
    "picoweb",
    "1.8.2",
    "fa948b773eef81ff1f97900facf34f59e6a5edabf5d3abb83897c7b3c7cd8758",
    "picoweb",
)

CORE = (UASYNCIO, UASYNCIO_CORE, ULOGGING, PKG_RESOURCES, UTEMPLATE)
BOARD = (*CORE, BTREEDB, SQLITE3, FFILIB)
STAMP = ".fetched"


def ensure():
    """Make build/lib (for boards) and build/lib-host (for CPython); return build/lib."""
    fill(HOST_LIBRARIES, (UTEMPLATE,))
    return fill(BOARD_LIBRARIES, BOARD)


def ensure_original():
    """Make build/original, picoweb 1.8.2 and all that it imports; return its path."""
    return fill(ORIGINAL, (PICOWEB_1, FILEDB, *CORE))


def fill(folder, packages):
    """Make `folder` hold just these packages, unless it does already."""
    wanted = "".join(f"{name}=={version} {sha}\n" for name, version, sha, _ in packages)
    with only_one_at_a_time():
        if read_stamp(folder) != wanted:
            replace(folder, packages, wanted)
    return folder


def read_stamp(folder):
    stamp = folder / STAMP
    return stamp.read_text() if stamp.exists() else None


def replace(folder, packages, wanted):
    """Fill a new folder beside the old one and swap them: an interrupted fetch leaves no half."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for package in packages:
        take(package, fresh)
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def take(package, folder):
    """Copy the module or package that the archive holds into `folder`."""
    content = fetched(package) / package[3]
    target = folder / package[3]
    folder.mkdir(parents=True, exist_ok=True)
    if content.is_dir():
        shutil.copytree(content, target, dirs_exist_ok=True)
    else:
        shutil.copy(content, target)


def fetched(package):
    """Return the unpacked tree of a package, which is fetched once and then kept."""
    name, version, sha, content = package
    kept = CACHE / "libraries" / f"{name}-{version}-{sha[:8]}"
    if not (kept / content).exists():
        print(f"fetching {name} {version}", file=sys.stderr, flush=True)
        shutil.rmtree(kept, ignore_errors=True)
        fetch(package, kept)
    return kept


def fetch(package, kept):
    """Let pip download and check the archive; move the tree it unpacked to `kept`."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        said = pip_download(package, folder)
        # pip ends with an error, as it finds nothing to build: what counts is the tree.
        trees = list(pathlib.Path(folder).glob(f"**/{package[3]}"))
        if not trees:
            raise Missing(why_not(package, said))
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(trees[0].parent, kept)


def pip_download(package, folder):
    """Run pip with everything it writes kept under `folder`; return what it said."""
    name, version, sha, _ = package
    requirement = pathlib.Path(folder) / "requirement.txt"
    requirement.write_text(f"{name}=={version} --hash=sha256:{sha}\n")
    options = ["--no-deps", "--no-binary", ":all:", "--no-clean", "--no-cache-dir"]
    command = [sys.executable, "-m", "pip", "download", *options]
    command += ["--disable-pip-version-check", "-d", folder, "-r", str(requirement)]
    env = dict(os.environ, TMPDIR=folder)
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    return done.stdout + done.stderr


def why_not(package, said):
    """Say in a sentence why a package could not be had, from what pip said."""
    name = f"{package[0]} {package[1]}"
    if "DO NOT MATCH THE HASHES" in said:
        return f"{name}: the archive is not the one we know (its SHA-256 differs); not unpacked."
    if "No module named pip" in said:
        return f"{sys.executable} has no pip: run `make setup`, which makes one in .venv."
    errors = [line for line in said.splitlines() if line.startswith("ERROR")] or ["pip is silent"]
    return f"{name} could not be fetched ({errors[-1]}): see that PyPI can be reached, try again."


@contextlib.contextmanager
def only_one_at_a_time():
    """Two commands started together must not unpack into the same folder."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / ".libraries.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main():
    try:
        print(ensure_original() if "original" in sys.argv[1:] else ensure())
    except Missing as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
