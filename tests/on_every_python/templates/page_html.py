# What utemplate makes of a template "page.html": it is found as it stands, and not written.
def render(name, rest=()):
    yield "<h1>"
    yield name
    yield "</h1>"
    for word in rest:
        yield " " + word
