# Files that are part of a program: what a module of `make assets` opens.
try:
    from io import BytesIO
except ImportError:
    from uio import BytesIO

WINDOW = 12  # unpacking takes 2 ** 12 bytes for a while; tools/assets.py packs for that


def find(files, path):
    # "a.css" as it was, or "a.css.gz" as it is kept; OSError as of a file that is not there.
    if path in files:
        return Asset(*files[path])
    data, size, etag, media_type = files.get(path[:-3], (b"", 0, b"", ""))
    if path[-3:] != ".gz" or not size:
        raise OSError(2)
    return Asset(data, 0, etag[:-1] + b'.gz"', media_type)


class Asset:
    # An open file; read(), readinto() and readline() are those of a stream, made when needed.
    stream = None
    position = 0

    def __init__(self, data, size, etag, media_type):
        # size: that of the file, where the data are packed; else 0
        self.data = data
        self.size = size or len(data)
        self.packed = size > 0
        self.etag = etag
        self.media_type = media_type

    def seek(self, offset, whence=0):
        # From the beginning, or, where whence is 2, from the end.
        self.position = min(offset + (self.size if whence else 0), self.size)
        self.stream = None
        return self.position

    def __getattr__(self, name):
        if not self.stream:
            self.stream = self.begin()
        return getattr(self.stream, name)

    def begin(self):
        stream = BytesIO(self.data)
        if not self.packed:
            stream.seek(self.position)
            return stream
        stream = unpacked(stream)
        left = self.position
        while left:
            left -= len(stream.read(min(left, 512)))
        return stream

    def close(self):
        self.stream = None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def unpacked(stream):
    # Every Python has its own name for it; a board may have been built without.
    try:
        from uzlib import DecompIO

        return DecompIO(stream, 16 + WINDOW)
    except ImportError:
        pass
    try:
        from deflate import GZIP, DeflateIO

        return DeflateIO(stream, GZIP, WINDOW)
    except ImportError:
        from gzip import GzipFile

        return GzipFile(fileobj=stream)
