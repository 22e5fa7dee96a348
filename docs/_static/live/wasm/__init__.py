# What the WebAssembly MicroPython lacks of what picoweb imports. picoweb itself is the same as
# everywhere; `wasm.board` is the board that worker.js makes of it.
import os
import sys

import js

from . import errors, hashes, loop, sockets  # noqa: F401 - some mend what is there


def urandom(size):
    return bytes(js.crypto.getRandomValues(js.Uint8Array.new(size)))


os.urandom = urandom
sys.modules["hashlib"] = hashes
sys.modules["socket"] = sockets
