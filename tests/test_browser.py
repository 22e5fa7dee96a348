"""A real browser against picoweb: forms, fetch(), and what the parts offer to a page."""

import pytest
from live.serving import HOST, serve


@pytest.fixture
def site(python, browser):
    """The program that is browsed, and a page of the browser that shows its first page."""
    with serve(python, "browsed.py", timeout=5) as server:
        context = browser.new_context(base_url=f"http://{HOST}:{server.port}")
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(error))
        page.goto("/")
        yield page
        context.close()
        assert not errors
        server.check()


def test_a_form_is_sent_as_a_person_would(site):
    site.fill("input[name=plant]", "Tomate & <Käfer>")
    site.click("button")
    assert site.text_content("h1") == "Tomate & <Käfer>"


FETCH = """async value => {
    const answer = await fetch("/echo", {method: "PUT", body: JSON.stringify(value)});
    return [answer.status, await answer.json()];
}"""


def test_fetch_speaks_json(site):
    for value in ("я", [1, {"a": None}], "x" * 3000):
        assert site.evaluate(FETCH, value) == [200, {"said": value}]


def test_a_page_without_a_length_is_read_whole(site):
    text = site.evaluate("() => fetch('/large').then(answer => answer.text())")
    assert text.count("\n") == 2000
    assert text.endswith("line 1999 of a page that has no length\n")


def test_many_fetches_at_once(site):
    many = """() => Promise.all([...Array(40).keys()].map(async number => {
        const answer = await fetch("/echo", {method: "PUT", body: `${number}`});
        return (await answer.json()).said;
    }))"""
    assert site.evaluate(many) == list(range(40))
