"""A real browser against picoweb: forms, fetch(), and what the parts offer to a page."""

import pytest
from live.serving import HOST, serve


@pytest.fixture
def site(python, browser):
    """The program that is browsed, and a page of the browser that shows its first page."""
    with serve(python, "browsed.py", timeout=30) as server:
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


UPLOAD = """async sizes => {
    const form = new FormData();
    form.append("note", "ä line");
    for (const [name, size] of Object.entries(sizes))
        form.append(name, new File([new Uint8Array(size).fill(13)], `ü "${name}".bin`));
    return await (await fetch("/upload", {method: "POST", body: form})).json();
}"""


def test_files_are_uploaded(site):
    sizes = {"small": 1, "block": 1400, "large": 300_000}
    found = site.evaluate(UPLOAD, sizes)
    assert found.pop("note") == [None, "text/plain", 7]
    assert found == {
        name: [f'ü "{name}".bin', "application/octet-stream", size] for name, size in sizes.items()
    }


LISTEN = """() => new Promise((resolve, reject) => {
    const heard = [], source = new EventSource("/events");
    source.addEventListener("weather", event => {
        heard.push([event.data, event.lastEventId]);
        if (heard.length == 7) { source.close(); resolve(heard); }
    });
    setTimeout(() => reject(JSON.stringify(heard)), 60000);
})"""


def test_events_are_heard_and_go_on_where_they_ended(site):
    # The server ends its stream after three: the browser comes back, and says what it has.
    heard = [[f"line one\nline {number}", str(number)] for number in range(1, 8)]
    assert site.evaluate(LISTEN) == heard


TALK = """messages => new Promise((resolve, reject) => {
    const heard = [], socket = new WebSocket(location.origin.replace("http", "ws") + "/talk",
                                             ["kitchen", "garden"]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => messages.forEach(message => socket.send(message));
    socket.onmessage = event => {
        heard.push(event.data);
        if (heard.length < messages.length) return;
        socket.send(new Uint8Array([0, 255]));
        socket.onmessage = event => {
            heard.push([...new Uint8Array(event.data)]);
            socket.send("enough");
        };
    };
    socket.onclose = event => resolve([heard, socket.protocol, event.code, event.reason,
                                       event.wasClean]);
    setTimeout(() => reject(JSON.stringify(heard)), 60000);
})"""


def test_a_websocket_talks(site):
    messages = ["", "ä", "x" * 125, "y" * 126, "z" * 4000]
    heard = [*messages, [0, 255]]
    assert site.evaluate(TALK, messages) == [heard, "kitchen", 4000, "as you wish", True]
