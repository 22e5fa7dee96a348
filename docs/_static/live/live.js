/* Makes a live listing of each `.. live::` in the page (see docs/_ext/live.py). What it takes to
   edit is here and in editor.js; what it takes to run is loaded when somebody presses Run. */
"use strict";

(live => {
    const here = document.currentScript.src.replace(/[^/]*$/, "");
    const RUNNING = [
        "http.js",
        "websocket.js",
        "machine.js",
        "frame.js",
        "visit.js",
        "serial.js",
        "player.js",
        "board.js",
    ];

    const script = name =>
        new Promise((resolve, reject) => {
            const element = document.createElement("script");
            element.src = here + name;
            element.async = false; // in this order: some build on others
            element.onload = resolve;
            element.onerror = () => reject(new Error(`${name} cannot be loaded.`));
            document.head.append(element);
        });

    // Once for the page; after a failure the next press tries again.
    let loaded;
    live.load = () => {
        loaded ??= Promise.all(RUNNING.map(script));
        loaded.catch(() => {
            loaded = undefined;
        });
        return loaded;
    };

    const button = (name, text, press, more = {}) =>
        live.element(
            "button",
            {type: "button", class: `live-button live-${name}`, onclick: press, ...more},
            text,
        );

    class Listing {
        constructor(root) {
            this.files = JSON.parse(root.querySelector(":scope > script").textContent);
            this.main = root.dataset.main;
            this.first = root.dataset.open;
            this.player = null;
            this.editor = new live.Editor(this.files, () => this.run());
            this.status = live.element("p", {class: "live-status", role: "status"});
            this.place = live.element("div");
            const bar = live.element(
                "div",
                {class: "live-bar", role: "group", "aria-label": "Program"},
                button("run", "Run", () => this.run()),
                (this.stopButton = button("stop", "Stop", () => this.player.stop(), {
                    disabled: true,
                })),
                button("reset", "Reset", () => this.reset()),
            );
            if (navigator.serial)
                bar.append(button("board", "Run on my board", () => this.runOnBoard()));
            bar.append(
                (this.where = live.element(
                    "span",
                    {class: "live-where"},
                    "MicroPython in your browser",
                )),
            );
            root.querySelector(".live-plain").after(
                live.element(
                    "div",
                    {class: "live-app"},
                    bar,
                    this.editor.root,
                    this.status,
                    this.place,
                ),
            );
            root.classList.add("live-on");
        }

        say(text, kind = "") {
            this.status.className = `live-status ${kind}`;
            this.status.textContent = text;
        }

        async ready() {
            if (!this.player) {
                this.say("Loading MicroPython …");
                await live.load();
                this.player ??= new live.Player(this);
                this.place.append(this.player.root);
            }
            return this.player;
        }

        async run() {
            await this.begin(player => player.run());
        }

        async runOnBoard() {
            await this.begin(player => player.runOnBoard());
        }

        async begin(how) {
            try {
                await how(await this.ready());
            } catch (error) {
                this.say(error.message, "live-bad");
                throw error;
            }
        }

        reset() {
            this.player?.stop();
            this.player?.reset();
            this.editor.reset();
            this.say("The program is as it was.");
        }
    }

    const start = () => {
        live.listings = Array.from(document.querySelectorAll(".live"), root => new Listing(root));
    };
    document.readyState === "loading"
        ? document.addEventListener("DOMContentLoaded", start)
        : start();
})((window.picowebLive ??= {}));
