# Records in a B-tree, by the module that Pycopy has, and MicroPython where it was built in.
# A tree with half its pages written may be lost as a whole, so it is a copy that is changed, and
# takes the place of the tree when it is closed.
try:
    import os
except ImportError:
    import uos as os


class Engine:
    def __init__(self, name):
        self.name = name
        try:
            os.stat(name)
        except OSError:
            # Where a file system cannot rename over a file, that file is removed first: who was
            # stopped between the two left the new one alone.
            try:
                os.rename(name + ".new", name)
            except OSError:
                open(name, "wb").close()
        self.tree, self.f = self.connect(name)

    def connect(self, name):
        # The tree, and the file that it is in.
        import btree

        f = open(name, "r+b")
        return btree.open(f), f

    def close(self):
        self.tree.close()
        self.f.close()

    def put(self, id, line, last=None):
        fresh = self.name + ".new"
        with open(self.name, "rb") as source, open(fresh, "wb") as f:
            while f.write(source.read(512)):
                pass
        tree, f = self.connect(fresh)
        if line is None:
            del tree[key_of(id)]
        else:
            self.keep(tree, key_of(id), line)
        if last:
            self.keep(tree, key_of(0), str(last))
        tree.close()
        f.close()
        self.close()
        try:
            os.rename(fresh, self.name)
        finally:
            self.tree, self.f = self.connect(self.name)

    def add(self, line):
        # Also the id of a record that was deleted is never given again.
        last = int(self.get(0) or 0) + 1
        self.put(last, line, last)
        return last

    def remove(self, id):
        self.put(id, None)

    def ids(self):
        # All at once: a tree has one cursor, which two clients would share. 2 is btree.DESC.
        return [int(key) for key in self.tree.keys(None, None, 2) if int(key)]

    def keep(self, tree, key, line):
        tree[key] = line

    def get(self, id):
        line = self.tree.get(key_of(id))
        return line and line.decode()


def key_of(id):
    # That of 0 keeps the last id.
    return "%010d" % id
