# The Date header (RFC 9110, 5.6.7). Loaded with the first connection.
try:
    from time import gmtime, time
except ImportError:
    from utime import localtime as gmtime, time

DAYS = "MonTueWedThuFriSatSun"
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def date_line():
    # b"Date: ...\r\n", or b"" as long as the clock is not set.
    now = int(time())
    # Pycopy knows local time only: at 10 o'clock its date is the same nearly all over the world.
    year, month, day, _, _, _, weekday = gmtime(now - now % 86400 + 36000)[:7]
    if year < 2024:
        return b""
    name = DAYS[weekday * 3 : weekday * 3 + 3]
    month = MONTHS[month * 3 - 3 : month * 3]
    clock = "%02d:%02d:%02d" % (now // 3600 % 24, now // 60 % 60, now % 60)
    return ("Date: %s, %02d %s %d %s GMT\r\n" % (name, day, month, year, clock)).encode()
