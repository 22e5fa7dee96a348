# Makes the module of a template. Loaded with the first that has none yet.
import gc
import sys

try:
    from os import rename
except ImportError:
    from uos import rename

from .stream import late


def compile_template(package, name):
    # Make the module of a template. It gets its name when it is whole. This takes much memory, and
    # is done once.
    late.clear()
    gc.collect()
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
    gc.collect()
