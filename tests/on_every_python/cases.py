# Cases that are functions: each is run, and passes if it raises nothing.
import sys

from parts import port, run_until

CASES = []


def case(function):
    CASES.append(function)
    return function


def equal(value, expected):
    if value != expected:
        raise ValueError("%r instead of %r" % (value, expected))


def raises(kind, function, *args):
    # Return the exception that must come.
    try:
        result = function(*args)
    except kind as e:
        return e
    raise ValueError("it said %r instead of raising %s" % (result, kind.__name__))


def fault_of(function):
    try:
        function()
    except Exception as e:
        if hasattr(sys, "print_exception"):
            sys.print_exception(e)
        return "%s: %s" % (type(e).__name__, e)


def run(cases):
    failed = 0
    for function in cases:
        wrong = fault_of(function)
        failed += wrong is not None
        name = function.__name__.replace("_", " ")
        print("FAIL %s: %s" % (name, wrong) if wrong else "ok " + name)
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    sys.exit(1 if failed else 0)


async def until(done, ms=2000):
    # Wait for something to come true.
    while not done() and ms > 0:
        await port.sleep_ms(5)
        ms -= 5
    if not done():
        raise ValueError("it never came")


def pause(ms):
    # Let the loop go on for a while.
    async def wait():
        await port.sleep_ms(ms)

    run_until(wait())
