# CPython knows this module by its plain name.
from re import *  # noqa: F403
