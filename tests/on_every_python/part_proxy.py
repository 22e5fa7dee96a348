# proxy: whom to believe about the client's address, and what it asked for.
import picoweb
from cases import CASES, case, equal, run
from picoweb import proxy
from picoweb.testing import Client, MemoryStream
from parts import Memory

PEER = ("192.168.4.1", 50000)
app = picoweb.WebApp("proxy", serve_static=False)


def request(fields, peer=PEER, trusted=(), header="X-Forwarded-For"):
    proxy.trust(app, trusted, header)
    req = picoweb.HTTPRequest()
    req.reader = MemoryStream(app, Memory(), peer)
    if fields is not None:
        req.fields = {}
        for name in fields:
            value = fields[name]
            req.fields[name.encode()] = value if isinstance(value, bytes) else value.encode()
    return req


def address(fields, *args):
    return proxy.client_address(request(fields, *args))


def x_for(value):
    return {"x-forwarded-for": value}


def forwarded(value):
    return {"forwarded": value}


ME = ["192.168.4.1"]
CHAIN = ["192.168.4.1", "10.0.0.1", "10.0.0.2", "2001:db8::9"]
SIX = "2001:db8::1"
ADDRESSES = [
    # Nobody is trusted.
    ((None,), "192.168.4.1"),
    (({},), "192.168.4.1"),
    ((x_for("1.2.3.4"),), "192.168.4.1"),
    ((x_for("1.2.3.4"), PEER, ["192.168.4.2", "192.168.4.10", "192.168.4"]), "192.168.4.1"),
    (({}, None), ""),
    ((x_for("1.2.3.4"), None, ME), ""),
    ((x_for("1.2.3.4"), None, "192.168.4.1"), ""),
    # The one that asks is.
    ((None, PEER, ME), "192.168.4.1"),
    (({}, PEER, ME), "192.168.4.1"),
    ((x_for("1.2.3.4"), PEER, ME), "1.2.3.4"),
    ((x_for("1.2.3.4"), PEER, "192.168.4.1"), "1.2.3.4"),
    ((x_for("6.6.6.6, 1.2.3.4"), PEER, ME), "1.2.3.4"),
    ((x_for("192.168.4.1, 1.2.3.4"), PEER, ME), "1.2.3.4"),
    ((x_for("1.2.3.4,192.168.4.1"), PEER, ME), "1.2.3.4"),
    ((x_for("192.168.4.1"), PEER, ME), "192.168.4.1"),
    ((forwarded("for=1.2.3.4"), PEER, ME), "192.168.4.1"),
    # A chain of proxies
    ((x_for("6.6.6.6, 1.2.3.4, 10.0.0.2, 10.0.0.1"), PEER, CHAIN), "1.2.3.4"),
    ((x_for("10.0.0.2, 1.2.3.4, 10.0.0.1"), PEER, CHAIN), "1.2.3.4"),
    ((x_for("10.0.0.2, 10.0.0.1"), PEER, CHAIN), "10.0.0.2"),
    ((x_for("1.2.3.4, [2001:DB8::9]:80, 10.0.0.1:5"), PEER, CHAIN), "1.2.3.4"),
    # Forms of addresses
    ((x_for("1.2.3.4:5678"), PEER, ME), "1.2.3.4"),
    ((x_for(SIX), PEER, ME), SIX),
    ((x_for("2001:DB8::1"), PEER, ME), SIX),
    ((x_for("[%s]" % SIX), PEER, ME), SIX),
    ((x_for("[%s]:4711" % SIX), PEER, ME), SIX),
    ((x_for("::ffff:1.2.3.4"), PEER, ME), "::ffff:1.2.3.4"),
    # Noise
    ((x_for(""), PEER, ME), "192.168.4.1"),
    ((x_for(",,"), PEER, ME), "192.168.4.1"),
    ((x_for("1.2.3.4,"), PEER, ME), "192.168.4.1"),
    ((x_for("unknown"), PEER, ME), "192.168.4.1"),
    ((x_for("1.2.3.4, unknown"), PEER, ME), "192.168.4.1"),
    ((x_for("_hidden"), PEER, ME), "192.168.4.1"),
    ((x_for('"1.2.3.4"'), PEER, ME), "192.168.4.1"),
    ((x_for("<b>"), PEER, ME), "192.168.4.1"),
    ((x_for("["), PEER, ME), "192.168.4.1"),
    ((x_for("[]:80"), PEER, ME), "192.168.4.1"),
    ((x_for(":80"), PEER, ME), "192.168.4.1"),
    ((x_for(b"\xb2.\xb2.\xb2.\xb2"), PEER, ME), "192.168.4.1"),
    ((x_for(b"\xff"), PEER, ME), "192.168.4.1"),
    ((x_for("unknown, 10.0.0.1"), PEER, CHAIN), "10.0.0.1"),
    # Another header
    (({"x-real-ip": "1.2.3.4"}, PEER, ME, "X-Real-IP"), "1.2.3.4"),
    ((x_for("1.2.3.4"), PEER, ME, "X-Real-IP"), "192.168.4.1"),
    # A peer with an IPv6 address, as CPython says it
    (({}, (SIX, 50000, 0, 0)), SIX),
    ((x_for("1.2.3.4"), (SIX, 50000, 0, 0), [SIX]), "1.2.3.4"),
    # Unix builds of boards' Pythons say it as a struct sockaddr_in.
    (({}, b"\2\0\x1f\x90\x7f\0\0\1"), "127.0.0.1"),
    ((x_for("1.2.3.4"), b"\2\0\x1f\x90\x7f\0\0\1", ["127.0.0.1"]), "1.2.3.4"),
]

