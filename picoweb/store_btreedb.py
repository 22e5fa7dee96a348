# Records in a B-tree as the library btreedb keeps them, which the first notes of picoweb used:
# the value of a key is a row, which begins with that key.
try:
    from collections import OrderedDict
except ImportError:
    from ucollections import OrderedDict

from .store_btree import Engine as Trees, key_of


class Engine(Trees):
    def __init__(self, name):
        import btreedb

        class Row(btreedb.Model):
            __table__ = "record"
            __schema__ = OrderedDict([("id", ("TEXT", "")), ("fields", ("TEXT", ""))])

        Row.create_table()
        self.row = Row
        self.database = btreedb.DB
        super().__init__(name)

    def connect(self, name):
        self.row.__db__ = database = self.database(name)
        database.connect()
        return database.db, database.f

    def keep(self, tree, key, line):
        self.row.__db__.db = tree
        self.row.create(id=key, fields=line)

    def get(self, id):
        self.row.__db__.db = self.tree
        try:
            return self.row.get_id(key_of(id))[0].fields
        except KeyError:
            return None
