"""`make screenshots`: pictures of every page of the site, to be looked at.

build/screenshots/PAGE-WIDTH-SCHEME.png, for screens of 1280 and of 390 pixels, light and dark.
The site is served for it: the page for what is not there finds its styles from a root alone.
"""

import sys

from tools import chromium, live_times, runtimes
from tools.runtimes import BUILD

SITE = BUILD / "html"
PICTURES = BUILD / "screenshots"
SIZES = ((1280, 900), (390, 844))
SCHEMES = ("light", "dark")


def main():
    pages = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
    if not pages:
        sys.exit("picoweb: There is no site yet: run `make html`.")
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    try:
        with chromium.launched() as browser, live_times.served(SITE) as address:
            for size in SIZES:
                for scheme in SCHEMES:
                    take_all(browser, address, pages, size, scheme)
    except runtimes.Missing as missing:
        sys.exit(f"picoweb: {missing}")
    print(f"picoweb: {len(list(PICTURES.glob('*.png')))} pictures in {PICTURES}.")


def take_all(browser, address, pages, size, scheme):
    print(f"picoweb: {len(pages)} pages, {size[0]} pixels wide, {scheme}", flush=True)
    viewport = dict(zip(("width", "height"), size, strict=True))
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    for path in pages:
        inside = path.relative_to(SITE)
        page.goto(f"{address}/{inside.as_posix()}")
        name = "-".join(inside.with_suffix("").parts)
        page.screenshot(path=PICTURES / f"{name}-{size[0]}-{scheme}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    main()
