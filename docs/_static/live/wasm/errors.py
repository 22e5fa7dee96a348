# The numbers of errors that have to do with files, as boards and PCs have them: this port raises
# those of its C library, which are others, and which its own `errno` does not know either.
import builtins
import os
from errno import EACCES, EBADF, EEXIST, EINVAL, EISDIR, ENOENT, EPERM

ENOTDIR, ENOTEMPTY = 20, 39  # errno lacks them
NUMBERS = {
    2: EACCES,
    8: EBADF,
    20: EEXIST,
    28: EINVAL,
    31: EISDIR,
    44: ENOENT,
    54: ENOTDIR,
    55: ENOTEMPTY,
    63: EPERM,
}
FUNCTIONS = "chdir ilistdir listdir mkdir remove rename rmdir stat statvfs unlink"


def mended(function):
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except OSError as e:
            number = NUMBERS.get(e.args[0])
            if not number:
                raise
        raise OSError(number)

    return call


builtins.open = mended(open)
for name in FUNCTIONS.split():
    setattr(os, name, mended(getattr(os, name)))
