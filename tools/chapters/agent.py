# The end of the doctest that runs on the target: one example at a time, state kept.
#
# On a unix Python it is the main program, and reads one "(name, source)" tuple a line.
# On a board it is sent once through the raw REPL, which then calls run() for each example.
# In the dialect of picoweb/, and small: it shares the heap that the chapter is measured by.

import gc
import sys

stdout = sys.stdout  # kept here: an example may replace sys.stdout
names = {"__name__": "__main__"}


def print_traceback(error):
    if hasattr(sys, "print_exception"):
        sys.print_exception(error, stdout)
    else:
        import traceback

        traceback.print_exception(type(error), error, error.__traceback__, file=stdout)


# Answers "<what the example printed> mark <traceback or nothing> mark".
# The mark is a random word of this run, so no program can print it by accident.
def run(mark, name, source):
    gc.collect()  # what one example leaves is no burden of the next: a person pauses, too
    error = None
    try:
        exec(compile(source, name, "single"), names)
    except BaseException as e:  # SystemExit as well: an example may show it
        error = e
    stdout.write(mark)
    if error is not None:
        print_traceback(error)
    stdout.write(mark)
    if hasattr(stdout, "flush"):
        stdout.flush()


# usage: agent.py MARK [FOLDER ...]   the folders come before the Python's own path
def main():
    sys.path[0] = ""  # the chapter, not the folder of this file
    for folder in reversed(sys.argv[2:]):
        sys.path.insert(1, folder)
    mark = sys.argv[1]
    stdout.write(mark + mark)  # ready
    stdout.flush()
    line = sys.stdin.readline()
    while line:
        name, source = eval(line)
        run(mark, name, source)
        line = sys.stdin.readline()


if __name__ == "__main__" and len(sys.argv) > 1:
    main()
