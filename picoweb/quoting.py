# Values of cookies that are more than a token. Loaded with the first of them.
from .request import TOKEN
from .stream import later

SPECIAL = b'",;\\'  # besides blanks and what is no ASCII, no value may hold these as they are


def quoted(name, value):
    # As Python's http.cookies does it: in quotes, with octal numbers. RFC 6265 leaves it to us.
    if not name or name.encode().strip(TOKEN):
        raise ValueError("%r is no name for a cookie" % name)
    data = value.encode()
    text = "".join([as_it_is(byte) or "\\%03o" % byte for byte in data])
    return value if text == value else '"%s"' % text


def as_it_is(byte):
    return chr(byte) if 32 < byte < 127 and byte not in SPECIAL else ""


def unquoted(value):
    # '"two\\040words"' to "two words"; what is not in quotes stays as it is.
    if len(value) < 2 or value[0] + value[-1] != '""':
        return value
    first, *parts = value[1:-1].replace("\\\\", "\\134").split("\\")
    data = first.encode()
    for part in parts:
        data += unescaped(part)
    return later("utils").text_of(data)


def unescaped(part):
    # What followed a backslash: an octal number and the rest, or a character for itself.
    number = part[:3]
    if len(number) == 3 and not number.strip("01234567") and number < "4":
        return bytes((int(number, 8),)) + part[3:].encode()
    return part.encode()
