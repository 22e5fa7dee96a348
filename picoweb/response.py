# The response: what goes before its body.
try:
    from time import gmtime, time
except ImportError:
    from utime import localtime as gmtime, time

from .stream import CRLF, later

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def date_line():
    # b"Date: ...\r\n", or b"" as long as the clock is not set.
    date = http_date(int(time()))
    year = int(date[12:16])
    if year < 2024:
        return b""
    return b"Date: " + date + CRLF


def http_date(time):
    # Seconds of the port's clock to b"Sun, 06 Nov 1994 08:49:37 GMT"
    # Pycopy knows local time only: at 10 o'clock its date is the same nearly all over the world.
    year, month, day, _, _, _, weekday = gmtime(time - time % 86400 + 36000)[:7]
    name = "MonTueWedThuFriSatSun"[weekday * 3 : weekday * 3 + 3]
    month = MONTHS[month * 3 - 3 : month * 3]
    clock = "%02d:%02d:%02d" % (time // 3600 % 24, time // 60 % 60, time % 60)
    return ("%s, %02d %s %d %s GMT" % (name, day, month, year, clock)).encode()


def status_line(status):
    # 404 to "404 Not Found"; here is what errors and timeouts need, all else is in reasons.py.
    reasons = "200 OK\n400 Bad Request\n404 Not Found\n500 Internal Server Error\n"
    start = reasons.find(str(status) + " ")
    if start < 0:
        return later("reasons").status_line(status)
    return reasons[start : reasons.find("\n", start)]


async def start_response(
    writer, content_type="text/html; charset=utf-8", status="200", headers=None
):
    # Begin a response. Its head leaves with the first bytes of the body, with a Content-Length
    # if the whole body fits the buffer. Headers: a dict, a list of pairs, or whole lines as
    # text or bytes.
    if writer.status:
        raise RuntimeError("start_response was called twice")
    head = b"HTTP/1.1 " + status_line(status).encode()
    status = int(status)
    if content_type:
        head += b"\r\nContent-Type: " + content_type.encode()
        if min(content_type.encode()) < 32:
            later("fields").line("Content-Type", content_type)  # says what is wrong with it
    head += CRLF
    if headers or not 199 < status < 204 and status < 400:
        head += later("fields").head(writer, headers, status)
    writer.head = head
    writer.status = status
    writer.out = None if content_type == "text/event-stream" else bytearray()


async def http_error(writer, status, text=None):
    # A whole response that says what its status says, or your text.
    await start_response(writer, "text/plain; charset=utf-8", status)
    await writer.awrite((text or status_line(status)) + "\r\n")
