"""What Sphinx's HTML lacks for those who do not see it, or makes wrong for them.

The caption of a table of contents is said to be a heading, but not of which level. The parameters
of a signature that takes several lines are in a list of terms that has no term. An address that
stands for any other is made a link, which leads nowhere. And what is wider than its box can be
scrolled with a mouse only: here it takes the focus, and site.js takes that back from what fits.
"""

import re

from docutils import nodes

EXAMPLES = re.compile(r"https?://(example\.com|host:|192\.168\.|<)")
CAPTION = 'role="heading"'
LEVELLED = 'role="heading" aria-level="2"'
PARAMETERS = re.compile(r'<dl>\s*((?:<dd><em class="sig-param">.*?</dd>\s*)+)</dl>', re.DOTALL)
LINE = re.compile(r"<dd>(.*?)</dd>\s*", re.DOTALL)
CODE, FOCUSED_CODE = '<div class="highlight"><pre', 'tabindex="0" role="group" aria-label="Code"'
TABLE = re.compile(r'<div class="table-wrapper [^>]*')
FOCUSED_TABLE = 'tabindex="0" role="group" aria-label="Table"'


def complete(app, pagename, templatename, context, doctree):
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace(CAPTION, LEVELLED)
    if "body" in context:
        body = context["body"].replace(CAPTION, LEVELLED)
        context["body"] = focusable(PARAMETERS.sub(lines, body))


def lines(parameters):
    return LINE.sub(r'<span class="sig-line">\1</span>', parameters[1])


def focusable(body):
    body = body.replace(CODE, f"{CODE} {FOCUSED_CODE}")
    return TABLE.sub(rf"\g<0> {FOCUSED_TABLE}", body)


def unlink_examples(app, doctree):
    for link in list(doctree.findall(nodes.reference)):
        if EXAMPLES.match(link.get("refuri", "")):
            link.replace_self(nodes.inline("", "", *link.children))


def setup(app):
    app.connect("doctree-read", unlink_examples)
    # After furo's own, which makes the tree.
    app.connect("html-page-context", complete, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
