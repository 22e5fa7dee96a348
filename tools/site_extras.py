"""What `make docs-all` makes of the site besides: to print, to carry along, and to be read by
programs.

All of it is in build/docs: picoweb.pdf, picoweb.epub, picoweb-html.zip, a zip of each chapter, and
llms.txt with llms-full.txt.
"""

import shutil
import tempfile
import zipfile
from pathlib import Path

from tools import chromium, copy_chapter, run, site
from tools.runtimes import BUILD, Missing

INTO = BUILD / "docs"
# The earliest time that a zip can hold: whenever it is made, it is the same.
NO_TIME = (1980, 1, 1, 0, 0, 0)
FOOTER = """<div style="width: 100%; font-size: 8px; text-align: center; color: #555">
<span class="pageNumber"></span> / <span class="totalPages"></span></div>"""
PAPER = {"top": "18mm", "bottom": "18mm", "left": "16mm", "right": "16mm"}
# Paper has no side bars, shows what is folded, and begins each chapter on a page. A file's name
# is written as it is, and stays with the file; what is longer than a page need not wait for one.
STYLE = """
.sidebar-drawer, .toc-drawer, .mobile-header, footer, .back-to-top, .content-icon-container,
.sd-summary-icon, .skip-to-content { display: none !important }
.page, .main, .content { display: block !important; width: auto !important; padding: 0 }
.toctree-wrapper > section { break-before: page }
.code-block-caption { break-after: avoid }
.code-block-caption .caption-text { text-transform: none !important }
pre, figure, img, tr { break-inside: avoid }
.listing pre { break-inside: auto }
"""


def make_all(html):
    """Make all of it, of the site in `html`; return what each thing lacks that was not made."""
    shutil.rmtree(INTO, ignore_errors=True)
    INTO.mkdir(parents=True)
    memory = site.memory_of(html)
    missing = []
    for make in (make_texts, make_offline, make_chapters, make_epub, make_pdf):
        try:
            for file in make(html, memory):
                print(f"picoweb: {file.relative_to(INTO.parent)}, {size(file)}", flush=True)
        except Missing as absent:
            missing.append(str(absent))
    return missing


def size(file):
    return f"{file.stat().st_size / 1024:,.0f} KB"


def make_texts(html, memory):
    """llms.txt and llms-full.txt, which belong to the site as well."""
    with scratch() as folder:
        site.write("text", folder, memory)
        for name in ("llms.txt", "llms-full.txt"):
            shutil.copy(folder / name, html)
            yield Path(shutil.copy(folder / name, INTO))


def make_offline(html, memory):
    """The site in a zip: unpack it and open index.html.

    The page for what is not there stays out: no server is there to show it.
    """
    yield pack(html, INTO / "picoweb-html.zip", "picoweb-html", without=[html / "404.html"])


def make_chapters(html, memory):
    """Each chapter, as `make copy` copies it."""
    (INTO / "chapters").mkdir()
    for chapter in run.list_chapters():
        with scratch() as folder:
            copy_chapter.copy(chapter, folder / chapter.name)
            yield pack(folder / chapter.name, INTO / "chapters" / f"{chapter.name}.zip")


def pack(folder, into, top=None, without=()):
    """Zip a folder; equal files make equal zips."""
    files = {path for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files.difference(without)):
            name = Path(top or folder.name, file.relative_to(folder)).as_posix()
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return into


def make_epub(html, memory):
    with scratch() as folder:
        site.write("epub", folder, memory)
        yield Path(shutil.copy(next(folder.glob("*.epub")), INTO / "picoweb.epub"))


def make_pdf(html, memory):
    """All pages as one, printed by Chromium: with an outline, numbers of pages, and tags."""
    chromium.find()
    with scratch() as folder:
        site.write("singlehtml", folder, memory)
        yield print_page(folder / "index.html", INTO / "picoweb.pdf")


def print_page(page, into):
    with chromium.launched() as browser:
        tab = browser.new_page(color_scheme="light", java_script_enabled=True)
        tab.set_default_timeout(300_000)
        tab.goto(page.as_uri())
        tab.add_style_tag(content=STYLE)
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        tab.pdf(
            path=str(into),
            format="A4",
            margin=PAPER,
            outline=True,
            tagged=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
        )
    return into


class scratch(tempfile.TemporaryDirectory):  # noqa: N801 - it is used as a function
    """A folder for the length of a block."""

    def __enter__(self):
        return Path(super().__enter__()).resolve()
