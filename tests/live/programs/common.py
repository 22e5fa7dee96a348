# What the programs share: their command line, and the loop where a program has its own.
#
# program.py PORT [name=number ...]: the names are attributes of WebApp, such as max_conns=100;
# "debug" is run()'s.
import sys

PORT = int(sys.argv[1])
OPTIONS = dict([word.split("=") for word in sys.argv[2:]])


def limit(app):
    for name in OPTIONS:
        if name != "debug":
            value = float(OPTIONS[name])
            setattr(app, name, int(value) if value == int(value) else value)
    return app


def option(name, default):
    return int(OPTIONS.get(name, default))


def run_main(coroutine):
    try:
        import uasyncio
    except ImportError:
        import asyncio as uasyncio
    if hasattr(uasyncio, "run"):
        uasyncio.run(coroutine)
    else:
        uasyncio.get_event_loop().run_until_complete(coroutine)
