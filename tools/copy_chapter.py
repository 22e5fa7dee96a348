"""`make copy`: copy a chapter as the start of a project that needs nothing of this repository.

python -m tools.copy_chapter --step 07 --to ~/greenhouse
"""

import argparse
import pathlib
import re
import shutil
import string
import sys

from tools import libraries, run
from tools.chapters import page
from tools.runtimes import ROOT, Missing

TEMPLATES = ROOT / "tools" / "copied"
# Of a chapter's folder: what is the program's, and not the page's.
PARTS = ("templates", "static")
LEFT_OUT = shutil.ignore_patterns("*_tpl.py", "__pycache__", "*.mpy")
# Where the chapter stops to say what its program answers.
END_OF_ANSWERS = re.compile(r"^Run it\n-+$", re.MULTILINE)
# What every copy has, for its README.
FILES = {
    "app.py": "the program",
    "templates/": "its pages",
    "static/": "files that are served as they are",
    "board.py": "joins the WiFi of a board, then serves app.py",
    "test_app.py": "runs the examples below",
    "lib/": "picoweb, and the libraries that it uses (all under the MIT license)",
}


def main(words=None):
    parser = argparse.ArgumentParser(prog="make copy", description=__doc__.splitlines()[0])
    parser.add_argument("--step", default="", help="the chapter, by its number: 07")
    parser.add_argument("--to", default="", help="the new folder")
    options = parser.parse_args(words)
    try:
        chapter = run.choose_chapter(options.step)
        folder = choose_folder(options.to)
        copy(chapter, folder)
    except (run.Refusal, Missing) as refusal:
        sys.exit(f"picoweb: {refusal}")
    except OSError as error:
        sys.exit(f"picoweb: {error.filename or options.to}: {error.strerror}.")
    print(what_next(chapter, folder))


def choose_folder(name):
    """Return the path of a folder that is not there yet, or empty."""
    if not name:
        raise run.Refusal("Say where to: make copy STEP=07 TO=~/greenhouse.")
    folder = pathlib.Path(name).expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise run.Refusal(f"{folder} is there already: name a new folder with TO=.")
    return folder


def copy(chapter, folder):
    shutil.copytree(ROOT / "picoweb", folder / "lib" / "picoweb", ignore=LEFT_OUT)
    copy_libraries(folder / "lib")
    for part in PARTS:
        if (chapter / part).is_dir():
            shutil.copytree(chapter / part, folder / part, ignore=LEFT_OUT)
    shutil.copy(chapter / "app.py", folder)
    shutil.copy(chapter.parent / "board.py", folder)
    shutil.copy(ROOT / "LICENSE", folder / "lib" / "picoweb")
    for name in ("Makefile", "test_app.py"):
        shutil.copy(TEMPLATES / name, folder)
    (folder / "README.rst").write_text(readme(chapter, folder), encoding="utf-8")


def copy_libraries(lib):
    """Copy what Pycopy alone imports into a folder that no other Python looks into."""
    fetched = libraries.ensure()
    ignore = shutil.ignore_patterns(".*", "utemplate", "__pycache__")
    shutil.copytree(fetched / "utemplate", lib / "utemplate", ignore=LEFT_OUT)
    shutil.copytree(fetched, lib / "pycopy", ignore=ignore)


def readme(chapter, folder):
    text = (chapter / "index.rst").read_text(encoding="utf-8")
    title, about = re.search(r"^\d+ (.+)\n=+\n+(.+)$", text, re.MULTILINE).groups()
    title = f"Greenhouse: {title}"
    here = [(f"``{name}``", what) for name, what in FILES.items() if (folder / name).exists()]
    template = string.Template((TEMPLATES / "README.rst").read_text(encoding="utf-8"))
    return template.substitute(
        title=title,
        rule="=" * len(title),
        about=about,
        number=chapter.name[:2],
        files="\n".join(f"* {name}: {what}" for name, what in here),
        examples=examples(text, chapter.name),
    )


def examples(text, name):
    """Return the examples that say what the program answers, as the page has them."""
    end = END_OF_ANSWERS.search(text)
    found = page.parse(text[: end.start()] if end else text, name)
    return "".join(map(shown, found)).rstrip()


def shown(example):
    """Return an example as it stood on the page, and an empty line if it answered something."""
    first, *more = example.source.splitlines()
    code = [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
    answer = [*example.want.splitlines(), ""] if example.want else []
    return "".join(f"   {line}".rstrip() + "\n" for line in code + answer)


def what_next(chapter, folder):
    return f"""
  {chapter.name} is now {folder}: the program, picoweb, a test and a README.

      cd {folder}
      make run        serve it, at http://127.0.0.1:8081/
      make test       check that it answers as its README says
"""


if __name__ == "__main__":
    main()
