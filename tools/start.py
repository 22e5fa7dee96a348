# Started by tools/run.py on any of the Pythons, in the folder of a program: runs its app.py
# just as its user would, except that it listens where the command line says.
#
#     pycopy start.py 127.0.0.1 8081
import sys

# Python put the folder of this file here; the program must find its own modules instead.
sys.path[0] = ""

import picoweb

HOST = sys.argv[1]
PORT = int(sys.argv[2])
run_as_written = picoweb.WebApp.run


def run_here(app, host=HOST, port=PORT, **options):
    run_as_written(app, host=HOST, port=PORT, **options)


picoweb.WebApp.run = run_here
with open("app.py") as file:
    program = compile(file.read(), "app.py", "exec")
exec(program, {"__name__": "__main__"})
