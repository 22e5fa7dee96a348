# A program that keeps notes: by picoweb's store, and with picoweb 1.8.2 as its own notes-pico
# did, by the library filedb, where the second of its creation names a note.
#
# notebook.py PORT
import sys

import picoweb

try:
    from picoweb.store import Model
except ImportError:
    Model = None

app = picoweb.WebApp(__name__)

if Model:

    class Notes(Model):
        fields = {"text": ""}

    notes = Notes("filedb", "notes-%s" % sys.argv[1])
    create = notes.create
    find = notes.find
else:
    import filedb
    from ucollections import OrderedDict

    class Note(filedb.Model):
        __db__ = filedb.DB("notes-%s" % sys.argv[1])
        __table__ = "note"
        __schema__ = OrderedDict(
            [("timestamp", ("TIMESTAMP", filedb.now)), ("text", ("TEXT", ""))]
        )

    Note.create_table()
    create = Note.create
    find = Note.scan


def text_of(note):
    return note["text"] if Model else note.text


@app.route("/add")
async def add(req, resp):
    req.parse_qs()
    text = req.form["text"]
    create(text=text if isinstance(text, str) else text[0])
    await picoweb.start_response(resp)
    await resp.awrite("added")


@app.route("/notes")
async def notes_in_all(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite(",".join(sorted([text_of(note) for note in find()])))


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=-1)
