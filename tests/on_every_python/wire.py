# Run the wire tables: wire.py MODE [TABLE ...], on any Python.
#
# A case is (name, bytes said, bytes answered or a function that judges them, closed?), and,
# where something is to be logged, how many errors. Closed? is True, False or RESET; None if it
# does not matter. MODE is whole, bytes (one at a time), halves (every possible cut in two) or
# joints (the cuts in two that differ).
import sys

from parts import run_until
from talk import converse, cuttings

TABLES = ("heads", "bodies", "responses", "values", "routes", "errors", "files", "originals")


def judge(case, heard, closed, errors):
    # What is wrong, or None.
    expected = case[2]
    right = expected(heard) if callable(expected) else heard == expected
    if not right:
        return "answered %r instead of %r" % (heard, expected)
    if case[3] is not None and closed != case[3]:
        return "closed: %r instead of %r" % (closed, case[3])
    logged = case[4] if len(case) > 4 else 0
    if len(errors) != logged:
        return "%d errors logged instead of %d: %r" % (len(errors), logged, errors)


async def run_case(app, case, mode):
    for pieces in cuttings(case[1], mode):
        wrong = judge(case, *await converse(app, pieces))
        if wrong:
            if mode in ("halves", "joints"):
                wrong = "cut after %d: %s" % (len(pieces[0]), wrong)
            return wrong


async def run_table(name, mode, counts):
    table = __import__("wire_" + name)
    for app, cases in table.CASES:
        for case in cases:
            wrong = await run_case(app, case, mode)
            report("%s: %s" % (name, case[0]), wrong, counts)


def report(name, wrong, counts):
    counts[wrong is not None] += 1
    print("FAIL %s: %s" % (name, wrong) if wrong else "ok " + name)


async def run_tables(names, mode, counts):
    for name in names:
        await run_table(name, mode, counts)


def main(mode, *names):
    counts = [0, 0]
    run_until(run_tables(names or TABLES, mode, counts))
    print("%d passed, %d failed" % tuple(counts))
    sys.exit(1 if counts[1] else 0)


main(*sys.argv[1:])
