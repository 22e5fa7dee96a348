"""The parts: what each may weigh, and what it does weigh: bytes of heap that its import adds.

The core is there already, and so is what most programs have loaded: a part is a line more in a
program that serves. Modules that parts share are weighed with each of them.
"""

import statistics
import subprocess

from tools.measure import trees

K = 1024
# Bytes of heap on a 32-bit Python, from .mpy; None is only measured.
BUDGETS = {
    "files": 3.5 * K,
    "cookies": 1 * K,
    "session": 2 * K,
    "auth": 4 * K,
    "csrf": 1 * K,
    "cors": 1 * K,
    "sse": 1 * K,
    "websocket": 5 * K,
    "topic": 1.5 * K,
    "multipart": 3 * K,
    "chunked": 1 * K,
    "security": 1.5 * K,
    "tls": None,
    "logs": 1 * K,
    "store": 3 * K,
    "proxy": None,
}
# What a part loads besides, when a program first uses it as most programs do.
LOADED_LATER = {
    "files": ("conditions",),
    "session": ("cookies",),
    "csrf": ("guard",),
    "auth": ("guard", "proxy"),
    "sse": ("sse_watch",),
    "websocket": ("handshake",),
    "security": ("proxy",),
    "logs": ("proxy",),
    "store": ("store_filedb",),
}
# Of the core, what a program that uses parts has loaded by then.
CORE = "reading reading_more writing fields hooks utils values reasons static sending media_types"
CORE += " pages body webapp starting running patterns elsewhere"
# Text of names is kept in pieces of 128 bytes. How full the last one is, is chance: a part is
# weighed with pieces that are so full in turn, and the mean is what it weighs.
FILLS = (1, 32, 64, 96)
PROGRAM = """
import gc, sys
import picoweb
from picoweb.stream import late, later
for name in {core!r}:
    later(name)
# The tables of names grow by steps: there is room, so that no part weighs a step.
for name in "abcd":
    setattr(picoweb, name, None)
    sys.modules[name] = None
for name in "abcd":
    delattr(picoweb, name)
    del sys.modules[name]
setattr(picoweb, "x" * {fill}, None)
there = list(sys.modules) + ["picoweb." + name for name in late]
gc.collect()
before = gc.mem_alloc()
import picoweb.{part}
gc.collect()
print(gc.mem_alloc() - before)
for name in {later!r}:
    later(name)
gc.collect()
print(gc.mem_alloc() - before)
names = list(sys.modules) + ["picoweb." + name for name in late]
print(" ".join([name for name in names if name[:8] == "picoweb." and name not in there]))
"""


def there():
    """Return the names of the parts that are there."""
    return [name for name in BUDGETS if (trees.ROOT / "picoweb" / f"{name}.py").exists()]


def weigh(tree, python, part):
    """Weigh `import picoweb.part` in a program.

    Return the bytes of heap that it adds, those when it has been used, and the names of all
    modules that came with it.
    """
    weighed = [weigh_once(tree, python, part, fill) for fill in FILLS]
    loaded, used, names = zip(*weighed, strict=True)
    return round(statistics.mean(loaded)), round(statistics.mean(used)), names[0]


def weigh_once(tree, python, part, fill):
    core = [name for name in CORE.split() if (trees.ROOT / "picoweb" / f"{name}.py").exists()]
    code = PROGRAM.format(part=part, core=core, later=LOADED_LATER.get(part, ()), fill=fill)
    done = subprocess.run(
        [python.executable, "-c", code],
        cwd=tree,
        env=trees.environment(tree),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"picoweb.{part} does not load on {python.title}:\n{done.stdout}")
    loaded, used, names = done.stdout.splitlines()
    return int(loaded), int(used), names.split()
