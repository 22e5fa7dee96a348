"""Records of one kind, kept by an engine that one word chooses.

filedb: a folder with a file for each record, on every Python. btree: one file, by the module
btree, which Pycopy has and MicroPython where it was built in; a change takes as long as to copy
that file. btreedb: the same by the library of that name. sqlite: one file, by the standard
library's sqlite3 on CPython, pycopy-sqlite3 on Pycopy.

What a call has returned is on the disk, and no later crash loses it. A call returns when it is
done, and everything else waits for it. One process keeps a store; only sqlite takes several.
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

class Model:
    """A kind of record. A subclass names its fields; what is made of it keeps the records.

    A record is a dict of its fields, and "id": a number from 1 on that no other record ever has,
    also after a restart, and when the record was deleted.
    """

    fields: ClassVar[dict[str, Any]]
    """Each field, and the value that it has where none was given: what JSON can say."""

    def __init__(self, engine: str, name: str) -> None:
        """Open the file (a folder, for filedb) that the records are in, or begin it.

        engine: "filedb", "btree", "btreedb" or "sqlite". name: of the file. Raises ValueError for
        an engine that this Python has not, and OSError, or an error of sqlite3, where the file
        cannot be had.
        """

    ids: Callable[[], list[int]]
    """The ids of all records, the newest first; called as ids()."""
    close: Callable[[], None]
    """Let go of the file; called as close()."""

    def create(self, **values: Any) -> dict[str, Any]:
        """Keep a new record and return it.

        Raises ValueError for a field that there is not; that or TypeError for what JSON cannot
        say. Nothing is kept then.
        """

    def get(self, id: int) -> dict[str, Any] | None:
        """Return a record, or None."""

    def update(self, id: int, **values: Any) -> dict[str, Any] | None:
        """Change fields of a record; return it as it is then, or None if there is none.

        Raises what create() does.
        """

    def delete(self, id: int) -> bool:
        """Remove a record; tell whether there was one."""

    def find(self, **values: Any) -> Iterator[dict[str, Any]]:
        """Give each record that has these values, the newest first, as it is when its turn comes.

        Records may come and go meanwhile. Raises KeyError for a field that there is not.
        """

    def list(self, most: int | None = None, before: int = ...) -> list[dict[str, Any]]:
        """Return the newest records, at most so many, whose id is less than `before`."""

    def count(self) -> int:
        """Return how many records there are."""
