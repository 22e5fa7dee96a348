# Compile each of the files that are named, on any Python: compiles.py FILE ...
import sys


def fault_of(path):
    with open(path) as f:
        source = f.read()
    try:
        compile(source, path, "exec")
    except SyntaxError as e:
        return repr(e)


def main(*paths):
    counts = [0, 0]
    for path in paths:
        wrong = fault_of(path)
        counts[wrong is not None] += 1
        print("FAIL %s: %s" % (path, wrong) if wrong else "ok " + path)
    print("%d passed, %d failed" % tuple(counts))
    sys.exit(1 if counts[1] else 0)


main(*sys.argv[1:])
