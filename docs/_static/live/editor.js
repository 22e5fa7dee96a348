/* The editor of a live listing: a plain textarea over coloured text, a tab for each file. */
"use strict";

(live => {
    const INDENT = "    ";

    // An element with attributes and children; a function is a listener: onclick and the like.
    live.element = (name, attributes = {}, ...children) => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) {
            if (typeof value === "function") made[key] = value;
            else if (value !== false && value !== undefined)
                made.setAttribute(key, value === true ? "" : value);
        }
        made.append(...children);
        return made;
    };
    const {element} = live;
    let count = 0;

    live.Editor = class {
        // `files` is {name: {text, marked} | {base64}}; `run` is what Ctrl+Enter does.
        constructor(files, run) {
            this.originals = files;
            this.run = run;
            this.names = Object.keys(files).filter(name => "text" in files[name]);
            this.texts = {};
            this.error = null;
            this.id = `live-editor-${++count}`;
            this.root = this.build();
            this.reset();
        }

        build() {
            this.tabs = element(
                "div",
                {
                    class: "live-tabs",
                    role: "tablist",
                    "aria-label": "Files",
                    onkeydown: event => this.moveTab(event),
                },
                ...this.names.map(name => this.tab(name)),
            );
            this.gutter = element("div", {class: "live-gutter", "aria-hidden": "true"});
            this.ink = element("code");
            this.area = element("textarea", {
                spellcheck: "false",
                autocapitalize: "off",
                autocomplete: "off",
                wrap: "off",
                "aria-describedby": `${this.id}-help`,
                oninput: () => this.changed(),
                onkeydown: event => this.key(event),
            });
            const coloured = element(
                "div",
                {class: "live-ink highlight", "aria-hidden": "true"},
                this.ink,
            );
            const scroll = element(
                "div",
                {class: "live-scroll"},
                this.gutter,
                element("div", {class: "live-text"}, coloured, this.area),
            );
            const help = element(
                "p",
                {class: "live-hidden", id: `${this.id}-help`},
                "Tab indents. To leave the editor, press Escape, then Tab. Control and Enter runs.",
            );
            const panel = element(
                "div",
                {id: this.id, role: this.names.length > 1 && "tabpanel"},
                scroll,
                help,
            );
            this.warnings = element("ul", {
                class: "live-warnings",
                "aria-live": "polite",
                "aria-label": "What Pycopy lacks",
            });
            this.tabs.hidden = this.names.length < 2;
            this.panel = panel;
            return element("div", {class: "live-editor"}, this.tabs, panel, this.warnings);
        }

        tab(name) {
            return element(
                "button",
                {
                    type: "button",
                    role: "tab",
                    id: `${this.id}-${name}`,
                    "aria-controls": this.id,
                    onclick: () => this.show(name),
                },
                name,
            );
        }

        moveTab(event) {
            const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
            if (!step) return;
            const at = this.names.indexOf(this.shown) + step + this.names.length;
            this.show(this.names[at % this.names.length]);
            this.tabs.children[at % this.names.length].focus();
        }

        reset() {
            for (const name of this.names) this.texts[name] = this.originals[name].text;
            this.error = null;
            this.show(this.shown || this.names[0]);
        }

        show(name) {
            this.shown = name;
            for (const tab of this.tabs.children) {
                const chosen = tab.textContent === name;
                tab.setAttribute("aria-selected", chosen);
                tab.tabIndex = chosen ? 0 : -1;
            }
            this.panel.setAttribute("aria-labelledby", `${this.id}-${name}`);
            this.area.setAttribute("aria-label", `Edit ${name}`);
            this.area.value = this.texts[name];
            this.draw();
        }

        changed() {
            this.texts[this.shown] = this.area.value;
            if (this.error?.file === this.shown) this.error = null;
            this.draw();
        }

        // Everything that the program needs, as worker.js takes it.
        files() {
            const all = {};
            for (const [name, {base64}] of Object.entries(this.originals)) {
                if (this.isStale(name)) continue;
                all[name] =
                    base64 === undefined
                        ? this.texts[name]
                        : Uint8Array.from(atob(base64), character => character.charCodeAt(0));
            }
            return all;
        }

        // A packed file is served in place of the plain one, and would hide what was changed there.
        isStale(name) {
            return name.endsWith(".gz") && this.isChanged(name.slice(0, -3));
        }

        isChanged(name) {
            return name in this.texts && this.texts[name] !== this.originals[name].text;
        }

        edited() {
            return this.names.some(name => this.isChanged(name));
        }

        // ---- What is seen ----

        draw() {
            const text = this.texts[this.shown],
                python = this.shown.endsWith(".py");
            this.ink.replaceChildren(...(python ? paint(text) : [text]), "\n");
            const marked = this.markedNow(text);
            const lines = text.replace(/\n$/, "").split("\n");
            // What is missing at the end is missed in the line after the last.
            const wrong =
                this.error?.file === this.shown && Math.min(this.error.line, lines.length);
            this.gutter.replaceChildren(
                ...lines.map((_, at) => {
                    const kind =
                        at + 1 === wrong ? "live-wrong" : marked.has(at + 1) ? "live-new" : "";
                    return element("span", {class: kind}, String(at + 1));
                }),
            );
            this.warn();
        }

        // The marks of new lines move with the lines that nobody touched.
        markedNow(text) {
            const {text: before, marked = []} = this.originals[this.shown];
            const old = before.split("\n"),
                now = text.split("\n");
            let head = 0,
                tail = 0;
            while (head < old.length && old[head] === now[head]) head++;
            while (
                tail < old.length - head &&
                tail < now.length - head &&
                old.at(-1 - tail) === now.at(-1 - tail)
            )
                tail++;
            const moved = line =>
                line <= head
                    ? line
                    : line > old.length - tail
                      ? line + now.length - old.length
                      : 0;
            return new Set(marked.map(moved));
        }

        warn() {
            const lines = [];
            for (const name of this.names.filter(
                name => name.endsWith(".py") && this.texts[name] !== this.originals[name].text,
            ))
                for (const {line, text} of live.notOnPycopy(this.texts[name]))
                    lines.push([name, line, text]);
            this.warnings.replaceChildren(
                ...lines.map(([name, line, text]) =>
                    element("li", {}, this.place(name, line), `: Pycopy does not know ${text}.`),
                ),
            );
        }

        // ---- Places ----

        // Something to press that leads to the line.
        place(file, line, said = `${file}, line ${line}`) {
            return element(
                "button",
                {type: "button", class: "live-place", onclick: () => this.go(file, line)},
                said,
            );
        }

        // Mark a line as wrong; nobody's cursor is moved.
        mark(file, line) {
            this.error = {file, line};
            this.show(file);
            this.gutter.children[line - 1]?.scrollIntoView({block: "nearest"});
        }

        go(file, line) {
            this.show(file);
            const lines = this.area.value.split("\n");
            const from = lines.slice(0, line - 1).join("\n").length + (line > 1);
            this.area.focus();
            this.area.setSelectionRange(from, from + (lines[line - 1] || "").length);
            this.gutter.children[line - 1]?.scrollIntoView({block: "nearest"});
        }

        // ---- Keys ----

        key(event) {
            if (event.key === "Escape") {
                this.leaving = true;
                return;
            }
            const leaving = this.leaving;
            this.leaving = event.key === "Shift" && leaving;
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
                this.act(event, this.run);
            else if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
            else if (event.key === "Enter")
                this.act(event, () => insert(this.area, "\n" + this.indentation()));
            else if (event.key === "Tab" && !leaving)
                this.act(event, () => (event.shiftKey ? this.dedent() : this.indent()));
        }

        act(event, what) {
            event.preventDefault();
            what();
        }

        lineBefore() {
            return this.area.value.slice(0, this.area.selectionStart).split("\n").pop();
        }

        indentation() {
            const line = this.lineBefore();
            return /^ */.exec(line)[0] + (/:\s*$/.test(line) ? INDENT : "");
        }

        indent() {
            insert(
                this.area,
                " ".repeat(INDENT.length - (this.lineBefore().length % INDENT.length)),
            );
        }

        dedent() {
            const {selectionStart: at, value} = this.area,
                line = this.lineBefore();
            const begin = at - line.length;
            const spaces = Math.min(/^ */.exec(value.slice(begin))[0].length, INDENT.length);
            if (!spaces) return;
            this.area.setSelectionRange(begin, begin + spaces);
            insert(this.area, "");
            const back = Math.max(begin, at - spaces);
            this.area.setSelectionRange(back, back);
        }
    };

    // As if it was typed, so that it can be undone; what the standard has for that is this.
    function insert(area, text) {
        if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
            area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
            area.dispatchEvent(new Event("input"));
        }
    }

    function paint(text) {
        let before;
        return live.tokens(text).map(token => {
            const colour = live.colour(token, before);
            if (token.kind === "newline" || token.kind !== "space")
                before = token.kind === "newline" ? undefined : token;
            return colour ? element("span", {class: colour}, token.text) : token.text;
        });
    }
})((window.picowebLive ??= {}));
