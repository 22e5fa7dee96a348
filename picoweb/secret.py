# What secrets need: random bytes, signatures, and a comparison that tells nobody how it went.
# As text they are hexadecimal: no part of HTTP has to quote that.
try:
    from ubinascii import hexlify, unhexlify
    from uhashlib import sha256
    from utime import time
except ImportError:
    from binascii import hexlify, unhexlify  # noqa: F401  for sessions, as time is
    from hashlib import sha256
    from time import time  # noqa: F401


def pads(key):
    # What HMAC (RFC 2104) makes of a key: once, however often it signs.
    if len(key) > 64:
        key = sha256(key).digest()
    inner, outer = bytearray(b"\x36" * 64), bytearray(b"\x5c" * 64)
    for i, byte in enumerate(key):
        inner[i] ^= byte
        outer[i] ^= byte
    return inner, outer


def sign(pads, message):
    # HMAC-SHA256, 32 bytes.
    for pad in pads:
        message = sha256(pad + message).digest()
    return message


def same(text, other):
    # In a time that depends on the lengths alone: how much of a guess is right stays secret.
    difference = len(text) ^ len(other)
    for a, b in zip(text, other):
        difference |= ord(a) ^ ord(b)
    return difference == 0


def to_text(data):
    return hexlify(data).decode()
