# The Date header (RFC 9110, 5.6.7). Loaded with the first connection.
try:
    from time import gmtime, time
except ImportError:
    from utime import localtime as gmtime, time

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def date_line():
    # b"Date: ...\r\n", or b"" as long as the clock is not set.
    date = http_date(int(time()))
    year = int(date[12:16])
    if year < 2024:
        return b""
    return b"Date: " + date + b"\r\n"


def http_date(seconds):
    # Seconds of the port's clock to b"Sun, 06 Nov 1994 08:49:37 GMT"
    # Pycopy knows local time only: at 10 o'clock its date is the same nearly all over the world.
    year, month, day, _, _, _, weekday = gmtime(seconds - seconds % 86400 + 36000)[:7]
    name = "MonTueWedThuFriSatSun"[weekday * 3 : weekday * 3 + 3]
    month = MONTHS[month * 3 - 3 : month * 3]
    clock = "%02d:%02d:%02d" % (seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    return ("%s, %02d %s %d %s GMT" % (name, day, month, year, clock)).encode()
