# The server's end of a transcript that runs over a socket, on the Python under test.
#
# usage: serve.py MARK [FOLDER ...]   in the chapter's folder
# Reads one tuple a line: ("example", name, source) is run as agent.py does, and
# ("serve", app, port) serves what the expression `app` stands for. The first app is served by
# its own run(), as a learner starts it; examples that come later run between the requests.

import sys

import agent

sys.path[0] = ""  # the chapter, not the folder of this file
for folder in reversed(sys.argv[2:]):
    sys.path.insert(1, folder)
mark = sys.argv[1]
ports = []  # (app, port) of what is served

try:
    import uselect as select
except ImportError:
    import select


def port_of(app, port):
    for served, where in ports:
        if served is app:
            return where
    ports.append((app, port))
    return port


def answer(text):
    agent.stdout.write(text + mark + mark)
    agent.stdout.flush()


# Does what the next line says. Returns the app that is to be served now and its port, or None.
def obey():
    line = sys.stdin.readline()
    if not line:
        sys.exit()
    what, name, rest = eval(line)
    if what == "example":
        agent.run(mark, name, rest)
        return None
    app = eval(name, agent.names)
    port = port_of(app, rest)
    answer(str(port))
    return (app, port) if port == rest else None


async def obey_between_requests(sleep_ms):
    poll = select.poll()
    poll.register(0, select.POLLIN)  # stdin by its number: Pycopy cannot poll the object
    while True:
        if poll.poll(0):
            new = obey()
            if new:
                await new[0].start("127.0.0.1", new[1])
        await sleep_ms(10)


def main():
    answer("")  # ready
    first = None
    while not first:
        first = obey()
    from picoweb import sleep_ms

    app, port = first
    app.spawn(obey_between_requests(sleep_ms))
    app.run(host="127.0.0.1", port=port, debug=-1)


main()
