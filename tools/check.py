"""`make check`: look for faults without running anything."""

import subprocess
import sys

from tools.runtimes import ROOT


def main():
    failed = [name for name, command in commands() if not passes(name, command)]
    if failed:
        sys.exit(f"picoweb: see above what {', '.join(failed)} found; `make format` mends layout.")


def commands():
    """Yield the name of each check and its command."""
    yield "ruff check", ["ruff", "check", "--quiet", "."]
    yield "ruff format", ["ruff", "format", "--check", "--quiet", "--diff", "."]
    yield "codespell", ["codespell_lib"]
    # Without a single .pyi mypy refuses to start, and so it should: they belong to picoweb.
    yield "mypy", ["mypy", *sorted(str(path) for path in ROOT.glob("picoweb/*.pyi"))]


def passes(name, command):
    print(f"{name:12}", end="", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print("finds nothing" if done.returncode == 0 else f"finds:\n{done.stdout}")
    return done.returncode == 0


if __name__ == "__main__":
    main()
