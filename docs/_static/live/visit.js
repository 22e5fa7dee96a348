/* What a browser does between an address and a page: requests, redirects, cookies, a cache that
   asks again, and a page put together with its images, styles and scripts. */
"use strict";

(live => {
    // No name server knows a name that ends so (RFC 6761): whatever happens, nobody else is asked.
    live.HOST = "greenhouse.invalid";
    live.ORIGIN = `http://${live.HOST}`;

    const MOST_REDIRECTS = 10;
    const REDIRECTS = [301, 302, 303, 307, 308];

    live.Visitor = class {
        // `machine` makes connections; `seen` is told of each exchange as it begins.
        constructor(machine, seen) {
            this.machine = machine;
            this.seen = seen;
            this.cookies = new Map();
            this.cache = new Map();
        }

        // Ask, and follow redirects; the answer is {status, reason, headers, url, body}.
        async ask({method = "GET", url, headers = [], body = null, follow = true, owner, main}) {
            for (let count = 0; ; count++) {
                const answer = await this.askOnce({method, url, headers, body, owner, main});
                const location = answer.headers.get("Location");
                if (!follow || !location || !REDIRECTS.includes(answer.status)) return answer;
                if (count === MOST_REDIRECTS)
                    throw new live.Broken("The program redirects for ever.");
                url = new URL(location, url).href;
                if (!live.isOurs(url))
                    throw new live.Broken(`The program redirects to ${url}, which is outside.`);
                if (answer.status < 307 && method !== "HEAD")
                    [method, body, headers] = ["GET", null, headers.filter(isForGet)];
                answer.connection.close();
            }
        }

        async askOnce({method, url, headers, body, owner, main}) {
            const connection = this.machine.connect();
            owner?.add(connection);
            const known = method === "GET" && this.cache.get(url);
            const all = this.headersFor(headers, body, known);
            const exchange = this.seen(method, live.targetOf(url), connection);
            if (main) exchange.main();
            connection.send(live.requestBytes(method, live.targetOf(url), all, body));
            let head;
            try {
                do {
                    head = await live.readHead(connection);
                } while (head.status < 200 && head.status !== 101);
            } catch (error) {
                connection.close();
                exchange.failed(error.message);
                throw error;
            }
            exchange.answered(head);
            this.keepCookies(head.headers);
            const answer = {...head, url, connection};
            if (known && head.status === 304)
                return {...answer, ...known, body: once(known.bytes, connection)};
            const plain = decode(live.readBody(connection, method, head), head.headers);
            answer.body = this.closing(plain, connection, exchange, method === "GET" && answer);
            return answer;
        }

        headersFor(headers, body, known) {
            const all = [
                ["Host", live.HOST],
                ["Accept-Encoding", "gzip"],
                ...headers,
                ...this.cookieHeader(),
            ];
            if (body) all.push(["Content-Length", body.length]);
            if (known) all.push(known.condition);
            return all;
        }

        cookieHeader() {
            const pairs = [...this.cookies].map(pair => pair.join("="));
            return pairs.length ? [["Cookie", pairs.join("; ")]] : [];
        }

        // Hand the body on, and close at its end: each request has a connection of its own.
        async *closing(body, connection, exchange, answer) {
            const condition = answer && conditionOf(answer);
            const pieces = []; // none of what is not asked for again: that may never end
            try {
                for await (const piece of body) {
                    if (condition) pieces.push(piece);
                    yield piece;
                }
                if (condition) this.remember(answer, condition, pieces);
            } catch (error) {
                exchange.failed(error.message);
                throw error;
            } finally {
                connection.close();
                exchange.ended();
            }
        }

        remember({status, reason, headers, url}, condition, pieces) {
            const bytes = live.join(pieces);
            this.cache.set(url, {status, reason, headers, condition, bytes});
        }

        keepCookies(headers) {
            for (const line of headers.all("Set-Cookie")) {
                const [pair, ...attributes] = line.split(";");
                const [, name, value] = /^\s*([^=]*)=(.*)$/.exec(pair) || [];
                if (!value || attributes.some(one => /^\s*max-age=(0|-.*)$/i.test(one)))
                    this.cookies.delete(name);
                else this.cookies.set(name, value);
            }
        }

        async whole(request) {
            const answer = await this.ask(request),
                pieces = [];
            for await (const piece of answer.body) pieces.push(piece);
            return {...answer, bytes: live.join(pieces)};
        }

        // A file of a page as a data: address, which a page without an origin may load.
        async dataAddress(url, owner) {
            const answer = await this.whole({url, owner, headers: [["Accept", "*/*"]]});
            if (answer.status !== 200) return null;
            const type = answer.headers.get("Content-Type") || "application/octet-stream";
            if (!/^text\/css/i.test(type)) return live.dataAddress(type, answer.bytes);
            const text = await this.withFiles(
                new TextDecoder().decode(answer.bytes),
                answer.url,
                owner,
            );
            return live.dataAddress(type, new TextEncoder().encode(text));
        }

        // A style with the files that it names inside it.
        async withFiles(css, base, owner) {
            const named = /url\(\s*(['"]?)(?!data:|#)([^'")]+)\1\s*\)|@import\s+(['"])([^'"]+)\3/g;
            const parts = [];
            let end = 0;
            for (const found of css.matchAll(named)) {
                const data = await this.file(found[2] || found[4], base, owner);
                parts.push(
                    css.slice(end, found.index),
                    found[4] ? "@import " : "",
                    `url("${data}")`,
                );
                end = found.index + found[0].length;
            }
            return parts.join("") + css.slice(end);
        }

        // The file at an address as it stands in a page; it is asked for once a page.
        file(address, base, owner) {
            const url = new URL(address, base).href;
            const files = (owner.files ??= {});
            files[url] ??= this.fileOrNothing(url, owner);
            return files[url];
        }

        async fileOrNothing(url, owner) {
            try {
                return (live.isOurs(url) && (await this.dataAddress(url, owner))) || "data:,";
            } catch (error) {
                if (error instanceof live.Broken) return "data:,";
                throw error;
            }
        }

        // A page as it can be shown: with its files inside, and frame.js before all else.
        async assemble(html, url, owner) {
            const page = new DOMParser().parseFromString(html, "text/html");
            const work = [];
            for (const [selector, name] of FILES)
                for (const one of page.querySelectorAll(selector))
                    work.push(this.putFile(one, name, url, owner));
            for (const style of page.querySelectorAll("style"))
                work.push(
                    this.withFiles(style.textContent, url, owner).then(text => {
                        style.textContent = text;
                    }),
                );
            await Promise.all(work);
            for (const one of page.querySelectorAll("meta[http-equiv=refresh i]")) one.remove();
            return live.framed(page, url);
        }

        async putFile(element, name, url, owner) {
            const address = element.getAttribute(name);
            if (!address.startsWith("data:") && !address.startsWith("#"))
                element.setAttribute(name, await this.file(address, url, owner));
        }
    };

    const FILES = [
        ["link[rel~=stylesheet][href]", "href"],
        ["link[rel~=icon][href]", "href"],
        ["script[src]", "src"],
        ["img[src]", "src"],
        ["source[src]", "src"],
        ["audio[src]", "src"],
        ["video[src]", "src"],
        ["video[poster]", "poster"],
        ["input[type=image][src]", "src"],
        ["image[href]", "href"],
    ];

    live.isOurs = url => new URL(url).host === live.HOST;

    live.targetOf = url => {
        const {pathname, search} = new URL(url);
        return pathname + search;
    };

    live.dataAddress = (type, bytes) =>
        `data:${type.replace(/\s/g, "")};base64,${btoa(live.latin1(bytes))}`;

    // What has a validator is asked for again with it (RFC 9110, section 13).
    function conditionOf({status, headers}) {
        if (status !== 200 || /no-store/.test(headers.get("Cache-Control"))) return null;
        const tag = headers.get("ETag"),
            date = headers.get("Last-Modified");
        return tag ? ["If-None-Match", tag] : date && ["If-Modified-Since", date];
    }

    function isForGet([name]) {
        return !/^content-/i.test(name);
    }

    async function* once(bytes, connection) {
        connection.close();
        yield bytes;
    }

    async function* decode(body, headers) {
        if (!/gzip/i.test(headers.get("Content-Encoding") || "")) {
            yield* body;
            return;
        }
        const packed = new ReadableStream({
            async pull(controller) {
                const {value, done} = await body.next();
                done ? controller.close() : controller.enqueue(value);
            },
        });
        const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
        for (let piece; !(piece = await reader.read()).done;) yield piece.value;
    }

    // What the page may load is inside it already; nothing leaves it but by frame.js.
    const POLICY = [
        "default-src 'none'",
        "script-src 'unsafe-inline' 'unsafe-eval' data: blob:",
        "style-src 'unsafe-inline' data: blob:",
        "img-src data: blob:",
        "media-src data: blob:",
        "font-src data:",
        "form-action 'none'",
    ].join("; ");

    live.framed = (page, url) => {
        const policy = page.createElement("meta");
        policy.httpEquiv = "Content-Security-Policy";
        policy.content = POLICY;
        const base = page.createElement("base");
        base.href = url;
        const script = page.createElement("script");
        script.textContent = `(${live.frame})(${JSON.stringify(live.ORIGIN)})`;
        page.head.prepend(policy, base, script);
        return (page.doctype ? "<!doctype html>" : "") + page.documentElement.outerHTML;
    };
})((window.picowebLive ??= {}));
