"""Check that the program answers as README.rst says: `python3 test_app.py`, or `make test`.

The examples of README.rst are what is tested; add your own there, they are run as well.
"""

import doctest
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# It is for those who test over a network as well; here it says nothing.
doctest.register_optionflag("MEMORY_ONLY")


def main():
    os.chdir(HERE)
    sys.path[:0] = [HERE, os.path.join(HERE, "lib")]
    failed, ran = doctest.testfile("README.rst", encoding="utf-8")
    print("%d examples, %d failed" % (ran, failed))
    sys.exit(1 if failed or not ran else 0)


if __name__ == "__main__":
    main()
