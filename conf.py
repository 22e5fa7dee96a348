"""How Sphinx builds the site: `make html`, or `python -m tools.site html`."""

import os
import pathlib
import re
import sys
import urllib.parse

HERE = pathlib.Path(__file__).parent
OURS = HERE / "docs" / "_ext"
# The extensions of this project, and `tools`, which some of them ask.
sys.path[:0] = [str(OURS), str(HERE)]

project = "picoweb"
author = "The picoweb authors"
copyright = author
release = re.search(r'^version = "(.+)"', (HERE / "pyproject.toml").read_text(), re.M)[1]
version = release

extensions = [
    "myst_parser",  # CHANGELOG.md and SECURITY.md
    "notfound.extension",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinxext.opengraph",
    *sorted(file.stem for file in OURS.glob("*.py") if "\ndef setup(" in file.read_text()),
]

# Whatever else lies in the folder (build/, .venv/, a clone inside a clone) is no page.
include_patterns = ["index.rst", "docs/**", "tutorial/**", "examples/**"]
exclude_patterns = ["docs/_*/**"]
nitpicky = True
# Programs are shown in Python unless a page says otherwise.
highlight_language = "python3"
language = "en"
smartquotes = False  # what stands in quotes is often typed into a program

html_theme = "furo"
html_title = "picoweb"
html_static_path = ["docs/_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_favicon = "docs/_static/icon.svg"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"sidebar_hide_name": False, "navigation_with_keys": True}
templates_path = ["docs/_templates"]
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

# A transcript is copied without its prompts and without what was answered.
copybutton_exclude = ".linenos, .gp, .go"

# Where the site will stand is known only where it is published.
site = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
ogp_site_url = site
ogp_use_first_image = False
ogp_enable_meta_description = True

# The page for what is not there is shown at any address, so its links begin at the root.
notfound_urls_prefix = os.environ.get("SITE_PREFIX") or urllib.parse.urlsplit(site).path or "/"
notfound_context = {
    "title": "There is no such page",
    "body": "<h1>There is no such page</h1>\n<p>Perhaps it has moved: search for it, or begin at "
    f'<a href="{notfound_urls_prefix}index.html">the first page</a>.</p>\n',
}

epub_show_urls = "no"
epub_css_files = [*html_css_files, "book.css"]
# Nothing runs in a book, so it need not carry what the listings run on.
LIVE = (HERE / "docs" / "_static").rglob("live/**/*")
epub_exclude_files = [
    "404.xhtml",
    *(path.relative_to(HERE / "docs").as_posix() for path in LIVE if path.is_file()),
]
