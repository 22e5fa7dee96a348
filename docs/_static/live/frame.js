/* What runs inside the page that the program served, before its own scripts: the bridge by which
   its links, forms, fetch(), EventSource and WebSocket reach the program. The page is in a
   sandbox, so this is all that it can reach. The function is sent there as text: it uses nothing
   from around it. */
"use strict";

(window.picowebLive ??= {}).frame = origin => {
    const outside = window.parent;
    const tell = (kind, more = {}) => outside.postMessage({kind, ...more}, "*");
    const waiting = new Map(); // what was asked for and is being answered, by number
    let count = 0;

    window.addEventListener("message", event => {
        if (event.source === outside && event.data.id) waiting.get(event.data.id)?.(event.data);
    });

    const ask = (kind, more, hear) => {
        const id = ++count;
        waiting.set(id, hear);
        tell(kind, {id, ...more});
        return id;
    };

    // An address as the page means it. Here location.host is "" and location.origin "null".
    const absolute = address => {
        const path = String(address).replace(
            /^(?:(?:https?|wss?):\/\/(?=\/|$)|(?:about|https?|wss?):(?=\/(?!\/))|null(?=\/))/,
            "",
        );
        const url = new URL(path, document.baseURI);
        url.protocol = url.protocol.replace("ws", "http");
        return url.href;
    };

    // Links, and forms that no script of the page took care of.
    window.addEventListener("click", event => {
        const link = event.target.closest?.("a[href], area[href]");
        if (!link || event.defaultPrevented || event.button) return;
        event.preventDefault();
        const here = document.baseURI.split("#")[0];
        if (link.hash && link.href.split("#")[0] === here) jump(link.hash);
        else tell("visit", {method: "GET", url: link.href});
    });

    const jump = hash => {
        const name = decodeURIComponent(hash.slice(1));
        (document.getElementById(name) || document.body).scrollIntoView();
    };

    const submit = async (form, submitter) => {
        const given = name =>
            submitter?.hasAttribute("form" + name)
                ? submitter.getAttribute("form" + name)
                : form.getAttribute(name) || "";
        const url = new URL(given("action"), document.baseURI);
        const data = new FormData(form, submitter);
        if (given("method").toLowerCase() !== "post") {
            url.search = new URLSearchParams(data);
            return tell("visit", {method: "GET", url: url.href});
        }
        const upload = given("enctype").toLowerCase() === "multipart/form-data";
        const body = new Response(upload ? data : new URLSearchParams(data));
        const type = body.headers.get("Content-Type").replace(";charset=UTF-8", "");
        tell("visit", {
            method: "POST",
            url: url.href,
            headers: [["Content-Type", type]],
            body: new Uint8Array(await body.arrayBuffer()),
        });
    };

    window.addEventListener("submit", event => {
        if (!event.defaultPrevented) {
            event.preventDefault();
            submit(event.target, event.submitter);
        }
    });
    HTMLFormElement.prototype.submit = function () {
        submit(this);
    };

    window.fetch = async (input, options) => {
        const asked = input instanceof Request;
        const url = absolute(asked ? input.url : input);
        const request = new Request(asked ? input : url, options);
        const body = new Uint8Array(await request.arrayBuffer());
        return new Promise((resolve, reject) => {
            let stream;
            const id = ask(
                "fetch",
                {
                    method: request.method,
                    url,
                    headers: [...request.headers],
                    body: body.length ? body : null,
                },
                said => {
                    if (said.head) {
                        const content = new ReadableStream({
                            start: controller => {
                                stream = controller;
                            },
                            cancel: () => {
                                waiting.delete(id);
                                tell("cancel", {id});
                            },
                        });
                        const {status, reason, headers} = said.head;
                        const response = new Response(
                            [204, 205, 304].includes(status) ? null : content,
                            {status, statusText: reason, headers},
                        );
                        Object.defineProperty(response, "url", {value: said.head.url});
                        resolve(response);
                    } else if (said.piece) {
                        stream.enqueue(said.piece);
                    } else {
                        waiting.delete(id);
                        const error = said.error && new TypeError(said.error);
                        error ? (stream?.error(error), reject(error)) : stream.close();
                    }
                },
            );
            const abort = () => {
                waiting.delete(id);
                tell("cancel", {id});
                stream?.error(request.signal.reason);
                reject(request.signal.reason);
            };
            request.signal.aborted ? abort() : request.signal.addEventListener("abort", abort);
        });
    };

    // An event target with on... properties and numbered states, as both classes below are.
    const Live = class extends EventTarget {
        constructor(address) {
            super();
            this.url = absolute(address);
            this.readyState = 0;
        }

        emit(event) {
            this["on" + event.type]?.(event);
            this.dispatchEvent(event);
        }
    };

    // HTML standard, section 9.2: server-sent events.
    window.EventSource = class EventSource extends Live {
        static CONNECTING = 0;
        static OPEN = 1;
        static CLOSED = 2;

        constructor(address) {
            super(address);
            this.withCredentials = false;
            this.last = "";
            this.retry = 3000;
            this.stop = new AbortController();
            this.connect();
        }

        async connect() {
            const headers = {Accept: "text/event-stream", "Cache-Control": "no-cache"};
            if (this.last) headers["Last-Event-ID"] = this.last;
            try {
                const response = await fetch(this.url, {headers, signal: this.stop.signal});
                const type = response.headers.get("Content-Type") || "";
                if (response.status !== 200 || !type.startsWith("text/event-stream"))
                    return this.fail();
                this.readyState = 1;
                this.emit(new Event("open"));
                await this.listen(response.body.pipeThrough(new TextDecoderStream()).getReader());
            } catch (error) {
                if (!(error instanceof TypeError))
                    // the line broke; all else is closed, or a fault
                    return this.readyState === 2 || Promise.reject(error);
            }
            this.again();
        }

        fail() {
            this.close();
            this.emit(new Event("error"));
        }

        again() {
            if (this.readyState === 2) return;
            this.readyState = 0;
            this.emit(new Event("error"));
            setTimeout(() => this.readyState === 2 || this.connect(), this.retry);
        }

        async listen(reader) {
            let text = "",
                event = {data: []};
            for (let piece; !(piece = await reader.read()).done;) {
                const lines = (text + piece.value).split(/\r\n|\n|\r(?!$)/);
                text = lines.pop();
                for (const line of lines) {
                    if (line) this.field(line, event);
                    else event = this.dispatch(event);
                }
            }
        }

        field(line, event) {
            const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
            if (name === "data") event.data.push(value);
            else if (name === "event") event.type = value;
            else if (name === "id") this.last = value;
            else if (name === "retry" && /^\d+$/.test(value)) this.retry = Number(value);
        }

        dispatch({type = "message", data}) {
            if (data.length && this.readyState === 1)
                this.emit(
                    new MessageEvent(type || "message", {
                        data: data.join("\n"),
                        lastEventId: this.last,
                        origin,
                    }),
                );
            return {data: []};
        }

        close() {
            this.readyState = 2;
            this.stop.abort();
        }
    };

    window.WebSocket = class WebSocket extends Live {
        static CONNECTING = 0;
        static OPEN = 1;
        static CLOSING = 2;
        static CLOSED = 3;

        constructor(address, protocols = []) {
            super(address);
            this.binaryType = "blob";
            this.bufferedAmount = 0;
            this.extensions = this.protocol = "";
            this.id = ask("socket", {url: this.url, protocols: [].concat(protocols)}, said =>
                this.hear(said),
            );
            this.url = this.url.replace("http", "ws");
        }

        hear(said) {
            if (said.open !== undefined) {
                this.readyState = 1;
                this.protocol = said.open;
                this.emit(new Event("open"));
            } else if (said.message !== undefined) {
                const blob = typeof said.message !== "string" && this.binaryType === "blob";
                const data = blob ? new Blob([said.message]) : said.message;
                this.emit(new MessageEvent("message", {data, origin}));
            } else {
                waiting.delete(this.id);
                this.readyState = 3;
                if (!said.closed.wasClean) this.emit(new Event("error"));
                this.emit(new CloseEvent("close", said.closed));
            }
        }

        send(data) {
            if (this.readyState === 0)
                throw new DOMException("Still in CONNECTING state.", "InvalidStateError");
            if (ArrayBuffer.isView(data))
                data = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
            tell("say", {to: this.id, data});
        }

        close(code, reason) {
            if (this.readyState < 2) {
                this.readyState = 2;
                tell("hang up", {to: this.id, code, reason});
            }
        }
    };
    for (const kind of [EventSource, WebSocket])
        for (const state of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"])
            if (state in kind) kind.prototype[state] = kind[state];

    // An image that a script adds or changes later is asked for as any other file.
    const inside = address => !address || /^(?:data|blob):/.test(address);
    const {get, set} = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
    const load = async (image, address) => {
        const response = await fetch(address);
        set.call(image, URL.createObjectURL(await response.blob()));
    };
    Object.defineProperty(HTMLImageElement.prototype, "src", {
        get,
        set(address) {
            inside(String(address)) ? set.call(this, address) : load(this, address);
        },
    });
    const look = image => {
        const address = image.getAttribute("src");
        if (!inside(address)) load(image, address);
    };
    new MutationObserver(changes => {
        for (const {target, addedNodes, type} of changes)
            for (const one of type === "attributes" ? [target] : addedNodes)
                for (const image of one.matches?.("img")
                    ? [one]
                    : one.querySelectorAll?.("img") || [])
                    look(image);
    }).observe(document, {childList: true, subtree: true, attributeFilter: ["src"]});

    window.addEventListener("error", event => tell("fault", {text: event.message}));
    window.addEventListener("unhandledrejection", event =>
        tell("fault", {text: String(event.reason)}),
    );
    document.addEventListener("securitypolicyviolation", event => {
        if (event.effectiveDirective !== "img-src" || !event.blockedURI.startsWith(origin))
            tell("fault", {text: `not loaded: ${event.blockedURI}`});
    });
    window.addEventListener("DOMContentLoaded", () => {
        const page = document.documentElement;
        new ResizeObserver(() => tell("size", {height: page.offsetHeight})).observe(page);
        tell("shown", {title: document.title});
        const {hash} = new URL(document.baseURI);
        if (hash) jump(hash);
    });
};
