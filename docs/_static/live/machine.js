/* The Python in the page: a worker, and the connections that the page has to its program. */
"use strict";

(live => {
    const KEPT = 16384; // bytes of each direction that are kept to be shown
    const BEAT = 500; // ms between two looks at the worker's pulse
    const SILENCE = 5000; // ms without a sign of life that an endless loop is known by

    // Both ends of one connection; what went over it is kept, for people to read.
    live.Connection = class extends live.Reader {
        constructor(machine, number) {
            super();
            this.machine = machine;
            this.number = number;
            this.open = true;
            this.sent = new Record();
            this.received = new Record();
            this.changed = () => {};
        }

        send(bytes) {
            if (!this.open) return;
            this.sent.add(bytes);
            this.changed();
            this.machine.tell({type: "send", conn: this.number, bytes});
        }

        push(bytes) {
            this.received.add(bytes);
            super.push(bytes);
            this.changed();
        }

        end() {
            this.open = false;
            super.end();
            this.changed();
        }

        close() {
            if (this.open) this.machine.tell({type: "close", conn: this.number});
            this.machine.connections.delete(this.number);
            this.end();
        }
    };

    class Record {
        constructor() {
            this.pieces = [];
            this.size = 0;
            this.held = 0;
        }

        add(bytes) {
            this.size += bytes.length;
            const kept = bytes.slice(0, KEPT - this.held);
            this.held += kept.length;
            if (kept.length) this.pieces.push(kept);
        }

        bytes() {
            return live.join(this.pieces);
        }
    }

    // `on` hears what the worker says, by the name of each message, and silent().
    live.Machine = class {
        constructor(worker, on) {
            this.worker = worker;
            this.on = on;
            this.connections = new Map();
            this.count = 0;
            this.quiet = 0;
            worker.onmessage = event => this.hear(event.data);
            worker.onerror = event => on.error({text: event.message});
        }

        tell(message) {
            this.worker.postMessage(message);
        }

        start(files, main) {
            this.tell({type: "start", files, main});
        }

        connect() {
            const connection = new live.Connection(this, ++this.count);
            this.connections.set(connection.number, connection);
            this.tell({type: "open", conn: connection.number});
            return connection;
        }

        hear(message) {
            this.quiet = 0;
            const connection = this.connections.get(message.conn);
            if (message.type === "booted") this.pulse = setInterval(() => this.look(), BEAT);
            if (message.type === "data") connection?.push(message.bytes);
            else if (message.type === "closed") this.lost(connection);
            else this.on[message.type]?.(message);
        }

        lost(connection) {
            this.connections.delete(connection?.number);
            connection?.end();
        }

        // Looks are counted, not seconds: a computer that slept has not been silent.
        look() {
            this.quiet += BEAT;
            if (this.quiet > SILENCE) this.on.silent();
        }

        stop() {
            clearInterval(this.pulse);
            this.worker.onmessage = null;
            this.worker.terminate();
            for (const connection of this.connections.values()) connection.end();
            this.connections.clear();
        }
    };
})((window.picowebLive ??= {}));