FORWARDED = [
    ("for=192.0.2.43", "192.0.2.43"),
    ("For=192.0.2.43", "192.0.2.43"),
    ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
    ("proto=http; by=203.0.113.43 ; for=192.0.2.60", "192.0.2.60"),
    ("for=6.6.6.6, for=198.51.100.17", "198.51.100.17"),
    ("for=1.2.3.4, for=10.0.0.2;by=x, for=10.0.0.1", "1.2.3.4"),
    ('for="192.0.2.43:47011"', "192.0.2.43"),
    ('for="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
    ('for="[2001:DB8:cafe::17]"', "2001:db8:cafe::17"),
    ("for=unknown", "192.168.4.1"),
    ('for="_gazonk"', "192.168.4.1"),
    ("for=_SEVKISEK;proto=http", "192.168.4.1"),
    ("by=1.2.3.4", "192.168.4.1"),
    ("for", "192.168.4.1"),
    ("for=", "192.168.4.1"),
    ("=;=", "192.168.4.1"),
    ("", "192.168.4.1"),
    # What a client got into the quotes is not taken for what the proxy says.
    ('host="a;for=6.6.6.6;b";for=1.2.3.4', "192.168.4.1"),
    ('host="a, for=6.6.6.6, b";for=1.2.3.4', "192.168.4.1"),
    ('host="a\\";for=6.6.6.6;x=\\"";for=1.2.3.4', "192.168.4.1"),
    ('for=1.2.3.4;host="a;for=6.6.6.6;b"', "1.2.3.4"),
    ('for="6.6.6.6, for=1.2.3.4', "1.2.3.4"),
]


@case
def addresses():
    for args, expected in ADDRESSES:
        equal((args, address(*args)), (args, expected))


@case
def addresses_in_forwarded():
    for text, expected in FORWARDED:
        found = address(forwarded(text), PEER, CHAIN, "Forwarded")
        equal((text, found), (text, expected))


def asked(fields, trusted=(), header="X-Forwarded-For"):
    return proxy.origin(request(dict({"host": "Here:8081"}, **fields), PEER, trusted, header))


def x(address, proto="", host=""):
    names = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host")
    return dict([pair for pair in zip(names, (address, proto, host)) if pair[1]])


HERE = "http://here:8081"
ORIGINS = [
    (({},), HERE),
    ((x("1.2.3.4", "https", "there"),), HERE),
    ((x("1.2.3.4", "https", "there"), ["10.0.0.1"]), HERE),
    ((x("1.2.3.4", "https", "there"), ME), "https://there"),
    ((x("1.2.3.4", "HTTPS", "There:81"), ME), "https://there:81"),
    ((x("", "https", "there"), ME), "https://there"),
    ((x("1.2.3.4", "https"), ME), "https://here:8081"),
    ((x("1.2.3.4", "", "there"), ME), "http://there"),
    ((x("unknown", "https"), ME), "https://here:8081"),
    ((x("1.2.3.4", "gopher", "<b>"), ME), HERE),
    ((x("1.2.3.4", "http, https", "evil, there"), ME), "https://there"),
    ((x("1.2.3.4, 10.0.0.1", "https, http", "there, inner"), CHAIN), "https://there"),
    ((x("1.2.3.4, 10.0.0.1", "https", "there"), CHAIN), "https://there"),
    ((forwarded("for=1.2.3.4;proto=https;host=there"), ME), HERE),
    ((forwarded("for=1.2.3.4;proto=https;host=there"), (), "Forwarded"), HERE),
    ((forwarded("for=1.2.3.4;proto=https;host=there"), ME, "Forwarded"), "https://there"),
    ((forwarded('for=1.2.3.4;host="there:81"'), ME, "Forwarded"), "http://there:81"),
    ((forwarded("proto=https;host=evil, for=1.2.3.4"), ME, "Forwarded"), HERE),
    ((x("1.2.3.4", "https", "there"), ME, "Forwarded"), HERE),
]


@case
def origins():
    for args, expected in ORIGINS:
        equal((args, asked(*args)), (args, expected))


@case
def an_origin_without_a_host_or_headers():
    for fields in (None, {}):
        equal(proxy.origin(request(fields, PEER, ME)), "http://")


@case
def a_stream_that_is_secure_says_so():
    req = request({"host": "here"}, PEER)
    req.reader.scheme = "https"
    equal(proxy.origin(req), "https://here")


def is_an_address(text):
    return text != "" and not text.strip("0123456789abcdef.:")


@case
def what_is_cut_is_an_address_or_none():
    said = [
        (x_for(args[0]["x-forwarded-for"]), args[1:])
        for args, _ in ADDRESSES
        if args[0] and isinstance(args[0].get("x-forwarded-for"), str) and args[1:2] == (PEER,)
    ]
    said += [(forwarded(text), (PEER, CHAIN, "Forwarded")) for text, _ in FORWARDED]
    for fields, args in said:
        for name in fields:
            text = fields[name]
            for i in range(len(text)):
                for part in (text[:i], text[i:]):
                    found = address({name: part}, *args)
                    equal((part, is_an_address(found)), (part, True))


@case
def noise_is_no_error():
    state = 7
    for _ in range(2000):
        text = ""
        for _ in range(8):
            state = (state * 75 + 74) % 65537
            text += ("for=", "1.2.3.4", '"', ",", ";", "[", "]", ":", "\\", "=", " ", "a")[
                state % 12
            ]
        for header in ("Forwarded", "X-Forwarded-For"):
            req = request({header.lower(): text, "host": "h"}, PEER, CHAIN, header)
            found = proxy.client_address(req)
            equal((text, found.strip("0123456789abcdef.:"), found != ""), (text, "", True))
            proxy.origin(req)


site = picoweb.WebApp("site", serve_static=False)
inner = picoweb.WebApp("inner", serve_static=False)
site.mount("/inner", inner)


@site.route("/")
@inner.route("/")
def who(req, resp):
    return proxy.client_address(req) or "nobody"


@case
def an_app_that_trusts_nobody_needs_nothing_of_it():
    client = Client(site)
    for path in ("/", "/inner/"):
        equal(client.get(path, headers={"X-Forwarded-For": "1.2.3.4"}).text, "nobody")


@case
def the_app_that_runs_says_whom_to_trust():
    proxy.trust(site, [""])
    proxy.trust(inner, [])
    client = Client(site)
    for path in ("/", "/inner/"):
        equal(client.get(path, headers={"X-Forwarded-For": "1.2.3.4"}).text, "1.2.3.4")


run(CASES)
