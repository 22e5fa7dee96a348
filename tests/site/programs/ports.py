# What each program of docs/ports answers; run with the folders to import from and a module's name.
#
#     pycopy ports.py docs/ports app
import sys

try:
    import json
except ImportError:
    import ujson as json

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
NOTE = {"text": "two drops & a leaf"}

# method, path, form; status, media type, body: text, what JSON says, or None for any
CASES = [
    ("GET", "/", None, 200, HTML, "<p>Hello you, the lamp is at 0 %."),
    ("GET", "/?name=Ann%3C", None, 200, HTML, "<p>Hello Ann&lt;, the lamp is at 0 %."),
    ("POST", "/lamp/40", {}, 303, None, None),
    ("GET", "/lamp", None, 200, "application/json", {"percent": 40}),
    ("POST", "/lamp/101", {}, 400, None, None),
    ("GET", "/lamp", None, 200, "application/json", {"percent": 40}),
    ("POST", "/log", NOTE, 201, TEXT, "two drops & a leaf is noted."),
    ("GET", "/nowhere", None, 404, None, "Nothing grows here."),
]


def differs(said, expected):
    # The pairs that differ, of (status, media type, text) and what is expected.
    # Some name a charset with JSON, and write it in capitals.
    status, kind, text = said
    kind = (kind or "").lower()[: len(expected[1] or "")]
    body = json.loads(text) if isinstance(expected[2], dict) else text
    pairs = zip((status, kind, body), expected)
    return [pair for pair in pairs if pair[1] is not None and pair[0] != pair[1]]


def main(folders, name):
    from picoweb.testing import Client

    sys.path[1:1] = folders
    client = Client(__import__(name).app)
    failed = 0
    for case in CASES:
        method, path, form = case[:3]
        r = client.request(method, path, data=form)
        wrong = differs((r.status, r.headers.get("Content-Type"), r.text), case[3:])
        failed += bool(wrong)
        print("%s %s %s: %s" % ("FAIL" if wrong else "ok", method, path, wrong))
    print("%d passed, %d failed" % (len(CASES) - failed, failed))


if __name__ == "__main__":
    main(sys.argv[1:-1], sys.argv[-1])
