# What an app can do with templates, loaded with the first of them.
import sys

from .stream import late, later


class Methods:
    def _load_template(self, tmpl_name):
        if self.template_loader:
            return self.template_loader.load(tmpl_name)
        return template(self.pkg, tmpl_name)

    async def render_template(self, writer, tmpl_name, args=()):
        for piece in self._load_template(tmpl_name)(*args):
            await writer.awrite(piece)

    def render_str(self, tmpl_name, args=()):
        return "".join(self._load_template(tmpl_name)(*args))


def template(package, name):
    # The function that renders a template, which is compiled if it was not yet.
    try:
        from utemplate import compiled

        # utemplate may know the name of a package only: a program of one file is none.
        if not hasattr(sys.modules.get(package), "__path__"):
            package = None
        loader = compiled.Loader(package, "templates")
        try:
            return loader.load(name)
        except (ImportError, OSError):
            later("compiling").compile_template(package, name)
            return loader.load(name)
    except Exception as e:
        # What was begun stays behind, on boards, and would pass for the whole.
        for module in list(sys.modules):
            if module[:9] == "utemplate" or module.endswith("." + name.replace(".", "_")):
                sys.modules.pop(module)
        if not late or not isinstance(e, MemoryError):
            raise
        late.clear()  # it needs their room
        return template(package, name)
