# The module `hashlib`, with SHA-1 (RFC 3174) besides: this port lacks it, and a WebSocket begins
# with it. The browser has one, but who asks it must wait for the answer.
from hashlib import *

WORD = 0xFFFFFFFF
CONSTANTS = (0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6)


def turned(word, bits):
    return (word << bits | word >> 32 - bits) & WORD


class sha1:  # noqa: N801 - that is its name
    def __init__(self, data=b""):
        self.data = bytes(data)

    def update(self, data):
        self.data += data

    def digest(self):
        size = len(self.data)
        data = self.data + b"\x80" + bytes(-(size + 9) % 64) + (size * 8).to_bytes(8, "big")
        state = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0)
        for start in range(0, len(data), 64):
            after = block(state, data[start : start + 64])
            state = [(old + new) & WORD for old, new in zip(state, after)]
        return b"".join([word.to_bytes(4, "big") for word in state])


def block(state, data):
    a, b, c, d, e = state
    words = [int.from_bytes(data[i : i + 4], "big") for i in range(0, 64, 4)]
    for i in range(80):
        if i > 15:
            words.append(turned(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1))
        mixed = turned(a, 5) + choose(i // 20, b, c, d) + e + words[i] + CONSTANTS[i // 20]
        a, b, c, d, e = mixed & WORD, a, turned(b, 30), c, d
    return a, b, c, d, e


def choose(part, b, c, d):
    if part == 0:
        return b & c | ~b & d & WORD
    if part == 2:
        return b & c | b & d | c & d
    return b ^ c ^ d
