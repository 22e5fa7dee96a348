"""`make run`: serve a chapter or an example on one of the Pythons, until Ctrl-C.

python -m tools.run --step 03 --on pycopy --port 8081 --heap 64k
python -m tools.run --app notes
"""

import argparse
import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

from tools import runtimes
from tools.runtimes import BUILD, ROOT, Missing

HOST = "127.0.0.1"
PORT = 8081
TUTORIAL = ROOT / "tutorial"
EXAMPLES = ROOT / "examples"
START = ROOT / "tools" / "start.py"
# A board's Python takes a tenth of a second; a loaded machine may take much longer.
PATIENCE = 30
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Refusal(Exception):
    """It cannot be served; the text is a sentence that says what to do."""


def main(words=None):
    options = parse(words)
    stop_on_signals()
    try:
        folder = choose(options.step, options.app)
        heap = check_heap(options.heap)
        runtime = choose_python(options.on)
        port = check_port(options.port)
        serve(folder, runtime, port, heap)
    except (Refusal, Missing) as refusal:
        sys.exit(f"picoweb: {refusal}")
    except KeyboardInterrupt:
        print(flush=True)


def parse(words):
    """All options are text and may be empty, as `make` passes on what was not given."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__.splitlines()[0])
    parser.add_argument("--step", default="", help="the chapter, by its number: 03")
    parser.add_argument("--app", default="", help="the example, by its name: notes")
    parser.add_argument("--on", default="", help="the Python: " + ", ".join(runtimes.NAMES))
    parser.add_argument("--port", default="", help=f"the port, {PORT} if not given")
    parser.add_argument("--heap", default="", help="the most memory it may use: 64k")
    return parser.parse_args(words)


def choose(step, app):
    """Return the folder of the chapter or the example that was named; else the newest chapter."""
    if step and app:
        raise Refusal(f"STEP={step} is a chapter and APP={app} an example: choose one of the two.")
    return choose_example(app) if app else choose_chapter(step)


def choose_example(app):
    """Return the folder of the example called `app`."""
    there = sorted(program.parent.name for program in EXAMPLES.glob("*/app.py"))
    if app not in there:
        raise Refusal(f"There is no example {app}: choose APP from {', '.join(there)}.")
    return EXAMPLES / app


def choose_chapter(step):
    """Return the folder of the chapter that `step` ("03", "3", "03_routes") names."""
    chapters = list_chapters()
    if not step:
        return chapters[-1]
    for chapter in chapters:
        if chapter.name == step or (step.isdigit() and number(chapter) == int(step)):
            return chapter
    there = ", ".join(chapter.name.replace("_", " ", 1) for chapter in chapters)
    raise Refusal(f"There is no chapter {step}: choose STEP from {there}.")


def list_chapters():
    """Return the folders of all chapters that have a program, the newest last."""
    folders = (program.parent for program in TUTORIAL.glob("*/app.py"))
    chapters = [folder for folder in folders if re.match(r"\d+_", folder.name)]
    if not chapters:
        raise Refusal("There is no chapter in tutorial/: is the clone complete?")
    return sorted(chapters, key=number)


def number(chapter):
    return int(chapter.name.split("_")[0])


def choose_python(name):
    """Return the Runtime called `name`, or the one that is most like a board's."""
    if name:
        return runtimes.find(name)
    there = runtimes.available()
    for choice in ("pycopy", "micropython", "cpython"):
        if not isinstance(there[choice], Missing):
            break
        # A newcomer need not have Pycopy, but should know why it is CPython that serves.
        if choice == "micropython":
            print(f"picoweb: {there[choice]}", file=sys.stderr)
    return there[choice]


def check_heap(heap):
    """Return `heap` as the Pythons take it ("64k"), or None if none was given."""
    if heap and not re.fullmatch(r"[1-9]\d*[kKmM]?", heap):
        raise Refusal(f"HEAP={heap} is not a size: write it as in HEAP=64k or HEAP=1m.")
    return heap.lower() or None


def check_port(text):
    """Return the port as a number if a program may listen at it now."""
    if text and not (text.isdigit() and 0 < int(text) < 65536):
        raise Refusal(f"PORT={text} is not a port: choose a number from 1024 to 65535.")
    port = int(text or PORT)
    with socket.socket() as listener:
        # As servers do: connections of the last run, now closing, are no hindrance.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except PermissionError:
            raise Refusal(f"Port {port} is for the system: choose one from 1024 up.") from None
        except OSError:
            other = free_port(port)
            raise Refusal(f"Port {port} is taken: choose another, PORT={other}.") from None
    return port


