# req.headers, made when a handler asks for them.


class Headers(dict):
    # Names are in lower case and found in any.

    def __getitem__(self, name):
        return super().__getitem__(name.lower())

    def get(self, name, default=None):
        return super().get(name.lower(), default)

    def __contains__(self, name):
        return self.get(name) is not None


def headers(req):
    if req.fields is None:
        raise AttributeError('no req.headers: they are for routes with headers="parse"')
    req.headers = Headers(req.fields)
    return req.headers
