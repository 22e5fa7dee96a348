# Random bytes, from the system's own source. Loaded with the first that somebody needs.
from .stream import later

try:
    from os import urandom as random
except ImportError:
    try:
        from uos import urandom as random
    except ImportError:
        # Pycopy's unix build has none; its kernel has.
        def random(size):
            with open("/dev/urandom", "rb") as f:
                return f.read(size)


def token():
    # Text that nobody guesses: 128 bits.
    return later("secret").to_text(random(16))
