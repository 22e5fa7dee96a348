# The store: what it keeps, and that it keeps it, by the engine that the command line names.
#
#     part_store.py filedb FOLDER
import sys

try:
    import os
except ImportError:
    import uos as os

from cases import case, CASES, equal, raises, run
from picoweb.store import LAST_ID, Model

ENGINE = sys.argv[1]
SCRATCH = sys.argv[2] if len(sys.argv) > 2 else os.getenv("TMPDIR") or "/tmp"


class Notes(Model):
    fields = {"text": "", "archived": False, "tags": []}


class YoungerNotes(Model):
    fields = dict(Notes.fields, color="white")


def new_name():
    # A place that no other run has used.
    with open("/dev/urandom", "rb") as f:
        return "%s/store-%s-%d" % (SCRATCH, ENGINE, int.from_bytes(f.read(8), "big"))


def opened(name=None, kind=Notes):
    return kind(ENGINE, name or new_name())


def ids_of(records):
    return [record["id"] for record in records]


def texts_of(records):
    return [record["text"] for record in records]


def three():
    notes = opened()
    for text in ("one", "two", "three"):
        notes.create(text=text)
    return notes


@case
def an_empty_store_has_nothing():
    notes = opened()
    equal(notes.count(), 0)
    equal(notes.list(), [])
    equal(list(notes.find()), [])
    equal(notes.get(1), None)
    equal(notes.update(1, text="a"), None)
    equal(notes.delete(1), False)
    equal(notes.count(), 0)


@case
def a_new_record_has_what_was_said_and_defaults():
    notes = opened()
    record = notes.create(text="one")
    equal(record, {"id": 1, "text": "one", "archived": False, "tags": []})
    equal(notes.get(1), record)


@case
def many_in_one_second_are_all_there_newest_first():
    notes = opened()
    made = [notes.create(text="note %d" % i)["id"] for i in range(25)]
    equal(made, list(range(1, 26)))
    equal(notes.count(), 25)
    equal(texts_of(notes.list()), ["note %d" % (24 - i) for i in range(25)])
    equal(ids_of(notes.find()), list(range(25, 0, -1)))


TEXTS = (
    "",
    " ",
    "it's",
    'say "hi"',
    "two\nlines\r\n",
    "tab\tand \0 NUL \x01\x7f",
    "'; DROP TABLE record; --",
    "100% %s %d ? ?? :a $1",
    "back\\slash \\u0041 \\",
    "Äpfel, яблоки, 苹果, 🍎 \u2028",
    "../../etc/passwd",
    '{}[]"null',
    "x" * 20000,
    "я" * 3000,
)
VALUES = (0, -1, 123456789, 0.5, -2.25, True, False, None, [], [1, "a", [None]], {"a": {"b": []}})


@case
def every_text_comes_back():
    name = new_name()
    notes = opened(name)
    for text in TEXTS:
        equal(notes.create(text=text)["text"], text)
    notes.close()
    notes = opened(name)
    for i in range(len(TEXTS)):
        equal(notes.get(i + 1)["text"], TEXTS[i])
    for text in TEXTS:
        equal(notes.update(3, text=text)["text"], text)
        equal(3 in ids_of(notes.find(text=text)), True)
    equal(notes.count(), len(TEXTS))


@case
def every_kind_of_value_comes_back():
    notes = opened()
    for value in VALUES:
        record = notes.create(tags=value)
        equal(record["tags"], value)
        equal(type(notes.get(record["id"])["tags"]), type(value))
    equal(notes.create(tags=(1, 2))["tags"], [1, 2])


@case
def an_update_changes_only_what_it_says():
    notes = three()
    notes.update(2, archived=True)
    equal(notes.update(2, text="zwei", tags=["a"]), notes.get(2))
    equal(notes.get(2), {"id": 2, "text": "zwei", "archived": True, "tags": ["a"]})
    equal(texts_of(notes.list()), ["three", "zwei", "one"])
    equal(notes.update(2), notes.get(2))


@case
def what_is_deleted_is_gone():
    notes = three()
    equal(notes.delete(2), True)
    equal(notes.delete(2), False)
    equal(notes.get(2), None)
    equal(notes.update(2, text="again"), None)
    equal(ids_of(notes.list()), [3, 1])
    equal(notes.count(), 2)


@case
def an_id_is_never_given_again():
    name = new_name()
    notes = opened(name)
    for expected in range(1, 5):
        record = notes.create(text="gone")
        equal(record["id"], expected)
        notes.delete(expected)
        if expected % 2:
            notes.close()
            notes = opened(name)
    equal(notes.count(), 0)


@case
def find_wants_all_that_is_said():
    notes = three()
    notes.create(text="two", archived=True)
    equal(ids_of(notes.find(text="two")), [4, 2])
    equal(ids_of(notes.find(text="two", archived=False)), [2])
    equal(ids_of(notes.find(text="four")), [])
    raises(KeyError, list, notes.find(txet="two"))


@case
def a_list_has_its_ends():
    notes = three()
    equal(ids_of(notes.list(0)), [])
    equal(ids_of(notes.list(2)), [3, 2])
    equal(ids_of(notes.list(3)), [3, 2, 1])
    equal(ids_of(notes.list(4)), [3, 2, 1])
    equal(ids_of(notes.list(2, 3)), [2, 1])
    equal(ids_of(notes.list(1, 3)), [2])
    equal(ids_of(notes.list(5, 1)), [])
    equal(ids_of(notes.list(before=2)), [1])


