# Files: opening and sending them. Loaded at first use.
import sys

from .port import sleep_ms
from .response import start_response
from .stream import HTTPError, late, later

SEGMENT = 2048  # bytes read and sent at once


class Methods:
    async def sendfile(self, writer, fname, content_type=None, headers=None):
        # A whole response: the file, with its length; 404 if there is none.
        f = None
        try:
            try:
                f = self.open(fname)
                # Now, as this may have all that was loaded make way, and open() as well.
                content_type = content_type or later("media_types").get_mime_type(fname)
                buf = block()
                count = f.readinto(buf)
            except OSError:
                raise HTTPError(404)  # there is none, or it is a folder, which some ports open
            await start_response(writer, content_type, 200, headers)
            if hasattr(f, "seek"):
                writer.promise(f.seek(0, 2))
                f.seek(count)
            await send_blocks(writer, f, buf, count)
        finally:
            if f:
                f.close()

    def open(self, path):
        # The one place that opens files. Override it for resources that are frozen or zipped.
        # In the package's folder, or in the current one.
        if self.pkg:
            if self.pkg not in sys.modules:
                raise ValueError('no module "%s", as WebApp was told: say __name__' % self.pkg)
            folder, slash, _ = sys.modules[self.pkg].__file__.rpartition("/")
            path = folder + slash + path
        return open(path, "rb")


def block():
    try:
        return bytearray(SEGMENT)
    except MemoryError:
        late.clear()  # for the next one
        return bytearray(256)  # slower, but it is there


async def send_blocks(writer, f, buf, count):
    turn = 0
    while count:
        if writer.promised is not None:
            count = min(count, writer.promised - writer.length)  # a file may grow meanwhile
        await writer.awrite(buf if count == len(buf) else memoryview(buf)[:count])
        if writer.length == writer.promised:
            return
        count = f.readinto(buf)
        turn += 1
        if turn % 8 == 0:
            await sleep_ms(0)  # others have a turn


async def sendstream(writer, f):
    # Send what a file has, in blocks.
    buf = block()
    await send_blocks(writer, f, buf, f.readinto(buf))
