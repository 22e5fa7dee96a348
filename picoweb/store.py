# Records of one kind, kept by an engine that one word chooses, newest first.
from .stream import later, load

# Ids count from 1 to this, which no Python takes for a large number.
LAST_ID = 0x3FFFFFFF


class Model:
    fields = {}  # for subclasses: names, and what a field is where nobody said otherwise

    def __init__(self, engine, name):
        try:
            self.engine = load("store_" + engine).Engine(name)
        except ImportError as e:
            raise ValueError("the engine %r is not here: %s" % (engine, e))
        self.ids = self.engine.ids
        self.close = self.engine.close

    def create(self, **values):
        return self.get(self.engine.add(self.merged(self.fields, values)))

    def get(self, id):
        line = self.engine.get(id) if 0 < id <= LAST_ID else None
        if line:
            # A field that is younger than the record has its default.
            record = dict(self.fields, id=id)
            record.update(later("values").json.loads(line))
            return record

    def update(self, id, **values):
        record = self.get(id)
        if record:
            self.engine.put(id, self.merged(record, values))
            return self.get(id)

    def delete(self, id):
        there = self.get(id) is not None
        if there:
            self.engine.remove(id)
        return there

    def find(self, **values):
        # The ids are listed first, so that records may come and go while this goes on.
        for id in self.ids():
            record = self.get(id)
            if record and not [name for name in values if record[name] != values[name]]:
                yield record

    def list(self, most=None, before=LAST_ID):
        ids = [id for id in self.ids() if id < before]
        return list(map(self.get, ids[:most]))

    def count(self):
        return len(self.ids())

    def merged(self, record, values):
        for name in values:
            if name not in self.fields:
                raise ValueError("there is no field %r" % name)
        json = later("values").json
        line = json.dumps(dict(record, **values))
        json.loads(line)  # or it fails now: what JSON has not, boards write as no JSON
        return line
