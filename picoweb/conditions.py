# What a client makes its request for a file depend on (If-...), and the part of it that it wants
# (Range). Loaded with the first request that says such a thing.
from .response import MONTHS
from .stream import HTTPError


def judge(found, method, fields, resp):
    # 200, 206 or 304 for a file; or HTTPError 412 or 416. The order is that of RFC 9110, 13.2.2.
    if method not in ("GET", "HEAD"):
        return 200
    if missed(found, fields):
        raise HTTPError(412)
    if known(found, fields):
        return 304
    # HEAD has no parts: 14.2. If-Range takes the very validator that the client was told.
    if method == "GET" and b"range" in fields:
        if fields.get(b"if-range", found.etag) in (found.etag, found.date):
            return narrow(found, part_of(fields[b"range"], found.left), resp)
    return 200


def missed(found, fields):
    # Whether it is another file by now than the client expects.
    if b"if-match" in fields:
        return not listed(found.etag, fields[b"if-match"])
    since = comparable(fields.get(b"if-unmodified-since"))
    return b"" < since < comparable(found.date)


def known(found, fields):
    # Whether the client has it already. Weak and strong ETags are the same here: 13.1.2.
    if b"if-none-match" in fields:
        return listed(found.etag, fields[b"if-none-match"].replace(b"W/", b""))
    since = comparable(fields.get(b"if-modified-since"))
    return b"" < comparable(found.date) <= since


def listed(etag, text):
    # No ETag of ours has a comma in it.
    return text == b"*" or etag in [one.strip() for one in text.split(b",")]


def comparable(date):
    # b"Sun, 06 Nov 1994 08:49:37 GMT" to b"19941006084937"; b"" for anything else, and for None.
    date = date or b""
    number = date[12:16] + b"%02d" % (MONTHS.encode().find(date[8:11]) // 3)
    number += date[5:7] + date[17:25].replace(b":", b"")
    return number if len(number) == 14 and number.isdigit() and date[25:] == b" GMT" else b""


def part_of(text, size):
    # b"bytes=0-99" to (0, 100). None, and so all of it, for what is no range, for several of
    # them, and for an empty file (14.2).
    unit, _, text = text.partition(b"=")
    first, dash, last = text.partition(b"-")
    if unit.lower() != b"bytes" or not dash or not (first + last).isdigit() or len(text) > 40:
        return None
    if not size:
        return None
    if not first:
        return max(size - int(last), 0), size
    start, end = int(first), int(last) + 1 if last else size
    return None if last and end <= start else (start, min(end, size))


def narrow(found, part, resp):
    # Have only a part of it sent.
    if not part:
        return 200
    start, end = part
    if start >= found.left:
        resp.extra += b"Content-Range: bytes */%d\r\n" % found.left
        raise HTTPError(416)
    found.lines += b"Content-Range: bytes %d-%d/%d\r\n" % (start, end - 1, found.left)
    found.f.seek(start)
    found.left = end - start
    return 206
