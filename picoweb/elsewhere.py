# Where the methods are that a hello program does not use. Loaded with the first of them.


def module(name):
    # Each of these modules has a class Methods with the methods named beside it.
    modules = """
body: read_body, read_json, read_form_data, parse_qs,
listening: listen,
pages: render_template, render_str, _load_template,
reading: read, unread,
reading_more: readexactly, readline, pass_over,
running: mounted_for, spawn, stop, wait_closed, abort, _handle,
sending: sendfile, open,
starting: start, prepare,
webapp: add_url_rule, mount, before_request, after_request, errorhandler,
writing: awritestr, awriteiter, write_raw, add_header, get_extra_info, flush, push, aclose,
writing: keep_for_program,
"""
    at = modules.find(" %s," % name)
    if at < 0:
        raise AttributeError("there is no " + name)
    start = modules.rfind("\n", 0, at) + 1
    return modules[start : modules.find(":", start)]
