# What a proxy says besides the client's address, the header Forwarded (RFC 7239), and addresses
# that are more than an IPv4 one. Loaded with the first of them.
from .request import IN_HOST
from .stream import later


def origin(req):
    # What the farthest of the trusted proxies was asked for, else what this server was.
    scheme = told(req, "proto").lower()
    if scheme not in ("http", "https"):
        scheme = getattr(req.reader, "scheme", "http")
    host = told(req, "host")
    if not host or host.encode().strip(IN_HOST):
        host = later("utils").text_of((req.fields or {}).get(b"host", b""))
    return scheme + "://" + host.lower()


def told(req, name):
    trusted = later("proxy").follow(req.reader, req.fields)[1]
    if not trusted:
        return ""
    header = req.reader.app.forwarded
    if header != b"forwarded":
        header = b"x-forwarded-" + name.encode()
    values = later("utils").text_of(req.fields.get(header, b"")).split(",")
    # Some proxies do not add what they say, they set it anew.
    value = values[-min(trusted, len(values))]
    return parameter(value, name) if header == b"forwarded" else value.strip()


def parameter(element, name):
    # "proto" of 'for="[::1]:80";proto=http' is "http". What is quoted may be anything that a
    # client wants: a ";", "," or backslash in it is none of a proxy's.
    for pair in element.split(";"):
        if pair.count('"') % 2 or "\\" in pair:
            break
        key, _, value = pair.strip().partition("=")
        if key.lower() == name:
            return value.strip('"')
    return ""


def address_in(node):
    # "[2001:DB8::1]:80" and "192.0.2.1:80" to the address, also from an element of Forwarded; ""
    # for what is none: "unknown" and "_hidden" (RFC 7239, 6) and noise.
    if "=" in node:
        node = parameter(node, "for")
    if node[:1] == "[":
        node = node[1:].partition("]")[0]
    elif node.count(":") == 1:
        node = node.partition(":")[0]
    node = node.lower()
    return "" if node.strip("0123456789abcdef.:") else node
