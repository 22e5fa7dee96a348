"""Breaks of the store and its engines."""

BREAKS = [
    # ---- what all engines share
    (
        "store.py",
        "line = self.engine.get(id) if 0 < id <= LAST_ID else None",
        "line = self.engine.get(id)",
        "cpython: part store sqlite",
    ),
    (
        "store.py",
        "record = dict(self.fields, id=id)",
        "record = dict(id=id)",
        "part store filedb",
    ),
    (
        "store.py",
        "self.engine.put(id, self.merged(record, values))",
        "self.engine.put(id, self.merged(self.fields, values))",
        "part store filedb",
    ),
    ("store.py", "if name not in self.fields:", "if False:", "part store filedb"),
    (
        "store.py",
        "json.loads(line)  # or it fails now: what JSON has not, boards write as no JSON",
        "pass",
        "pycopy: part store filedb",
    ),
    (
        "store.py",
        "ids = [id for id in self.ids() if id < before]",
        "ids = [id for id in self.ids() if id <= before]",
        "part store filedb",
    ),
    (
        "store.py",
        "if record and not [name for name in values if record[name] != values[name]]:",
        "if record and not [name for name in values if record[name] == values[name]]:",
        "part store filedb",
    ),
    # ---- filedb
    (
        "store_filedb.py",
        "self.list([id, id] + self.ids())",
        "self.list([len(self.numbers), id] + self.ids())",
        "part store filedb",
    ),
    (
        "store_filedb.py",
        "return self.read(id) if id in self.ids() else None",
        "return self.read(id)",
        "part store filedb",
    ),
    ("store_filedb.py", "return self.numbers[1:]", "return self.numbers", "part store filedb"),
    (
        "store_filedb.py",
        'with open(path + ".new", "wb") as f:',
        'with open(path, "wb") as f:',
        "part store filedb",
    ),
    (
        "store_filedb.py",
        "if e.args[0] != 17:  # EEXIST",
        "if e.args[0] == 17:  # EEXIST",
        "part store filedb",
    ),
    # ---- btree
    (
        "store_btree.py",
        "last = int(self.get(0) or 0) + 1",
        "last = len(self.ids()) + 1",
        "pycopy: part store btree",
    ),
    (
        "store_btree.py",
        "return [int(key) for key in self.tree.keys(None, None, 2) if int(key)]",
        "return [int(key) for key in self.tree.keys(None, None, 2)]",
        "pycopy: part store btree",
    ),
    (
        "store_btree.py",
        'os.rename(name + ".new", name)',
        "raise OSError",
        "pycopy: part store btree",
    ),
    # ---- btreedb
    (
        "store_btreedb.py",
        "self.row.create(id=key, fields=line)",
        "self.row.create(id=key)",
        "pycopy: part store btreedb",
    ),
    ("store_btreedb.py", "except KeyError:", "except OSError:", "pycopy: part store btreedb"),
    (
        "store_btreedb.py",
        "return self.row.get_id(key_of(id))[0].fields",
        "return self.row.get_id(key_of(id))[0].id",
        "pycopy: part store btreedb",
    ),
    # ---- sqlite
    (
        "store_sqlite.py",
        'self.ask("UPDATE record SET fields=? WHERE id=?", line, id)',
        'self.ask("UPDATE record SET fields=?", line)',
        "cpython: part store sqlite",
    ),
    (
        "store_sqlite.py",
        'return self.ask("SELECT id FROM record ORDER BY id DESC")',
        'return self.ask("SELECT id FROM record")',
        "cpython: part store sqlite",
    ),
    (
        "store_sqlite.py",
        "self.db.isolation_level = None  # each statement is its own commit, as always on Pycopy",
        "pass",
        "cpython: part store sqlite",
    ),
]
