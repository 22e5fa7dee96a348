# CPython knows this module by its plain name.
from logging import *  # noqa: F403
