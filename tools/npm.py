"""The packages from npm that the site and its tests use, in build/npm/node_modules.

    python -m tools.npm     install what tools/npm/package-lock.json says, and print where

The WebAssembly MicroPython, and axe, which looks for what keeps people out of a page. To take
another version: edit tools/npm/package.json, then `npm install --package-lock-only` there.
"""

import os
import re
import shutil
import subprocess
import sys

from tools.libraries import CACHE, STAMP, only_one_at_a_time, read_stamp
from tools.runtimes import ADVICE, BUILD, ROOT, WASM, Missing

MANIFEST = ROOT / "tools" / "npm"
FILES = ("package.json", "package-lock.json", ".npmrc")
INSTALLED = BUILD / "npm"
OLDEST = 18  # of Node.js, whose version 18 is the first that all of this runs on


def ensure():
    """Install the packages, unless just these are there; return node_modules or raise Missing."""
    wanted = "".join((MANIFEST / name).read_text() for name in FILES)
    if read_stamp(INSTALLED) != wanted:
        with only_one_at_a_time():
            if read_stamp(INSTALLED) != wanted:  # nobody else did meanwhile
                replace(wanted)
    return INSTALLED / "node_modules"


def micropython():
    """Return the folder of the WebAssembly MicroPython; raise Missing."""
    return ensure() / "@micropython" / "micropython-webassembly-pyscript"


def replace(wanted):
    """Install into a new folder and swap: an interrupted npm leaves no half."""
    program("npm")
    print("picoweb: installing packages from npm into build/npm", file=sys.stderr, flush=True)
    fresh = INSTALLED.with_name(f"{INSTALLED.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in FILES:
        shutil.copy(MANIFEST / name, fresh)
    install(fresh)
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(INSTALLED, ignore_errors=True)
    fresh.rename(INSTALLED)


def install(folder):
    """Run npm in `folder`, with everything that it writes kept inside build/."""
    command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    kept = {"npm_config_cache": str(CACHE / "npm"), "npm_config_update_notifier": "false"}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | kept, capture_output=True, text=True
    )
    if done.returncode:
        raise Missing(why_not(done.stderr))


def why_not(said):
    """Say in a sentence why npm could not install, from what it said."""
    errors = re.findall(r"^npm (?:error|ERR!) (?!code |errno |syscall )(.+)", said, re.MULTILINE)
    why = errors[0] if errors else "it did not say why"
    return f"npm could not install its packages ({why}): see that npm can be reached, try again."


def program(name):
    """Return the path of `node` or `npm`; raise Missing."""
    found = shutil.which(name)
    if not found:
        raise Missing(ADVICE[WASM])
    return found


def node():
    """Return the path of Node.js, one that is new enough; raise Missing."""
    found = program("node")
    done = subprocess.run([found, "--version"], capture_output=True, text=True)
    version = re.match(r"v(\d+)", done.stdout)
    if not version or int(version[1]) < OLDEST:
        said = done.stdout.strip() or "which does not start"
        raise Missing(
            f"Node.js {OLDEST} or newer is needed, and {found} is {said}: see nodejs.org."
        )
    return found


def main():
    try:
        print(ensure())
    except Missing as missing:
        sys.exit(f"picoweb: {missing}")


if __name__ == "__main__":
    main()
