"""The public names of picoweb 1.8.2 are all there, and say what they take, as they did."""

import inspect
from pathlib import Path

import pytest

import picoweb
import picoweb.utils

HERE = Path(__file__).parent / "on_every_python"

# As in picoweb 1.8.2, without `self`. A name may take more by now, with a default.
PACKAGE = {
    "WebApp": "(pkg, routes=None, serve_static=True)",
    "HTTPRequest": "()",
    "start_response": (
        "(writer, content_type='text/html; charset=utf-8', status='200', headers=None)"
    ),
    "http_error": "(writer, status)",
    "jsonify": "(writer, dict)",
    "sendstream": "(writer, f)",
    "get_mime_type": "(fname)",
}
WEBAPP = {
    "route": "(url, **kwargs)",
    "add_url_rule": "(url, func, **kwargs)",
    "mount": "(url, app)",
    "init": "()",
    "serve": "(loop, host, port)",
    "run": "(host='127.0.0.1', port=8081, debug=False, lazy_init=False, log=None)",
    "handle_exc": "(req, resp, e)",
    "handle_static": "(req, resp)",
    "sendfile": "(writer, fname, content_type=None, headers=None)",
    "render_template": "(writer, tmpl_name, args=())",
    "render_str": "(tmpl_name, args=())",
    "_load_template": "(tmpl_name)",
}
REQUEST = {"read_form_data": "()", "parse_qs": "()"}
STREAM = {
    "read": "(n=-1)",
    "readline": "()",
    "readexactly": "(n)",
    "awrite": "(buf, off=0, sz=-1)",
    "awritestr": "(s)",
    "aclose": "()",
}
UTILS = {"parse_qs": "(s)", "unquote_plus": "(s)"}
# New in 2.0.
NEW = {
    "redirect": "(writer, url, status=303)",
    "escape": "(text)",
    "HTTPError": "(status, text=None)",
    "sleep_ms": "(ms)",
}
NEW_WEBAPP = {
    "before_request": "(f)",
    "after_request": "(f)",
    "errorhandler": "(status)",
    "open": "(path)",
    "start": "(host='127.0.0.1', port=8081)",
    "stop": "()",
    "wait_closed": "()",
    "spawn": "(coro)",
}
NEW_REQUEST = {"read_body": "()", "read_json": "()"}
NEW_STREAM = {"add_header": "(name, value)", "flush": "()", "awriteiter": "(iterable)"}

OWNERS = {
    "picoweb": (picoweb, {**PACKAGE, **NEW}),
    "WebApp": (picoweb.WebApp, {**WEBAPP, **NEW_WEBAPP}),
    "HTTPRequest": (picoweb.HTTPRequest, {**REQUEST, **NEW_REQUEST}),
    "Stream": (picoweb.Stream, {**STREAM, **NEW_STREAM}),
    "utils": (picoweb.utils, UTILS),
}
NAMES = [(owner, name) for owner, (_, names) in OWNERS.items() for name in names]


@pytest.mark.parametrize(("owner", "name"), NAMES, ids=[".".join(pair) for pair in NAMES])
def test_a_public_name_takes_what_it_took(owner, name):
    thing, names = OWNERS[owner]
    assert taken(getattr(thing, name), inspect.isclass(thing), names[name]) == names[name]


def taken(function, is_method, known):
    """Return the signature of a function, without `self` and without what has been added."""
    parameters = list(inspect.signature(function).parameters.values())
    if is_method:
        parameters.pop(0)
    count = len(inspect.signature(eval(f"lambda {known[1:-1]}: 0")).parameters)
    added = [one for one in parameters[count:] if one.default is one.empty]
    return str(inspect.Signature(parameters[:count] + added))


@pytest.mark.parametrize(
    ("function", "known", "said"),
    [
        (lambda a, b=1: 0, "(a, b=1)", "(a, b=1)"),
        (lambda a, b=1, c=2: 0, "(a, b=1)", "(a, b=1)"),
        (lambda a, b=1: 0, "(a, b=2)", "(a, b=1)"),
        (lambda a: 0, "(a, b=2)", "(a)"),
        (lambda a, c: 0, "(a)", "(a, c)"),
    ],
)
def test_other_signatures_are_found(function, known, said):
    assert taken(function, False, known) == said


def test_names_and_modules_on_every_python(python, run_cases):
    run_cases(python, HERE / "public_names.py")
