# Records in a folder, each a file of its own: for every Python, and for flash file systems.
# A file is written under another name first, and gets its own when it is whole.
try:
    import os
except ImportError:
    import uos as os


class Engine:
    def __init__(self, folder):
        self.folder = folder + "/"
        try:
            os.mkdir(folder)
        except OSError as e:
            if e.args[0] != 17:  # EEXIST
                raise
        # The last id that was given, then those that are there: no id is given again.
        self.numbers = [int(number) for number in (self.read("ids") or "0").split()]

    def close(self):
        pass

    def ids(self):
        return self.numbers[1:]

    def get(self, id):
        return self.read(id) if id in self.ids() else None

    def read(self, name):
        path = self.folder + str(name)
        try:
            f = open(path, "rb")
        except OSError:
            # Where a file system cannot rename over a file, that file is removed first: who
            # was stopped between the two left the new one alone.
            try:
                os.rename(path + ".new", path)
                f = open(path, "rb")
            except OSError:
                return None
        with f:
            return f.read().decode()

    def put(self, name, line):
        path = self.folder + str(name)
        with open(path + ".new", "wb") as f:
            f.write(line.encode())
            f.flush()  # to the disk, on boards
            if hasattr(os, "fsync"):
                os.fsync(f.fileno())
        os.rename(path + ".new", path)

    def list(self, numbers):
        self.put("ids", " ".join([str(number) for number in numbers]))
        self.numbers = numbers

    def add(self, line):
        id = self.numbers[0] + 1
        self.put(id, line)
        self.list([id, id] + self.ids())
        return id

    def remove(self, id):
        numbers = self.numbers[:]
        del numbers[numbers.index(id, 1)]
        self.list(numbers)
        os.remove(self.folder + str(id))
