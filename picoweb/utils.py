# Percent-encoding and query strings.

HEX = "0123456789abcdefABCDEF"


def unquote_plus(s):
    # Decode "%41" and "+". The bytes are UTF-8; an escape that is broken is left as it stands.
    return unquote(s.replace("+", " "))


def unquote(s):
    if "%" not in s:
        return s
    parts = s.split("%")
    decoded = parts[0].encode()
    for part in parts[1:]:
        decoded += unescape(part)
    return text_of(decoded)


def unescape(part):
    # What followed a "%": two hexadecimal digits and the rest, or something broken.
    if len(part) > 1 and part[0] in HEX and part[1] in HEX:
        return bytes((int(part[:2], 16),)) + part[2:].encode()
    return b"%" + part.encode()


def text_of(data):
    # UTF-8 to text; what is not UTF-8 is taken for Latin-1, so that nothing is lost.
    try:
        return data.decode()
    except UnicodeError:
        return "".join([chr(byte) for byte in data])


def parse_qs(s):
    # "a=1&b&a=2" to {"a": ["1", "2"], "b": True}
    form = {}
    for pair in s.split("&"):
        if not pair:
            continue
        key, equals, value = pair.partition("=")
        key = unquote_plus(key)
        value = unquote_plus(value) if equals else True
        if key not in form:
            form[key] = value
        elif isinstance(form[key], list):
            form[key].append(value)
        else:
            form[key] = [form[key], value]
    return form
