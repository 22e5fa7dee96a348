# CPython knows this module by its plain name.
from binascii import *  # noqa: F403