@case
def ids_that_cannot_be_are_not_there():
    notes = three()
    for id in (0, -1, 4, LAST_ID - 1, LAST_ID, LAST_ID + 1, 1 << 31, 1 << 63, 1 << 64, 10**400):
        equal(notes.get(id), None)
        equal(notes.update(id, text="a"), None)
        equal(notes.delete(id), False)
    equal(ids_of(notes.list()), [3, 2, 1])


@case
def what_is_wrong_is_refused_and_nothing_kept():
    notes = three()
    told = raises(ValueError, lambda: notes.create(txet="a"))
    equal(str(told), "there is no field 'txet'")
    raises(ValueError, lambda: notes.update(1, text="b", id2=5))
    for value in (object(), [1, object()], lambda: 0):
        raises((ValueError, TypeError), lambda: notes.create(text=value))  # noqa: B023
        raises((ValueError, TypeError), lambda: notes.update(1, text=value))  # noqa: B023
    equal(texts_of(notes.list()), ["three", "two", "one"])
    equal(notes.create(text="four")["id"], 4)


@case
def defaults_are_nobodys_to_change():
    notes = opened()
    notes.create()["tags"].append("mine")
    equal(notes.create()["tags"], [])
    equal(notes.get(1)["tags"], [])


@case
def records_outlive_a_restart():
    name = new_name()
    for expected in range(1, 4):
        notes = opened(name)
        equal(notes.create(text="start %d" % expected)["id"], expected)
        equal(notes.count(), expected)
        notes.close()
    equal(texts_of(opened(name).list()), ["start 3", "start 2", "start 1"])


@case
def a_younger_field_has_its_default_in_an_older_record():
    name = new_name()
    notes = opened(name)
    notes.create(text="old")
    notes.close()
    notes = opened(name, YoungerNotes)
    equal(notes.get(1), {"id": 1, "text": "old", "archived": False, "tags": [], "color": "white"})
    equal(notes.update(1, color="red")["color"], "red")
    equal(ids_of(notes.find(color="red")), [1])


@case
def records_come_and_go_while_they_are_looked_through():
    notes = three()
    seen = []
    for record in notes.find():
        seen.append(record["id"])
        notes.delete(2)
        notes.create(text="another")
    equal(seen, [3, 1])
    equal(ids_of(notes.list()), [5, 4, 3, 1])


@case
def two_look_through_it_at_once():
    notes = three()
    first, second = notes.find(), notes.find()
    equal([next(first)["id"], next(second)["id"]], [3, 3])
    equal([next(first)["id"], next(first)["id"], next(second)["id"]], [2, 1, 2])


@case
def an_engine_that_is_not_there_is_a_sentence():
    told = raises(ValueError, Notes, "no_such", new_name())
    equal(str(told).startswith("the engine 'no_such' is not here: "), True)


@case
def a_place_that_cannot_be_had_is_an_error():
    raises(Exception, Notes, ENGINE, new_name() + "/in/no/folder")
    equal(three().count(), 3)


# ---- Where the disk fails


class Failing:
    # The module os, of which one function fails.
    def __init__(self, module, name):
        self.module = module
        self.name = name

    def __getattr__(self, name):
        if name == self.name:
            raise OSError(28)
        return getattr(self.module, name)


@case
def a_write_that_fails_leaves_all_as_it_was():
    notes = three()
    module = sys.modules["picoweb.store_" + ENGINE.replace("btreedb", "btree")]
    if not hasattr(module, "os"):
        return  # SQLite has its own
    real, module.os = module.os, Failing(module.os, "rename")
    try:
        for change in (
            lambda: notes.create(text="four"),
            lambda: notes.update(2, text="zwei"),
            lambda: notes.delete(2),
        ):
            raises(OSError, change)
            equal(texts_of(notes.list()), ["three", "two", "one"])
    finally:
        module.os = real
    equal(notes.create(text="four")["id"], 4)
    equal(notes.update(2, text="zwei")["text"], "zwei")
    equal(texts_of(notes.list()), ["four", "three", "zwei", "one"])


# ---- After a crash


def write(name, data):
    with open(name, "wb") as f:
        f.write(data)


def in_place_of(name):
    # The files that are replaced as a whole by files of another name first.
    if ENGINE == "filedb":
        return [name + "/ids", name + "/1", name + "/2"]
    return [name] if ENGINE.startswith("btree") else []


@case
def half_a_new_file_is_none():
    for cut in (b"", b"1", b"half a l"):
        name = new_name()
        notes = opened(name)
        notes.create(text="one")
        notes.create(text="two")
        notes.close()
        for path in in_place_of(name):
            write(path + ".new", cut)
        notes = opened(name)
        equal(texts_of(notes.list()), ["two", "one"])
        equal(notes.create(text="three")["id"], 3)
        notes.update(1, text="eins")
        equal(texts_of(notes.list()), ["three", "two", "eins"])


@case
def a_new_file_is_found_where_the_old_one_is_gone_already():
    # As where a file system cannot rename over a file.
    name = new_name()
    notes = opened(name)
    notes.create(text="one")
    notes.create(text="two")
    notes.close()
    for path in in_place_of(name):
        os.rename(path, path + ".new")
    notes = opened(name)
    equal(texts_of(notes.list()), ["two", "one"])
    notes.close()
    equal(opened(name).create(text="three")["id"], 3)


@case
def a_file_that_is_in_the_way_does_no_harm():
    # What a delete was about to remove, and what a create had not listed yet.
    name = new_name()
    notes = opened(name)
    notes.create(text="one")
    notes.close()
    if ENGINE == "filedb":
        write(name + "/2", b'{"text": "nobody was told of it"}')
    notes = opened(name)
    equal(notes.get(2), None)
    equal(notes.count(), 1)
    equal(notes.create(text="two")["id"], 2)
    equal(texts_of(notes.list()), ["two", "one"])


run(CASES)
