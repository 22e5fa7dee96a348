# A program that keeps notes and is killed in the middle of it, and one that says what is left.
#
#     store_crash.py write ENGINE NAME ROUNDS     say what is being done, and when it is done
#     store_crash.py read ENGINE NAME             say what is there, as JSON
import sys

try:
    import json
except ImportError:
    import ujson as json

from picoweb.store import Model

DO, ENGINE, NAME = sys.argv[1:4]


class Notes(Model):
    fields = {"text": ""}


def say(*words):
    print(json.dumps(words))


def doing(what, number, text):
    say("begin", what, number, text)
    if what == "create":
        number = notes.create(text=text)["id"]
    elif what == "update":
        notes.update(number, text=text)
    else:
        notes.delete(number)
    say("done", number)
    return number


def write(rounds):
    # Each round leaves one note more; long ones make a tree split its pages.
    for turn in range(rounds):
        first = doing("create", None, "one " + "x" * 300)
        second = doing("create", None, "two %d" % turn)
        doing("update", second, "two, changed " + "y" * 900)
        doing("delete", first, None)


notes = Notes(ENGINE, NAME)
if DO == "write":
    write(int(sys.argv[4]))
else:
    print(json.dumps({str(note["id"]): note["text"] for note in notes.find()}))
notes.close()
