"""The parts: what each may weigh, and what it does weigh: bytes of heap that its import adds.

The core is there already, and so is what most programs have loaded: a part is a line more in a
program that serves. Modules that parts share are weighed with each of them.
"""

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
PROGRAM = """
import gc, sys
import picoweb
from picoweb.stream import later
for name in ("reading", "writing", "fields", "hooks", "utils", "values", "reasons"):
    later(name)
there = list(sys.modules)
gc.collect()
before = gc.mem_alloc()
import picoweb.{part}
gc.collect()
print(gc.mem_alloc() - before)
print(" ".join([name for name in sys.modules if name[:8] == "picoweb." and name not in there]))
"""


def there():
    """Return the names of the parts that are there."""
    return [name for name in BUDGETS if (trees.ROOT / "picoweb" / f"{name}.py").exists()]


def weigh(tree, python, part):
    """Return (bytes of heap, names of modules) that `import picoweb.part` adds to a program."""
    code = PROGRAM.format(part=part)
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
    size, names = done.stdout.splitlines()
    return int(size), names.split()
