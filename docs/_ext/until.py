"""Stands in for the directives of this folder that are not there: shows the plain listing."""

from docutils.parsers.rst import Directive, directives
from sphinx.directives.code import LiteralInclude


class Plain(LiteralInclude):
    """A whole file, as `literalinclude` shows it."""

    option_spec = {**LiteralInclude.option_spec, "open": directives.unchanged}

    def run(self):
        self.options.setdefault("caption", self.arguments[0])
        return super().run()


class Nothing(Directive):
    """Says nothing."""

    def run(self):
        return []


def setup(app):
    for name, directive in (("listing", Plain), ("live", Plain), ("weighs", Nothing)):
        if not any(app.srcdir.glob(f"docs/_ext/{name}.py")):
            app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
