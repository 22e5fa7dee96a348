# Run the tables of functions that only decide: units.py [TABLE ...], on any Python.
#
# A table is a list of (function, [(arguments, result), ...]). A result is a value, Raises(...),
# or, where that says it better, a function that judges what came.
import sys

from judge import judge

TABLES = ("request", "response", "paths", "testing")


def run_table(name, counts):
    table = __import__("units_" + name)
    for function, cases in table.CASES:
        for arguments, expected in cases:
            wrong = judge(function, arguments, expected)
            counts[wrong is not None] += 1
            case = "%s: %s%s" % (name, getattr(function, "__name__", "function"), arguments)
            print("FAIL %r: %s" % (case, wrong) if wrong else "ok %r" % case)


def main(*names):
    counts = [0, 0]
    for name in names or TABLES:
        run_table(name, counts)
    print("%d passed, %d failed" % tuple(counts))
    sys.exit(1 if counts[1] else 0)


main(*sys.argv[1:])