def free_port(taken):
    """Return the first free port above the one that is taken, to propose it."""
    for port in range(taken + 1, min(taken + 100, 65536)):
        with contextlib.suppress(OSError), socket.socket() as listener:
            listener.bind((HOST, port))
            return port
    return 9090


def serve(folder, runtime, port, heap):
    """Run the program in a folder until it ends or somebody ends it."""
    if heap and runtime.name == "cpython":
        print("picoweb: CPython's memory cannot be limited: HEAP is left out.", file=sys.stderr)
        heap = None
    memory = f", in a heap of {heap}" if heap else ""
    print(f"\n  {folder.relative_to(ROOT)}/app.py, served by {runtime.title}{memory}\n")
    sys.stdout.flush()
    with foreground(), started(folder, runtime, port, heap) as server:
        if wait_until_it_listens(server, port):
            print(f"\n  Open http://{HOST}:{port}/ in a browser. Ctrl-C ends it.\n", flush=True)
        status = server.wait()
    # It was not asked to end, so it failed, and its own message is on the screen.
    raise Refusal(how_it_ended(folder, runtime, heap, status))


def how_it_ended(folder, runtime, heap, status):
    how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
    more = f" If it lacked memory, give it more than HEAP={heap}." if heap else ""
    return f"{folder.name}/app.py {how} on {runtime.title}: see above.{more}"


@contextlib.contextmanager
def started(folder, runtime, port, heap):
    """The server as a process, which does not outlive this block.

    It has a session of its own, so that Ctrl-C reaches this program alone: each Python
    would print a traceback for it. SIGTERM ends all of them without a word.
    """
    command = runtime.argv(START, HOST, port, heap=heap)
    forget_old_templates(folder)
    server = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder, runtime),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield server
    finally:
        end(server)


def forget_old_templates(folder):
    """Have templates compiled anew that were changed: utemplate does it once.

    One template may include others, so the newest of all counts.
    """
    compiled = set(folder.glob("templates/*_tpl.py"))
    sources = set(folder.glob("templates/*")) - compiled
    newest = max((path.stat().st_mtime for path in sources if path.is_file()), default=0)
    for path in compiled:
        if path.stat().st_mtime < newest:
            path.unlink(missing_ok=True)


def environment(folder, runtime):
    """What the program finds in its environment: DATA names the folder for what it keeps.

    That is the user's own, or one in build/ for each program.
    """
    data = pathlib.Path(os.environ.get("DATA") or BUILD / "data" / folder.name).absolute()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"DATA={data} cannot be made ({error.strerror}): name a folder.") from None
    return dict(runtime.env(), DATA=str(data))


def end(server):
    with patience():
        server.terminate()
        try:
            server.wait(3)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def patience():
    """No signal cuts this block short. What is started later must not inherit that."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_until_it_listens(server, port):
    """True as soon as the server can be reached; False if it ended before that."""
    limit = time.monotonic() + PATIENCE
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return True
        if time.monotonic() > limit:
            raise Refusal(f"It does not listen at port {port} after {PATIENCE} s: see above.")
        time.sleep(0.05)
    return False


def stop_on_signals():
    """SIGTERM and a closed terminal end it as quietly as Ctrl-C does."""

    def stop(number, frame):
        raise KeyboardInterrupt

    for number in STOPPING:
        signal.signal(number, stop)


@contextlib.contextmanager
def foreground():
    """Take the terminal from `make` for a while, or Ctrl-C would end `make` with an error too.

    Ctrl-Z is out of order meanwhile: it would stop this program, and leave `make` waiting.
    """
    before = take_terminal()
    try:
        yield
    finally:
        if before is not None:
            os.tcsetpgrp(0, before)


def take_terminal():
    """Make this process the terminal's foreground; return the group that was, or None."""
    try:
        before = os.tcgetpgrp(0)
        if before != os.getpgrp() or before == os.getpid():
            return None  # in the background already, or started without `make`
    except OSError:
        return None  # no terminal
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    return before


if __name__ == "__main__":
    main()
