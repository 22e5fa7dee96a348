# Records in a B-tree, by the module that Pycopy has, and MicroPython where it was built in.
# A tree with half its pages written may be lost as a whole, so it is a copy that is changed, and
# takes the place of the tree when it is closed.
try:
    import os
except ImportError:
    import uos as os


class Tree:
    def __init__(self, name):
        import btree

        self.f = open(name, "r+b")
        self.db = btree.open(self.f)

    def close(self):
        self.db.close()
        self.f.close()


class Engine:
    connect = Tree

    def __init__(self, name):
        self.name = name
        self.fresh = name + ".new"
        try:
            os.stat(name)
        except OSError:
            # Where a file system cannot rename over a file, that file is removed first: who was
            # stopped between the two left the new one alone.
            try:
                os.rename(self.fresh, name)
            except OSError:
                open(name, "wb").close()
        self.tree = self.connect(name)

    def close(self):
        self.tree.close()

    def put(self, id, line, last=None):
        with open(self.name, "rb") as source, open(self.fresh, "wb") as f:
            while f.write(source.read(512)):
                pass
        tree = self.connect(self.fresh)
        if line is None:
            del tree.db[key_of(id)]
        else:
            self.keep(tree, key_of(id), line)
        if last:
            self.keep(tree, key_of(0), str(last))
        tree.close()
        self.close()
        try:
            os.rename(self.fresh, self.name)
        finally:
            self.tree = self.connect(self.name)

    def add(self, line):
        # Also the id of a record that was deleted is never given again.
        last = int(self.get(0) or 0) + 1
        self.put(last, line, last)
        return last

    def remove(self, id):
        self.put(id, None)

    def ids(self):
        # All at once: a tree has one cursor, which two clients would share.
        return sorted([int(key) for key in self.tree.db.keys() if int(key)], reverse=True)

    def keep(self, tree, key, line):
        tree.db[key] = line

    def get(self, id):
        line = self.tree.db.get(key_of(id))
        return line and line.decode()


def key_of(id):
    # That of 0 keeps the last id.
    return "%010d" % id
