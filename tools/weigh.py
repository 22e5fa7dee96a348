"""Weigh picoweb beside the original, picoweb 1.8.2: heap, .mpy bytes, bytes a connection.

    python -m tools.weigh             weigh, print the tables, write docs/numbers-weigh.rst
    python -m tools.weigh --original  weigh the original alone
    python -m tools.weigh --parts     weigh the parts alone (--parts cookies,sse: these)
    python -m tools.weigh --chapters  weigh the chapters alone, write docs/numbers-chapters.json

Both are weighed with the same libraries, programs and client; tools/measure has them.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tools import compilers, runtimes
from tools.measure import chapters, parts, resident, smallest, tables, trees

PYTHONS = ("pycopy", "pycopy32")
FORMS = ("py", "mpy")
PROGRAMS = ("hello", "webapp")
PAGE = trees.ROOT / "docs" / "numbers-weigh.rst"

# What is weighed as "everything": the core with all that it loads late. The parts beside it are
# weighed by themselves.
CORE = "body compiling console dechunk elsewhere exchange fields headers hooks listening"
CORE += " media_types pages patterns port pycopy queues rarely reading reading_more reasons"
CORE += " request response routes running sending starting static stream utils values webapp"
CORE += " writing"

# (what, must, aim)
HEAP_BOUNDS = {"py": (1.1, 1.0), "mpy": (1.35, 1.2)}
LOADED_BOUNDS = (9000, 8000)
ALL_BOUNDS = (15000, 13000)
IDLE_BOUNDS = (600, 450)
ALL_PARTS_BOUND = 96  # K


def cases():
    return [(p, form, program) for p in PYTHONS for form in FORMS for program in PROGRAMS]


def weigh_heaps(pythons, frameworks):
    """Return {(Python, form, program): {framework: (first, all)}}."""
    found = {}
    for name, form, program in cases():
        if name in pythons:
            found[name, form, program] = {
                framework: smallest_heap(framework, form, pythons[name], program)
                for framework in frameworks
            }
    return found


def smallest_heap(framework, form, python, program):
    label = f"smallest heap: {program}.{form}, {framework}, {python.name}"

    def progress(heap):
        tables.say(f"{label}: {heap}K", detail=True)

    tables.say(label)
    return smallest.find(trees.build(framework, form, python), python, program, progress)


def heap_table(found):
    head = ["Python", "program", "original", "picoweb", "ratio", "must", "aim", ""]
    rows = [heap_row(case, sizes) for case, sizes in found.items()]
    return tables.table(head, rows)


def heap_row(case, sizes):
    name, form, program = case
    shown = [size_text(sizes.get(framework)) for framework in trees.FRAMEWORKS]
    value = None
    if len(sizes) == 2:
        value = round(sizes["picoweb"][1] / sizes["original"][1], 2)
    return [name, f"{program}.{form}", *shown, *tables.verdict(value, *HEAP_BOUNDS[form])]


def size_text(size):
    return f"{size[0]}/{size[1]}" if size else "-"


def weigh_modules(python, frameworks):
    """Return {framework: ({module: bytes}, [modules loaded by hello])}."""
    found = {}
    for framework in frameworks:
        tables.say(f".mpy bytes of {framework}")
        sizes = resident.weights(framework, python)
        loaded = ()
        if framework == "picoweb":
            loaded = resident.modules_loaded(trees.build(framework, "mpy", python), python)
        found[framework] = (sizes, loaded)
    return found


def modules_text(found):
    sizes, loaded = found.get("picoweb", ({}, ()))
    rows = [module_row(name, size, loaded) for name, size in sizes.items()]
    text = tables.table(["module", ".mpy bytes", "loaded by hello", "counted below"], rows)
    totals = [
        ["loaded by hello", *tables.verdict(total(sizes, loaded), *LOADED_BOUNDS)],
        ["everything counted", *tables.verdict(total(sizes, counted(sizes)), *ALL_BOUNDS)],
        ["the original, all of it", sum(found["original"][0].values()), "", "", ""],
    ]
    return text + "\n" + tables.table(["sum", "bytes", "must", "aim", ""], totals)


def module_row(name, size, loaded):
    return [name, size, *("yes" if name in names else "" for names in (loaded, counted([name])))]


def counted(names):
    """Return those of some modules' names that are of the core."""
    core = {"picoweb", *(f"picoweb.{name}" for name in CORE.split())}
    return [name for name in names if name in core]


def total(sizes, names):
    return sum(sizes[name] for name in names) if names else None


def weigh_parts(python, names):
    """Return rows about the bytes of heap that each part adds to a program."""
    tree = trees.build("picoweb", "mpy", python)
    rows = []
    for name in names:
        tables.say(f"heap of picoweb.{name}")
        size, used, modules = parts.weigh(tree, python, name)
        budget = parts.BUDGETS.get(name)
        verdict = "" if budget is None else "met" if size <= budget else "MISSED"
        with_it = [module for module in sorted(modules) if module != f"picoweb.{name}"]
        rows.append([name, size, int(budget or 0) or "", verdict, used, " ".join(with_it)])
    return rows


