"""`make live-times`: how soon a program answers in the page, and what the page loads for it.

From the click on Run to the first answer, in a headless Chromium that has nothing in its cache,
with the site served over http and gzip as a host would. Prints both, and fails above the bounds.

python -m tools.live_times           chapter 01, five times
python -m tools.live_times --step 07
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import sys
import threading

from tools import chromium, run, site
from tools.runtimes import Missing

MOST_SECONDS = 1.0
MOST_BYTES = 350 * 1024
TIMES = 5
PATIENCE = 120_000  # ms
# The page that the program serves says so when it is shown.
CLICK = """() => new Promise(done => {
    const begun = performance.now();
    const hear = ({data}) => data.kind === "shown" && done(performance.now() - begun);
    addEventListener("message", hear);
    document.querySelector(".live-run").click();
})"""


class Packed(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a host does: packed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802 - http.server calls it so
        try:
            with open(self.translate_path(self.path), "rb") as file:
                body = packed(file.read())
        except OSError:
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path.partition("?")[0]))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


packed = functools.cache(functools.partial(gzip.compress, mtime=0))


@contextlib.contextmanager
def served(folder):
    handler = functools.partial(Packed, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def measure(browser, address):
    """Return (seconds, bytes) of one press of Run, in a browser that knows nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sizes = []
    network = context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(".live-run")
    before = len(sizes)
    seconds = page.evaluate(CLICK) / 1000
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, sum(sizes[before:])


def main(words=None):
    parser = argparse.ArgumentParser(prog="make live-times", description=__doc__.splitlines()[0])
    parser.add_argument("--step", default="01", help="the chapter, by its number: 07")
    options = parser.parse_args(words)
    try:
        folder = run.choose_chapter(options.step or "01")
        with chromium.launched() as browser, served(site.HTML) as base:
            address = f"{base}/tutorial/{folder.name}/index.html"
            measure(browser, address)  # the server packs each file once
            report(folder.name, [measure(browser, address) for _ in range(TIMES)])
    except (Missing, run.Refusal) as why:
        sys.exit(f"picoweb: {why}")


def report(name, measured):
    """Print the times and the bytes; too much of either is a fault.

    The best time counts: what else the machine does can only add to it.
    """
    times = sorted(seconds for seconds, _ in measured)
    seconds, size = times[0], max(size for _, size in measured)
    print(f"{name}: from Run to the first answer {seconds:.2f} s, of at most {MOST_SECONDS:g} s")
    print(
        f"{name}: that was the best of {len(times)}; the median is {times[len(times) // 2]:.2f} s"
    )
    print(f"{name}: loaded for it {size / 1024:.0f} KB, of at most {MOST_BYTES // 1024} KB")
    if seconds > MOST_SECONDS or size > MOST_BYTES:
        sys.exit("picoweb: that is too much.")


if __name__ == "__main__":
    main()
