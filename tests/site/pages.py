"""What the tests ask of the site's files: what a page loads, where it leads, what it is."""

import functools
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself. <a> and <form> only lead somewhere.
LOADING = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("use", "href"),
    ("image", "href"),
}
# Of <link>: all that is only said about the page, and not fetched.
SAID = {"canonical", "next", "prev", "index", "search", "author", "copyright", "license"}


@dataclass
class Page:
    path: Path
    loads: list = field(default_factory=list)
    links: list = field(default_factory=list)
    ids: set = field(default_factory=set)
    listings: list = field(default_factory=list)


class Reader(HTMLParser):
    """Reads one page."""

    def __init__(self, path):
        super().__init__()
        self.page = Page(path)
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.page.ids.update(filter(None, (values.get("id"), values.get("name"))))
        for name, value in attributes:
            if value and (tag, name) in LOADING:
                self.page.loads.append(value)
        if tag == "link" and not SAID & set(values.get("rel", "").split()):
            self.page.loads.append(values["href"])
        if tag == "a" and values.get("href"):
            self.page.links.append(values["href"])


@functools.cache
def read(path):
    return Reader(path).page


def pages_of(html):
    """Return the pages of the site; what lies in _static is no page."""
    found = sorted(html.rglob("*.html"))
    return [path for path in found if path.relative_to(html).parts[0] != "_static"]


def is_outside(address):
    return bool(urlsplit(address).netloc) or urlsplit(address).scheme not in ("", "data")


def target(page, address, html):
    """Return the file and the id that an address of a page means."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    base = html if path.startswith("/") else page.parent
    file = (base / path.lstrip("/")).resolve() if path else page
    return file, unquote(parts.fragment)
