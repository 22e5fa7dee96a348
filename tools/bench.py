"""Measure the server's CPU time a request beside the original, picoweb 1.8.2.

    python -m tools.bench             measure, print the tables, write docs/numbers-bench.rst
    python -m tools.bench --original  measure the original alone

Both servers run at the same time under the same Python; rounds alternate between them, so that
what else the machine does falls on both. A number is the median of five rounds.
"""

import argparse
import contextlib
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tools import runtimes
from tools.measure import clients, tables, trees
from tools.measure.servers import Server

PYTHONS = ("pycopy", "pycopy32")
PAGE = trees.ROOT / "docs" / "numbers-bench.rst"
ROUNDS = 5
TRACED = (10, 60)


class Case:
    """A way to ask; `kept` is for picoweb only, as the original has no keep-alive."""

    def __init__(self, name, path, size, times, bounds, *, kept=False):
        self.name = name
        self.path = path
        self.size = size
        self.times = times
        self.bounds = bounds
        self.kept = kept

    def ask(self, framework, port, times):
        """Ask `times` times, as far as the framework can do it."""
        kept = self.kept and framework == "picoweb"
        request = clients.get(self.path, self.size, keep=kept)
        ask = clients.ask_kept if kept else clients.ask_closed
        ask(port, request, times)


# name, path, bytes of the head, requests a round, (must, aim)
CASES = (
    Case("hello, closed, head of 90 B", "/", 90, 1000, (0.8, 0.7)),
    Case("hello, closed, head of 400 B", "/", 400, 600, (0.65, 0.55)),
    Case("hello, kept, head of 90 B", "/", 90, 1000, (0.5, 0.42), kept=True),
    Case("hello, kept, head of 400 B", "/", 400, 600, (0.5, 0.4), kept=True),
    Case("template page, closed", "/squares", 90, 500, (0.6, 0.5)),
    Case("10 KB static file, closed", "/static/data.txt", 90, 400, (0.5, 0.35)),
)


def measure(python, frameworks):
    """Return {case name: {framework: median microseconds a request}}."""
    with contextlib.ExitStack() as stack:
        servers = {}
        for framework in frameworks:
            tree = trees.build(framework, "py", python)
            servers[framework] = stack.enter_context(Server(tree, python, "webapp"))
        for framework, server in servers.items():
            check(framework, server.port)
        return {case.name: rounds(case, servers, python) for case in CASES}


def check(framework, port):
    """Warm up, and see that the answers are whole before their time is taken."""
    for case in CASES:
        case.ask(framework, port, 20)
        clients.expect(port, clients.get(case.path, case.size), b"200")


def rounds(case, servers, python):
    """Return {framework: median}, of rounds that alternate between the frameworks."""
    taken = {framework: [] for framework in servers}
    for number in range(ROUNDS):
        tables.say(f"{python.name}: {case.name}, round {number + 1}", detail=number > 0)
        for framework, server in servers.items():
            taken[framework].append(one_round(case, framework, server))
    return {framework: statistics.median(times) for framework, times in taken.items()}


def one_round(case, framework, server):
    """Return the microseconds of CPU that the server used for one request."""
    before = server.cpu()
    case.ask(framework, server.port, case.times)
    return (server.cpu() - before) / case.times * 1e6


def speed_table(found):
    rows = [speed_row(case, found[case.name]) for case in CASES]
    head = ["request", "original us", "picoweb us", "ratio", "must", "aim", ""]
    return tables.table(head, rows)


def speed_row(case, taken):
    original, ours = taken.get("original"), taken.get("picoweb")
    value = round(ours / original, 2) if original and ours else None
    shown = [f"{time:.0f}" if time else tables.NOTHING for time in (original, ours)]
    return [case.name, *shown, *tables.verdict(value, *case.bounds)]


def system_calls(python, frameworks):
    """Return {case name: {framework: (calls, reads, writes) a request}}."""
    found = {case.name: {} for case in CASES}
    for framework in frameworks:
        tree = trees.build(framework, "py", python)
        for case in CASES:
            if case.kept and framework == "original":
                continue  # it closes, as in the row of the closed connection
            tables.say(f"system calls: {framework}, {case.name}")
            found[case.name][framework] = traced(case, framework, tree, python)
    return found


def traced(case, framework, tree, python):
    """Count the calls of a server twice, so that what it does besides serving cancels out."""
    few, many = (count_calls(case, framework, tree, python, times) for times in TRACED)
    more = TRACED[1] - TRACED[0]
    return [round((many[kind] - few[kind]) / more) for kind in ("total", "read", "write")]


def count_calls(case, framework, tree, python, times):
    """Return {kind of system call: how many} of a server that is asked `times` times."""
    with tempfile.NamedTemporaryFile("r", dir=trees.TREES) as report:
        # -I 2: an interrupt ends strace and, by it, the server, although strace writes to a file.
        strace = ("strace", "-I", "2", "-c", "-o", report.name)
        with Server(tree, python, "webapp", before=strace) as server:
            case.ask(framework, server.port, times)
            server.interrupt()
        return parse_calls(Path(report.name).read_text())


READS = ("read", "recv", "recvfrom", "recvmsg")
WRITES = ("write", "send", "sendto", "sendmsg", "writev")


def parse_calls(report):
    """Return how many calls there were in all, to read and to write, from strace -c."""
    counts = {"total": 0, "read": 0, "write": 0}
    line = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", re.MULTILINE)
    for number, name in line.findall(report):
        if name == "total":
            continue
        counts["total"] += int(number)
        counts["read"] += int(number) if name in READS else 0
        counts["write"] += int(number) if name in WRITES else 0
    return counts


def calls_table(found):
    rows = [[case.name, *calls_cells(found[case.name])] for case in CASES]
    head = ["request", "original", "reads", "writes", "picoweb", "reads", "writes"]
    return tables.table(head, rows)


def calls_cells(counted):
    nothing = [tables.NOTHING] * 3
    return [cell for framework in trees.FRAMEWORKS for cell in counted.get(framework, nothing)]


def bench(pythons, frameworks):
    """Measure all, and return the text of the page."""
    parts = [
        f"Measured on {tables.machine()}. CPU time of the server's process, user and system, in "
        f"microseconds a request; medians of {ROUNDS} rounds that alternate between the two. "
        "The original is picoweb 1.8.2. It keeps no connection: where picoweb keeps one, the "
        "original closes each.\n"
    ]
    for python in pythons.values():
        parts.append(tables.title(python.title))
        parts.append(speed_table(measure(python, frameworks)))
    parts += calls_parts(next(iter(pythons.values())), frameworks)
    return "\n".join(parts).replace("\n\n\n", "\n\n")


def calls_parts(python, frameworks):
    if not shutil.which("strace"):
        return ["System calls were not counted: strace is not on PATH.\n"]
    heading = tables.title(f"System calls a request ({python.title})")
    return [heading, calls_table(system_calls(python, frameworks))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--original", action="store_true", help="measure the original alone")
    options = parser.parse_args()
    frameworks = ("original",) if options.original else trees.FRAMEWORKS
    try:
        text = bench(trees.pythons(PYTHONS), frameworks)
    except runtimes.Missing as missing:
        sys.exit(str(missing))
    print("\n" + text)
    if not options.original:
        tables.write_page(PAGE, "How fast picoweb serves", text)


if __name__ == "__main__":
    main()
