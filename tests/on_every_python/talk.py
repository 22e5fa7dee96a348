# One connection in memory: what the client says, cut into pieces, and what it hears.
from parts import Memory, MemoryStream, port

RESET = "reset"  # the connection was closed so that the client can tell of a failure
LEFT_OPEN = "left open by a handler that is done"
LEAVES = None  # as the last piece: the client leaves
PATIENCE = 1000  # ms that a stream may outlive its request, where a handler kept it


class Line(Memory):
    # Gives each piece to another read, and nothing at all in between, as a network does. When
    # the client has said all and the server wants more, that is the end of the case: what the
    # client has heard by then counts. It leaves, so that the server ends what it waits for.
    heard = None
    pause = False

    def read(self, size):
        if self.pause and self.pieces:
            self.pause = False
            return None
        if not self.pieces and not self.said_all:
            self.heard = self.answer
            self.said_all = True
        whole_before = len(self.pieces)
        data = super().read(size)
        self.pause = len(self.pieces) < whole_before
        return data

    def outcome(self):
        # (what the client heard, how it ended)
        if self.heard is not None:
            return self.heard, False
        if not self.closed:
            return self.answer, LEFT_OPEN
        return self.answer, RESET if self.was_reset else True


class LineStream(MemoryStream):
    def wait(self, writing=False):
        return port.sleep_ms(0)


class Log:
    # What went wrong on the server's side.
    def __init__(self):
        self.errors = []

    def info(self, *args):
        pass

    debug = error = info

    def request(self, *args):
        pass

    def exc(self, e, *args):
        self.errors.append(repr(e))


async def converse(app, pieces):
    # Returns (what the client heard, how it ended, the errors that were logged).
    app.log = Log()
    app.debug = 0
    line = line_of(pieces)
    stream = LineStream(app, line)
    app.streams.append(stream)
    await app._converse(stream)
    waited = 0
    while line.heard is None and not line.closed and waited < PATIENCE:
        await port.sleep_ms(1)
        waited += 1
    return line.outcome() + (app.log.errors,)


def line_of(pieces):
    leaves = pieces[-1] is LEAVES
    line = Line(pieces[:-1] if leaves else pieces)
    line.said_all = leaves
    return line


# ---- ways to cut


def whole(said):
    yield (said,)


def bytewise(said):
    yield tuple([said[i : i + 1] for i in range(len(said))])


def halves(said):
    for i in range(1, len(said)):
        yield (said[:i], said[i:])


# Letters and digits are of one kind: where among them a cut is makes no difference to what reads
# lines, but for what is longer than a buffer.
OFTEN = 97


def joints(said):
    # Cut where one kind of byte meets another, after the first of a kind, and often among many.
    alike = 0
    for i in range(1, len(said)):
        alike = alike + 1 if kind(said[i - 1]) == kind(said[i]) else 0
        if alike % OFTEN < 2:
            yield (said[:i], said[i:])


def kind(byte):
    return 0 if 48 <= byte <= 57 or 97 <= (byte | 32) <= 122 else byte


CUTS = {"whole": whole, "bytes": bytewise, "halves": halves, "joints": joints}


def cuttings(said, mode):
    # Every way in which a mode sends what a case says. What comes in pieces of its own is the
    # case's affair, and sent so once.
    if not isinstance(said, tuple):
        for pieces in CUTS[mode](said):
            yield pieces
    elif said[-1] is LEAVES and len(said) == 2:
        for pieces in CUTS[mode](said[0]):
            yield pieces + (LEAVES,)
    elif mode == "whole":
        yield said
