# Records in a table of SQLite: the standard library's on CPython, pycopy-sqlite3 on Pycopy,
# which is what uorm stands on. uorm itself prints every statement it makes.
# AUTOINCREMENT: an id is never given again.
TABLE = "CREATE TABLE IF NOT EXISTS record(id INTEGER PRIMARY KEY AUTOINCREMENT, fields TEXT)"


class Engine:
    def __init__(self, name):
        try:
            import sqlite3

            self.db = sqlite3.connect(name)
        except (OSError, AttributeError):
            # A module that failed is there, on Pycopy, when it is asked for again; but empty.
            raise ImportError("no library libsqlite3")
        self.db.isolation_level = None  # each statement is its own commit, as always on Pycopy
        self.close = self.db.close
        self.ask(TABLE)

    def ask(self, statement, *values):
        # The values of a SELECT's one column; of an INSERT, the id.
        cursor = self.db.cursor()
        cursor.execute(statement, values)
        said = [row[0] for row in cursor] if statement[0] == "S" else cursor.lastrowid
        cursor.close()
        return said

    def add(self, line):
        return self.ask("INSERT INTO record(fields) VALUES(?)", line)

    def get(self, id):
        lines = self.ask("SELECT fields FROM record WHERE id=?", id)
        return lines[0] if lines else None

    def put(self, id, line):
        self.ask("UPDATE record SET fields=? WHERE id=?", line, id)

    def remove(self, id):
        self.ask("DELETE FROM record WHERE id=?", id)

    def ids(self):
        return self.ask("SELECT id FROM record ORDER BY id DESC")
