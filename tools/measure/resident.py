"""What a running hello holds: bytes of heap, bytes a connection, modules.

The client is this process, so nothing of it is in the heap that is weighed.
"""

import contextlib

from tools.measure import clients, trees
from tools.measure.servers import Server

CONNECTIONS = 32
KEPT = clients.get("/", keep=True)


def heap_held(tree, python, program="resident"):
    """Return the bytes a hello holds after it has served 200 GETs."""
    with Server(tree, python, program) as server:
        clients.ask_closed(server.port, clients.get("/"), 200)
        return held(server.port)


def held(port):
    return int(clients.expect(port, clients.get("/heap"), b"200"))


def bytes_per_idle(tree, python, *, kept):
    """Return the bytes of heap that an idle connection adds, fresh or kept after one GET."""
    with Server(tree, python, "resident") as server, contextlib.ExitStack() as stack:
        clients.ask_closed(server.port, clients.get("/"), 50)
        before = held(server.port)
        for _ in range(CONNECTIONS):
            open_idle(stack, server.port, kept)
        after = held(server.port)
        return (after - before) // CONNECTIONS


def open_idle(stack, port, kept):
    """Open a connection and leave it; ask the server after each, so that it has accepted it."""
    sock = stack.enter_context(clients.connect(port))
    if kept:
        sock.sendall(KEPT)
        clients.read_answer(sock)
    clients.expect(port, clients.get("/"), b"200")


def modules_loaded(tree, python):
    """Return the names of picoweb's modules after 200 GETs, a kept connection, a 404, a 400."""
    with Server(tree, python, "resident") as server:
        clients.ask_closed(server.port, clients.get("/"), 200)
        clients.ask_kept(server.port, KEPT, 3)
        clients.expect(server.port, clients.get("/nowhere"), b"404")
        clients.expect(server.port, b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400")
        names = clients.expect(server.port, clients.get("/modules"), b"200")
    return sorted(names.decode().split())


def weights(framework, python):
    """Return {module name: bytes of .mpy} of a framework, compiled for `python`."""
    source = trees.source_of(framework) / "picoweb"
    into = trees.TREES / "weights" / framework
    sizes = {}
    for path in sorted(set(source.rglob("*.py")) - {source / "cpython.py"}):
        target = into / path.relative_to(source).with_suffix(".mpy")
        trees.compile_file(path, python.name, target)
        sizes[module_name(path.relative_to(source))] = target.stat().st_size
    return sizes


def module_name(path):
    parts = path.with_suffix("").parts
    return ".".join(("picoweb",) + (parts[:-1] if parts[-1] == "__init__" else parts))
