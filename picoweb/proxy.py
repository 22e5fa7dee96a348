# Behind a proxy: what it says about the client, believed only of those that the program trusts.
from . import WebApp
from .stream import later

WebApp.proxies = ()  # the addresses of those


def trust(app, addresses, header="X-Forwarded-For"):
    app.proxies = (addresses,) if isinstance(addresses, str) else addresses
    app.forwarded = header.lower().encode()


def client_address(req):
    return follow(req.reader, req.fields)[0]


def origin(req):
    # As browsers say it: "https://example.com"
    return later("proxy_rarely").origin(req)


def follow(stream, fields):
    # The client's address without its port, and how many proxies in a row are trusted. From here
    # on up to the first that nobody trusts: what stands to the left of that, anybody may invent.
    proxies = stream.app.proxies
    address = stream.get_extra_info("peername", "").rpartition(":")[0]
    trusted = 0
    if proxies and fields:
        nodes = later("utils").text_of(fields.get(stream.app.forwarded, b"")).split(",")
        while nodes and address in proxies:
            trusted += 1
            node = nodes.pop().strip()
            if node.strip("0123456789."):
                node = later("proxy_rarely").address_in(node)
            if not node:
                break
            address = node
    return address, trusted