def parts_table(python, names):
    head = ["part", "bytes of heap", "at most", "", "in use", "loaded with it"]
    return tables.table(head, weigh_parts(python, names))


def weigh_all_parts(python):
    """Return a sentence: the heap in which one program uses every part."""
    first, all_work = smallest_heap("picoweb", "mpy", python, "everything")
    word = "met" if all_work <= ALL_PARTS_BOUND else "MISSED"
    return (
        f"One program that uses all of them but TLS, and several at once, serves in a heap of "
        f"{first}/{all_work}K from ``.mpy`` (at most {ALL_PARTS_BOUND}: {word}).\n"
    )


def parts_alone(chosen):
    """Return the table of the parts, weighed in a folder of their own: several may be at it."""
    names = chosen.split(",") if chosen else parts.there()
    with tempfile.TemporaryDirectory(dir=runtimes.BUILD) as folder:
        trees.TREES = Path(folder)
        return parts_table(runtimes.find("pycopy32"), names)


def weigh_idle(python, frameworks):
    """Return rows about bytes of heap for each idle connection."""
    rows = []
    for framework in frameworks:
        tree = trees.build(framework, "mpy", python)
        for kept in (False, True):
            if kept and framework == "original":
                continue
            tables.say(f"heap per idle connection: {framework}")
            value = resident.bytes_per_idle(tree, python, kept=kept)
            cells = tables.verdict(value, *IDLE_BOUNDS)
            if framework == "original":
                cells = [value, "", "", ""]
            rows.append([framework, "kept" if kept else "fresh", *cells])
    return rows


def weigh_resident(pythons, frameworks):
    """Return rows about the heap that hello holds after it has served."""
    rows = []
    for name, python in pythons.items():
        for form in FORMS:
            tables.say(f"heap that hello holds, .{form}, {name}")
            held = {
                framework: resident.heap_held(trees.build(framework, form, python), python)
                for framework in frameworks
            }
            both = [held.get(framework) for framework in trees.FRAMEWORKS]
            shown = [value or "-" for value in both]
            rows.append([name, f"hello.{form}", *shown, tables.ratio(both[1], both[0])])
    return rows


def weigh(pythons, frameworks):
    """Weigh all, and return the text of the page."""
    board = pythons.get("pycopy32") or next(iter(pythons.values()))
    pieces = [
        f"Weighed on {tables.machine()}, with "
        f"{' and '.join(python.title for python in pythons.values())}. "
        "The original is picoweb 1.8.2, with the same libraries, programs and client.\n",
        tables.title("Smallest heap in which a program serves"),
        "In K (1,024 bytes), found by bisection over ``-X heapsize=``; the first size that works "
        "/ the size from which all that were tried work. The ratio is of the latter.\n",
        heap_table(weigh_heaps(pythons, frameworks)),
        tables.title("Bytes of .mpy"),
        "By ``pycopy-cross -mcache-lookup-bc``, without ``-O``. What hello loads is what is in "
        "``sys.modules`` after 200 GETs, a kept connection, a 404 and a 400.\n",
        modules_text(weigh_modules(board, frameworks)),
        tables.title(f"Heap for each idle connection ({board.title})"),
        f"By ``gc.mem_alloc()`` after ``gc.collect()``, with {resident.CONNECTIONS} connections "
        "and with none; the client is another process.\n",
        tables.table(
            ["framework", "connection", "bytes", "must", "aim", ""], weigh_idle(board, frameworks)
        ),
        tables.title(f"Heap that each part adds ({board.title})"),
        "What ``import picoweb.name`` adds, from ``.mpy``, with all that it loads; and with what "
        "it loads besides when a program uses it as most do.\n",
        parts_table(board, parts.there()),
        weigh_all_parts(board),
        tables.title("Heap that a resident hello holds"),
        "After 200 GETs, in bytes, with all libraries.\n",
        tables.table(
            ["Python", "program", "original", "picoweb", "ratio"],
            weigh_resident(pythons, frameworks),
        ),
    ]
    return "\n".join(pieces).replace("\n\n\n", "\n\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--original", action="store_true", help="weigh the original alone")
    parser.add_argument("--parts", nargs="?", const="", help="weigh the parts alone, or these")
    parser.add_argument("--chapters", action="store_true", help="weigh the chapters alone")
    options = parser.parse_args()
    frameworks = ("original",) if options.original else trees.FRAMEWORKS
    try:
        compilers.pycopy_cross()
        if options.parts is not None:
            return print(parts_alone(options.parts))
        if options.chapters:
            return print(chapters.table(chapters.weigh()))
        text = weigh(trees.pythons(PYTHONS), frameworks)
    except runtimes.Missing as missing:
        sys.exit(str(missing))
    print("\n" + text)
    if not options.original:
        tables.write_page(PAGE, "What picoweb weighs", text)


if __name__ == "__main__":
    main()
