"""Run the examples of a page on a target, and say where what came is not what the page says.

As the standard library's DocTestRunner does it, with the example executed elsewhere. Of an
expected traceback only its last part counts, the exception's name and message; the module in
front of the name, which CPython alone shows, is left out on both sides.
"""

import doctest
import re
from dataclasses import dataclass, field

from tools.chapters.targets import Ended

CHECKER = doctest.OutputChecker()
HEADER = re.compile(r"^Traceback \(most recent call last\):\n", re.MULTILINE)
NAME = re.compile(r"(?:\w+\.)*(\w+)")
# Frames of our own, between the target's Python and the example.
OWN_FRAME = re.compile(r'^  File "(?:\S*agent\.py|<stdin>)", line .*\n(?:    .*\n)*', re.MULTILINE)


@dataclass
class Outcome:
    """What became of a page: examples that ran, that were skipped, and reports of what failed."""

    ran: int = 0
    skipped: list = field(default_factory=list)
    failures: list = field(default_factory=list)

    def add(self, other):
        self.ran += other.ran
        self.skipped += other.skipped
        self.failures += other.failures


def check_page(page, target, examples=None, normal=str):
    """Run `examples` of the page (all of them if None) on the started target.

    A wrong answer does not end the page, as in doctest. A hang or a crash does, and so does an
    exception that nobody expected: what follows it would only miss the names it did not make.
    `normal` is put over what was expected and what came before they are compared.
    """
    outcome = Outcome()
    for example in page.examples if examples is None else examples:
        if example.options.get(doctest.SKIP):
            outcome.skipped.append(page.where(example))
            continue
        outcome.ran += 1
        try:
            wrong = check_example(page, target, example, normal)
        except Ended as ended:
            outcome.failures.append(report(page, example, str(ended)))
            break
        outcome.failures += [report(page, example, wrong)] if wrong else []
    return outcome


def check_example(page, target, example, normal):
    """Run one example; return what is wrong, a headline and then details, or ""."""
    output, traceback = target.run(page.label(example), example.source)
    if traceback and example.exc_msg is None:
        raise Ended(unexpected(output, traceback, target))
    if example.exc_msg is not None:
        return compare_exception(example, output, traceback)
    return compare(example, example.want, output, normal)


def compare(example, want, got, normal=str):
    flags = flags_of(example)
    want, got = normal(want), normal(got)
    if CHECKER.check_output(want, got, flags):
        return ""
    shown = doctest.Example(example.source, want)
    return f"unexpected answer\n{CHECKER.output_difference(shown, got, flags)}"


def flags_of(example):
    return sum(flag for flag, on in example.options.items() if on)


def unexpected(output, traceback, target):
    message = message_of(traceback)
    headline = f"unexpected {message.splitlines()[0]}"
    if message.startswith("MemoryError") and target.heap:
        headline += f" (the heap is {target.heap})"
    return f"{headline}\nGot:\n{indent(output + without_own_frames(traceback))}"


def compare_exception(example, output, traceback):
    if not traceback:
        return f"no exception\nExpected:\n{indent(example.want)}Got:\n{indent(output)}"
    want, got = bare(example.exc_msg), bare(message_of(traceback))
    if example.options.get(doctest.IGNORE_EXCEPTION_DETAIL):
        want, got = NAME.match(want)[0] + "\n", NAME.match(got)[0] + "\n"
    if not compare(example, want, got):
        return ""
    came = indent(without_own_frames(traceback))
    return f"unexpected exception\nExpected:\n{indent(example.want)}Got:\n{came}"


def message_of(traceback):
    """Return the name and message that end a traceback, as every Python prints one."""
    *_, last = HEADER.split(traceback)  # the last of a chain is what was raised
    lines = last.splitlines(keepends=True)
    while len(lines) > 1 and lines[0].startswith(" "):
        del lines[0]
    return "".join(lines)


def bare(message):
    """Return the message without the module of the exception: "HTTPError: 404"."""
    return NAME.sub(r"\1", message, count=1)


def without_own_frames(traceback):
    return OWN_FRAME.sub("", traceback)


def report(page, example, wrong):
    headline, _, details = wrong.partition("\n")
    failed = f"Failed example:\n{indent(example.source)}"
    return "\n".join([f"{page.where(example)}: {headline}", failed + details])


def indent(text):
    return "".join(f"    {line}\n" for line in text.splitlines())
