# Templates, by utemplate. Loaded with the first one.


def load(app, name):
    if app.template_loader is None:
        app.template_loader = loader(app.pkg)
    return app.template_loader.load(name)


def loader(pkg):
    try:
        import utemplate.source
    except ImportError:
        raise ImportError("templates need utemplate: pip or upip has it; copy it beside picoweb")
    return utemplate.source.Loader(pkg, "templates")
