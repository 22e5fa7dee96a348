# The Date header (RFC 9110, 5.6.7). Loaded with the first connection.
try:
    from time import localtime
except ImportError:
    from utime import localtime

DAYS = "ThuFriSatSunMonTueWed"
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
YEAR_2024 = 1704067200  # in seconds since 1970: a clock before that was never set

# Some boards count from the year 2000.
EPOCH = 946684800 if localtime(86400)[0] == 2000 else 0


def date_line(now):
    # The port's seconds to b"Date: ...\r\n", or b"" as long as the clock is not set.
    now += EPOCH
    if now < YEAR_2024:
        return b""
    days = now // 86400
    year, month, day = civil(days)
    return (
        "Date: %s, %02d %s %d %02d:%02d:%02d GMT\r\n"
        % (
            DAYS[days % 7 * 3 : days % 7 * 3 + 3],
            day,
            MONTHS[month * 3 - 3 : month * 3],
            year,
            now // 3600 % 24,
            now // 60 % 60,
            now % 60,
        )
    ).encode()


def civil(days):
    # Days since 1970 to (year, month, day). Counted from a March, leap days come last: gmtime()
    # is not everywhere, and localtime() knows about summer time.
    days += 719468
    era = days // 146097
    day_of_era = days % 146097
    year = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day = day_of_era - (365 * year + year // 4 - year // 100)
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5 - 1
    year += era * 400
    return (year, month + 3, day) if month < 10 else (year + 1, month - 9, day)
