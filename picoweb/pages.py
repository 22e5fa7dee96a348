# What an app can do with templates, loaded with the first of them.


class Methods:
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
