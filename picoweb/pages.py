# What an app can do with templates, loaded with the first of them.
import sys

try:
    from os import rename
except ImportError:
    from uos import rename


class Methods:
    def _load_template(self, tmpl_name):
        if self.template_loader:
            return self.template_loader.load(tmpl_name)
        from utemplate import compiled

        # utemplate may know the name of a package only: a program of one file is none.
        package = self.pkg if hasattr(sys.modules.get(self.pkg), "__path__") else None
        loader = compiled.Loader(package, "templates")
        try:
            return loader.load(tmpl_name)
        except (ImportError, OSError):
            compile_template(package, tmpl_name)
            return loader.load(tmpl_name)

    async def render_template(self, writer, tmpl_name, args=()):
        for piece in self._load_template(tmpl_name)(*args):
            await writer.awrite(piece)

    def render_str(self, tmpl_name, args=()):
        return "".join(self._load_template(tmpl_name)(*args))


def compile_template(package, name):
    # Make the module of a template. It gets its name when it is whole.
    from utemplate import source

    loader = source.Loader(package, "templates")
    path = loader.pkg_path + loader.compiled_path(name)
    with loader.input_open(name) as file_in:
        with open(path + ".new", "w") as file_out:
            try:
                source.Compiler(file_in, file_out, loader=loader).compile()
            except AssertionError:
                raise ValueError('template "%s" has a {{ or {%% that ends wrongly' % name)
    rename(path + ".new", path)
    # The compiler has done its work: its memory is for what it made.
    del sys.modules["utemplate"].source, sys.modules["utemplate.source"]
