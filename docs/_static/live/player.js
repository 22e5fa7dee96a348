/* What is below a live listing once it runs: the page that the program serves, what went over the
   wire, the console and the heap. */
"use strict";

(live => {
    const {element} = live;
    const MOST_EXCHANGES = 12,
        MOST_LINES = 500,
        MOST_SHOWN = 8192;
    const PARTLY = 250; // ms after which a page is shown though more of it will come
    const LOWEST = 72,
        HIGHEST = 480; // pixels of the page
    const PLACE = /^\s*File "(?:.*\/)?([^"/]+(?:\/[^"/]+)?)", line (\d+)/;

    const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    const TESTED =
        "Running on a board from the page was tested with MicroPython on Linux, " +
        "behind a pseudo-terminal, and never with a real board so far.";

    live.Player = class {
        constructor(listing) {
            this.listing = listing;
            this.editor = listing.editor;
            this.past = [];
            this.runs = 0;
            this.answered = this.fault = "";
            this.root = this.build();
            keepFramesInside();
            window.addEventListener("message", event => {
                if (event.source === this.frame.contentWindow) this.hearFrame(event.data);
            });
        }

        // ---- What is seen ----

        build() {
            this.frame = element("iframe", {
                class: "live-page",
                sandbox: "allow-scripts allow-forms",
                title: "The page that the program serves",
            });
            this.attached = element("p", {class: "live-attached", hidden: true});
            this.note = element("p", {class: "live-note", hidden: true}, TESTED);
            const children = [this.buildBar(), this.frame, this.attached, this.buildWire()];
            children.push(this.buildConsole(), this.buildHeap(), this.note);
            return element("div", {class: "live-result"}, ...children);
        }

        buildBar() {
            const back = {"aria-label": "Back", title: "Back", onclick: () => this.goBack()};
            this.back = element("button", {type: "button", class: "live-button", ...back}, "←");
            const options = METHODS.map(name => element("option", {}, name));
            const choice = {"aria-label": "Method", onchange: () => this.showBody()};
            this.method = element("select", choice, ...options);
            this.address = this.buildAddress();
            this.body = element("textarea", {
                "aria-label": "Body of the request",
                rows: 2,
                hidden: true,
                spellcheck: "false",
                placeholder: "name=value&other=value, or JSON",
            });
            const go = element("button", {class: "live-button"}, "Go");
            const attributes = {class: "live-address", onsubmit: event => this.submit(event)};
            return element(
                "form",
                attributes,
                this.back,
                this.method,
                this.address,
                go,
                this.body,
            );
        }

        buildAddress() {
            return element("input", {
                type: "text",
                "aria-label": "Address",
                inputmode: "url",
                autocapitalize: "off",
                autocomplete: "off",
                spellcheck: "false",
                value: this.listing.first,
            });
        }

        buildWire() {
            this.exchanges = element("div", {class: "live-exchanges"});
            const summary = element("summary", {}, "Requests and responses");
            const open = matchMedia("(min-width: 46em)").matches;
            return element("details", {class: "live-box", open}, summary, this.exchanges);
        }

        buildConsole() {
            const attributes = {role: "log", "aria-label": "Console", tabindex: 0};
            this.console = element("div", {class: "live-console", ...attributes});
            const summary = element("summary", {}, "Console");
            this.consoleBox = element("details", {class: "live-box"}, summary, this.console);
            return this.consoleBox;
        }

        buildHeap() {
            this.meter = element("meter", {"aria-label": "Heap that is held", min: 0});
            this.heap = element("span");
            const attributes = {class: "live-heap", hidden: true};
            this.heapLine = element("p", attributes, this.meter, " ", this.heap);
            return this.heapLine;
        }

        reset() {
            this.clear();
            this.address.value = this.listing.first;
        }

        clear() {
            this.exchanges.replaceChildren();
            this.console.replaceChildren();
            this.consoleBox.open = false;
            this.past = [];
            this.back.disabled = true;
            this.attached.hidden = this.heapLine.hidden = this.note.hidden = true;
            this.frame.removeAttribute("srcdoc");
            this.frame.style.height = "";
            this.root.hidden = true;
        }

        say(text, kind) {
            this.listing.say(text, kind);
        }

        // ---- Run and stop ----

        async run() {
            await this.begin("Starting …", "MicroPython in your browser", async () => {
                const worker = await picowebBoard.start();
                return new live.Machine(worker, this.heard());
            });
        }

        async runOnBoard() {
            await this.begin("Choose the board's port.", "MicroPython on your board", () =>
                live.SerialBoard.open(this.heard()),
            );
            this.note.hidden = false;
        }

        // Start anew with what the editor holds; a later start overtakes an earlier one.
        async begin(said, where, open) {
            this.end();
            this.clear();
            const run = ++this.runs;
            this.say(said);
            const machine = await open();
            if (run !== this.runs) return machine.stop();
            this.machine = machine;
            this.visitor = new live.Visitor(machine, (...exchange) => this.seen(...exchange));
            this.listing.where.textContent = where;
            this.listing.stopButton.disabled = false;
            this.root.hidden = false;
            machine.start(this.editor.files(), this.listing.main.replace(/\.py$/, ""));
        }

        heard() {
            return {
                serving: () => this.serving(),
                print: ({text}) => this.print(text),
                progress: ({text}) => this.say(text),
                error: message => this.failed(message),
                heap: message => this.measured(message),
                silent: () =>
                    this.stop(
                        "Stopped: for 5 seconds the program did not let go. An endless " +
                            "loop, or something that waits without await?",
                        "live-bad",
                    ),
                lost: ({text}) => this.stop(text, "live-bad"),
            };
        }

        serving() {
            this.say("Running.");
            this.isServing = true;
            const first = this.address.value.trim() || this.listing.first;
            this.visit({url: this.resolve(first)});
        }

        stop(said = "Stopped.", kind = "") {
            this.end();
            this.say(said, kind);
        }

        end() {
            this.runs++;
            this.machine?.stop();
            this.machine = this.visitor = null;
            this.isServing = false;
            this.listing.stopButton.disabled = true;
            this.leave(this.shown);
            this.leave(this.pending);
        }

        failed({text, file, line}) {
            this.print(text, "live-bad");
            this.consoleBox.open = true;
            const what = text.trimEnd().split("\n").pop();
            const where = file ? `${file}, line ${line}: ` : "";
            if (file) this.editor.mark(file, line);
            this.fault = where + what;
            this.isServing
                ? this.sayHow()
                : this.say(`It did not start. ${this.fault}`, "live-bad");
        }

        // How the last request went; its error may be told before or after the answer.
        sayHow() {
            const said = [this.answered, this.fault].filter(Boolean).join(". ");
            this.say(`Running. ${said}`, this.fault || this.answered[0] === "5" ? "live-bad" : "");
        }

        measured({live: held, peak, allocated}) {
            const kb = bytes => `${(bytes / 1024).toFixed(1)} KB`;
            this.heapLine.hidden = false;
            this.meter.max = peak * 1.25;
            this.meter.value = held;
            this.heap.textContent =
                `Heap: ${kb(held)} held, ${kb(peak)} at most; ${kb(allocated)} allocated ` +
                "since the answer before. There is no limit here, so no MemoryError either.";
        }

        // ---- The console ----

        print(text, kind = "") {
            for (const line of text.replace(/\n$/, "").split("\n"))
                this.console.append(element("div", {class: kind}, ...this.withPlaces(line), "\n"));
            while (this.console.children.length > MOST_LINES) this.console.firstChild.remove();
            this.console.scrollTop = this.console.scrollHeight;
            this.consoleBox.open = true;
        }

        // A line of a traceback leads to the line in the editor.
        withPlaces(line) {
            const place = PLACE.exec(line);
            const file =
                place &&
                this.editor.names.find(name => name === place[1] || name.endsWith("/" + place[1]));
            return file ? [this.editor.place(file, Number(place[2]), line)] : [line];
        }

        // ---- What went over the wire ----

        seen(method, target, connection) {
            const summary = element("summary", {}, `${method} ${target}`);
            const sent = element("pre", {tabindex: 0, "aria-label": "Request"});
            const received = element("pre", {tabindex: 0, "aria-label": "Response"});
            const box = element("details", {class: "live-exchange"}, summary, sent, received);
            const begun = performance.now();
            const draw = () => {
                sent.textContent = live.readable(connection.sent);
                received.textContent = live.readable(connection.received);
            };
            box.ontoggle = () => box.open && draw();
            connection.changed = onceAFrame(() => box.open && draw());
            this.exchanges.prepend(box);
            this.exchanges.children[MOST_EXCHANGES]?.remove();
            return {
                main: () => this.openOnly(box),
                answered: ({status, reason}) => summary.append(` → ${status} ${reason}`),
                ended: () =>
                    summary.append(
                        `, ${connection.received.size} bytes, ${(performance.now() - begun).toFixed(0)} ms`,
                    ),
                failed: why => summary.append(` → ${why}`),
            };
        }

        openOnly(box) {
            for (const other of this.exchanges.children) other.open = other === box;
        }

        // ---- Addresses ----

        resolve(address) {
            return new URL(address, this.current || live.ORIGIN + "/").href;
        }

        showBody() {
            this.body.hidden = ["GET", "DELETE"].includes(this.method.value);
        }

        submit(event) {
            event.preventDefault();
            const method = this.method.value;
            const address = this.address.value.trim();
            const url = new URL(
                address.startsWith("?") ? address : "/" + address.replace(/^\/+/, ""),
                this.current || live.ORIGIN,
            ).href;
            const text = this.body.hidden ? "" : this.body.value;
            const type = /^\s*[[{"]/.test(text)
                ? "application/json"
                : "application/x-www-form-urlencoded";
            this.visit({
                method,
                url,
                body: text
                    ? new TextEncoder().encode(text)
                    : this.body.hidden
                      ? null
                      : new Uint8Array(),
                headers: text ? [["Content-Type", type]] : [],
            });
        }

        goBack() {
            const url = this.past.pop();
            this.visit({url}, false);
        }

        // Ask for a page and show it; `remember` the one before, for the way back.
        async visit({method = "GET", url, headers = [], body = null}, remember = true) {
            if (!this.isServing)
                return this.say("The program does not run: press Run.", "live-bad");
            if (!live.isOurs(url))
                return this.say(`${url} leads out of the program; it is not opened here.`);
            this.leave(this.pending);
            this.answered = this.fault = "";
            const owner = (this.pending = new Set());
            const accept = [["Accept", "text/html,*/*;q=0.8"]];
            try {
                const answer = await this.visitor.ask({
                    method,
                    url,
                    headers: [...accept, ...headers],
                    body,
                    owner,
                    main: true,
                });
                if (owner !== this.pending) return;
                if ([204, 205].includes(answer.status))
                    return this.say(`${answer.status} ${answer.reason}: nothing new to show.`);
                this.arrived(answer, url, remember);
                await this.show(answer, owner);
            } catch (error) {
                if (!(error instanceof live.Broken)) throw error;
                if (owner === this.pending || owner === this.shown)
                    this.say(error.message, "live-bad");
            }
        }

        arrived(answer, asked, remember) {
            this.leave(this.shown);
            this.shown = this.pending;
            if (remember && this.current && this.current !== answer.url)
                this.past.push(this.current);
            this.back.disabled = !this.past.length;
            this.current = answer.url;
            this.address.value = live.targetOf(answer.url) + (new URL(asked).hash || "");
            this.method.value = "GET";
            this.showBody();
            this.attached.hidden = true;
            this.answered = `${answer.status} ${answer.reason}`;
            this.sayHow();
            this.again = refreshOf(answer);
        }

        // Close the connections of a page that is left: the program notices, as with any browser.
        leave(owner) {
            clearTimeout(this.refresh);
            for (const connection of owner || []) connection.close();
            owner?.clear();
            if (owner && owner === this.shown) this.shown = null;
            if (owner && owner === this.pending) this.pending = null;
        }

        // ---- The page ----

        async show(answer, owner) {
            const type = answer.headers.get("Content-Type") || "text/plain";
            const text =
                /^(?:text\/|application\/(?:json|javascript|xml|manifest))|\+(?:json|xml)(?:;|$)/.test(
                    type,
                ) && !/svg/.test(type);
            const pieces = [];
            let partly;
            for await (const piece of answer.body) {
                pieces.push(piece);
                partly ??=
                    text &&
                    setTimeout(() => {
                        partly = undefined;
                        this.put(owner, live.pageOf(type, decode(pieces), true));
                    }, PARTLY);
            }
            clearTimeout(partly);
            if (/^attachment/i.test(answer.headers.get("Content-Disposition") || ""))
                return this.offer(answer, live.join(pieces));
            if (/^text\/html/.test(type)) return this.showHTML(decode(pieces), answer, owner);
            this.put(
                owner,
                text
                    ? live.pageOf(type, decode(pieces))
                    : this.pageOfBytes(type, answer, live.join(pieces)),
            );
        }

        async showHTML(html, answer, owner) {
            const seconds = this.again ?? refreshWithin(html);
            const url = answer.url + new URL(this.address.value, live.ORIGIN).hash;
            this.put(owner, await this.visitor.assemble(html, url, owner));
            if (seconds && owner === this.shown)
                this.refresh = setTimeout(
                    () => this.visit({url: new URL(seconds.url, url).href}, false),
                    seconds.after * 1000,
                );
        }

        pageOfBytes(type, answer, bytes) {
            if (/^image\//.test(type))
                return live.pageAround(`<img alt="" src="${live.dataAddress(type, bytes)}">`);
            this.offer(answer, bytes);
            return live.pageOf("text/plain", `${bytes.length} bytes of ${type}`);
        }

        offer(answer, bytes) {
            const name = new URL(answer.url).pathname.split("/").pop() || "file";
            const type = answer.headers.get("Content-Type") || "";
            const link = element(
                "a",
                {href: URL.createObjectURL(new Blob([bytes], {type})), download: name},
                name,
            );
            this.attached.replaceChildren(
                "The program sent a file: ",
                link,
                `, ${bytes.length} bytes.`,
            );
            this.attached.hidden = false;
        }

        put(owner, html) {
            if (owner === this.shown) this.frame.srcdoc = html;
        }

        // ---- What the page asks for: see frame.js ----

        hearFrame(said) {
            if (said.kind === "size")
                this.frame.style.height = `${Math.min(Math.max(said.height, LOWEST), HIGHEST)}px`;
            else if (said.kind === "fault") this.print(`The page: ${said.text}`);
            else if (said.kind === "visit") this.visit(said);
            else if (this.visitor && this.shown) this.bridge(said, this.shown);
        }

        bridge(said, owner) {
            const reply = more =>
                owner === this.shown &&
                this.frame.contentWindow.postMessage({id: said.id, ...more}, "*");
            const known = (owner.known ??= new Map());
            if (said.kind === "fetch") this.fetch(said, owner, reply, known);
            else if (said.kind === "socket") this.connect(said, owner, reply, known);
            else if (said.kind === "cancel") known.get(said.id)?.();
            else if (said.kind === "say") known.get(said.to)?.send(said.data);
            else if (said.kind === "hang up") known.get(said.to)?.close(said.code, said.reason);
        }

        async fetch({id, method, url, headers, body}, owner, reply, known) {
            const mine = {
                connections: [],
                add(connection) {
                    owner.add(connection);
                    this.connections.push(connection);
                },
            };
            known.set(id, () => mine.connections.forEach(connection => connection.close()));
            try {
                if (!live.isOurs(url))
                    throw new live.Broken(
                        `${url} is outside: a page here reaches its own program only.`,
                    );
                const {
                    status,
                    reason,
                    headers: found,
                    url: last,
                    body: pieces,
                } = await this.visitor.ask({method, url, headers, body, owner: mine, main: true});
                const shown = found.pairs.filter(([name]) => !/^content-encoding$/i.test(name));
                reply({head: {status, reason, headers: shown, url: last}});
                for await (const piece of pieces) reply({piece});
                reply({end: true});
            } catch (error) {
                reply({error: error.message});
                if (!(error instanceof live.Broken)) throw error;
            }
            known.delete(id);
        }

        connect({id, url, protocols}, owner, reply, known) {
            if (!live.isOurs(url))
                return reply({closed: {code: 1006, reason: "", wasClean: false}});
            const connection = this.machine.connect();
            owner.add(connection);
            const exchange = this.seen("WebSocket", live.targetOf(url), connection);
            exchange.main();
            const socket = new live.Socket(connection, {
                open: protocol => reply({open: protocol}),
                message: data => reply({message: data}),
                close: (code, reason, wasClean) => {
                    known.delete(id);
                    exchange.failed(`closed, ${code} ${reason}`.trimEnd());
                    reply({closed: {code, reason, wasClean}});
                },
            });
            known.set(id, socket);
            socket.run(
                live.targetOf(url),
                [["Host", live.HOST], ["Origin", live.ORIGIN], ...this.visitor.cookieHeader()],
                protocols,
            );
        }
    };

    // A page can set its own location; it must not lead to another host.
    const keepFramesInside = () =>
        document.head.append(
            element("meta", {
                "http-equiv": "Content-Security-Policy",
                content: "frame-src 'none'",
            }),
        );

    const decode = pieces => new TextDecoder().decode(live.join(pieces));

    const onceAFrame = draw => {
        let asked = false;
        return () => {
            if (!asked)
                requestAnimationFrame(() => {
                    asked = false;
                    draw();
                });
            asked = true;
        };
    };

    // A page of text, or as much of a page as has come: that one runs no script yet.
    live.pageOf = (type, text, partly) => {
        if (!partly || !/^text\/html/.test(type))
            return live.pageAround(
                "<pre style='white-space: pre-wrap; overflow-wrap: anywhere; margin: 0'></pre>",
                text,
            );
        const page = new DOMParser().parseFromString(text, "text/html");
        for (const one of page.querySelectorAll("script, link, img, iframe, meta[http-equiv]"))
            one.remove();
        return live.framed(page, live.ORIGIN);
    };

    live.pageAround = (inside, text = "") => {
        const page = new DOMParser().parseFromString(inside, "text/html");
        page.body.firstChild.append(text);
        return live.framed(page, live.ORIGIN);
    };

    // "Refresh: 5; url=/log", as a header or in the page.
    const REFRESH = /^\s*(\d+)(?:\s*[;,]\s*(?:url=)?['"]?([^'"]*))?/i;

    const parseRefresh = said => {
        const found = REFRESH.exec(said || "");
        return found && {after: Number(found[1]), url: found[2] || ""};
    };

    const refreshOf = answer => parseRefresh(answer.headers.get("Refresh"));

    const refreshWithin = html =>
        parseRefresh(
            new DOMParser()
                .parseFromString(html, "text/html")
                .querySelector("meta[http-equiv=refresh i]")?.content,
        );

    // What went one way, as text: a head and a body, or a head and frames.
    live.readable = record => {
        const bytes = record.bytes();
        const end = live.latin1(bytes).indexOf("\r\n\r\n") + 4;
        if (end < 4) return live.latin1(bytes);
        const head = live.latin1(bytes.slice(0, end)),
            body = bytes.slice(end);
        const upgraded = /^(?:HTTP\/1.1 101|[^]*\r\nUpgrade: websocket)/i.test(head);
        const shown = upgraded ? live.describeFrames(body) : textOf(body, head);
        const more = record.size - bytes.length;
        return head.replaceAll("\r\n", "\n") + shown + (more ? `\n… and ${more} bytes more` : "");
    };

    function textOf(body, head) {
        const packed =
            /^(?:content-encoding|content-type: (?:image|font|audio|video|application\/octet))/im.test(
                head,
            );
        const text = packed ? null : new TextDecoder().decode(body.slice(0, MOST_SHOWN));
        if (text === null || (text.includes("\uFFFD") && body.length < MOST_SHOWN))
            return body.length ? `(${body.length} bytes)` : "";
        return text + (body.length > MOST_SHOWN ? "\n…" : "");
    }
})((window.picowebLive ??= {}));
