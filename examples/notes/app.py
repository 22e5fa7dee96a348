# Notes: write them down, find them again, put them away.
#
# ENGINE=btree, ENGINE=btreedb and ENGINE=sqlite in the environment choose another engine of
# picoweb.store, and DATA=folder another place for the notes.

import gc

try:
    import os
except ImportError:
    import uos as os

import picoweb
from picoweb import HTTPError, csrf, escape
from picoweb.store import LAST_ID, Model

ON_A_PAGE = 20
LONGEST = 1000  # characters of a note

# Nothing on these pages comes from elsewhere, and nothing in them is a script. Notes are nobody
# else's, so no cache keeps them; "back" shows them as they are now.
HEADERS = (
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self';"
    " img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'\r\n"
    "Cache-Control: no-store\r\n"
)


class Notes(Model):
    fields = {"text": "", "archived": False}


def setting(name, default):
    # Boards without an operating system have no environment.
    return hasattr(os, "getenv") and os.getenv(name) or default


engine = setting("ENGINE", "filedb")
notes = Notes(engine, "%s/notes.%s" % (setting("DATA", "."), engine))

# Files and templates are in the current folder, or all in one module, for a board.
app = picoweb.WebApp(None)
try:
    import myassets  # by: make assets FROM=examples/notes TO=myassets.py

    app.open = myassets.open
    app.template_loader = myassets
except ImportError:
    pass
app.max_body = 9 * LONGEST + 100  # bytes: a form writes one Chinese character as %E8%8B%B9
csrf.protect(app)


class Page:
    # The notes that a page shows, read while it is written: one at a time is in memory.
    def __init__(self, archived, words, before):
        self.archived = archived
        self.words = words
        self.before = before
        self.last = None  # the id that an older page begins below
        self.shown = 0

    def __iter__(self):
        for id in notes.ids():
            note = notes.get(id) if id < self.before else None
            if note and self.wants(note):
                if self.shown == ON_A_PAGE:
                    self.last = self.before
                    return
                self.shown += 1
                self.before = id
                yield note

    def wants(self, note):
        return note["archived"] == self.archived and self.words.lower() in note["text"].lower()


def one(form, name, default=None):
    # A client may send a name twice (a list) or without "=" (True).
    value = form.get(name, default)
    if isinstance(value, (list, bool)):
        raise HTTPError(400, "Send %s once." % name)
    return value


def text_in(form):
    text = one(form, "text", "").replace("\r\n", "\n").strip()
    if not text:
        raise HTTPError(400, "Write something first.")
    if len(text) > LONGEST:
        raise HTTPError(400, "A note has %d characters at most." % LONGEST)
    return text


def note_or_404(note):
    if not note:
        raise HTTPError(404, "There is no such note.")
    return note


def place_of(note):
    return "/archive" if note["archived"] else "/"


async def show(resp, template, *args):
    await picoweb.start_response(resp, headers=HEADERS)
    await app.render_template(resp, template, args + (escape,))


async def show_list(req, resp, archived):
    form = req.parse_qs()
    before = one(form, "before", "")
    before = int(before) if before.isdigit() and len(before) < 11 else LAST_ID + 1
    page = Page(archived, one(form, "q", "").strip()[:100], before)
    await show(resp, "list.tpl", page, LONGEST)


@app.route("/", methods=["GET"])
async def index(req, resp):
    await show_list(req, resp, False)


@app.route("/archive", methods=["GET"])
async def archive(req, resp):
    await show_list(req, resp, True)


@app.route("/notes", methods=["POST"])
async def create(req, resp):
    notes.create(text=text_in(await req.read_form_data()))
    await picoweb.redirect(resp, "/")


@app.route("/notes/<int:id>", methods=["GET"])
async def edit(req, resp, id):
    await show(resp, "edit.tpl", note_or_404(notes.get(id)), LONGEST)


@app.route("/notes/<int:id>", methods=["POST"])
async def save(req, resp, id):
    note = note_or_404(notes.update(id, text=text_in(await req.read_form_data())))
    await picoweb.redirect(resp, "%s#note-%d" % (place_of(note), id))


@app.route("/notes/<int:id>/archived", methods=["POST"])
async def put_away(req, resp, id):
    archived = one(await req.read_form_data(), "archived") == "yes"
    note_or_404(notes.update(id, archived=archived))
    await picoweb.redirect(resp, "/" if archived else "/archive")


@app.route("/notes/<int:id>/delete", methods=["GET"])
async def ask_first(req, resp, id):
    await show(resp, "delete.tpl", note_or_404(notes.get(id)))


@app.route("/notes/<int:id>/delete", methods=["POST"])
async def delete(req, resp, id):
    note = note_or_404(notes.get(id))
    notes.delete(id)
    await picoweb.redirect(resp, place_of(note))


if __name__ == "__main__":
    for template in ("list.tpl", "edit.tpl", "delete.tpl"):
        app._load_template(template)  # now, while memory is in one piece
        gc.collect()
    app.run(host="127.0.0.1", port=8081)
