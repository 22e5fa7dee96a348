"""Write package.json, from which `mip` installs picoweb onto a board.

    mpremote mip install package.json

The addresses in it are relative, so that it is true in every clone and every fork.
"""

import json
import re

from tools.runtimes import ROOT

PACKAGE = ROOT / "package.json"
# What no board ever loads.
HOST_ONLY = ("asgi.py", "cpython.py", "tls_cpython.py")


def content():
    """Return what package.json has to say, as text."""
    files = sorted(ROOT.glob("picoweb/*.py"))
    names = [f"picoweb/{file.name}" for file in files if file.name not in HOST_ONLY]
    urls = ",\n".join(f"    {json.dumps([name, name])}" for name in names)
    return f'{{\n  "version": "{version()}",\n  "deps": [],\n  "urls": [\n{urls}\n  ]\n}}\n'


def version():
    """Return the version that pyproject.toml states."""
    text = (ROOT / "pyproject.toml").read_text()
    return re.search(r'^version = "(.+)"$', text, re.MULTILINE)[1]


if __name__ == "__main__":
    PACKAGE.write_text(content())
