# Names for files that a test writes, each new: several Pythons may run it at a time.
try:
    import binascii
    import os
except ImportError:
    import ubinascii as binascii
    import uos as os


def new_path(name):
    with open("/dev/urandom", "rb") as f:
        number = binascii.hexlify(f.read(6)).decode()
    return "%s/%s-%s" % (os.getenv("TMPDIR") or ".", number, name)


def exists(path):
    try:
        os.stat(path)
        return True
    except OSError:
        return False


def contents(path):
    with open(path, "rb") as f:
        return f.read()


remove = os.remove
