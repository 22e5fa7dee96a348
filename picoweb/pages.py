# What an app can do with files and templates, loaded with the first of them.
from .stream import later


class Methods:
    def sendfile(self, writer, fname, content_type=None, headers=None):
        # A whole response: the file, with its length; 404 if there is none.
        return later("static").sendfile(self, writer, fname, content_type, headers)

    def open(self, path):
        # The one place that opens files. Override it for resources that are frozen or zipped.
        # In the package's folder, or in the current one.
        if self.pkg:
            import sys

            folder, slash, _ = sys.modules[self.pkg].__file__.rpartition("/")
            path = folder + slash + path
        return open(path, "rb")

    def _load_template(self, tmpl_name):
        if self.template_loader is None:
            import utemplate.source

            self.template_loader = utemplate.source.Loader(self.pkg, "templates")
        return self.template_loader.load(tmpl_name)

    async def render_template(self, writer, tmpl_name, args=()):
        for piece in self._load_template(tmpl_name)(*args):
            await writer.awrite(piece)

    def render_str(self, tmpl_name, args=()):
        return "".join(self._load_template(tmpl_name)(*args))
