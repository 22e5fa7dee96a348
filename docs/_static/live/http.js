/* HTTP/1.1 in bytes (RFC 9112): what is sent to the program, and what it answers.
   Nothing here knows where the bytes go: to a worker, to a board, or to a test. */
"use strict";

(live => {
    const encoder = new TextEncoder();

    // A character for each byte, as heads of messages are read.
    live.latin1 = bytes => {
        let text = "";
        for (const byte of bytes) text += String.fromCharCode(byte);
        return text;
    };

    live.join = pieces => {
        const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
        let at = 0;
        for (const piece of pieces) {
            whole.set(piece, at);
            at += piece.length;
        }
        return whole;
    };

    // The bytes that arrive, to be waited for: push() and end() on one side, the rest on the other.
    live.Reader = class {
        constructor() {
            this.held = new Uint8Array(0);
            this.ended = false;
            this.wake = () => {};
        }

        push(bytes) {
            this.held = live.join([this.held, bytes]);
            this.wake();
        }

        end() {
            this.ended = true;
            this.wake();
        }

        // Wait until there is more than now, or nothing will follow; say which.
        async more() {
            const before = this.held.length;
            while (this.held.length === before && !this.ended)
                await new Promise(wake => {
                    this.wake = wake;
                });
            return this.held.length > before;
        }

        take(count) {
            const taken = this.held.slice(0, count);
            this.held = this.held.slice(count);
            return taken;
        }

        // The next line without its end; null if the bytes end before it does.
        async line() {
            let end;
            while ((end = this.held.indexOf(10)) < 0) if (!(await this.more())) return null;
            return live.latin1(this.take(end + 1)).replace(/\r?\n$/, "");
        }

        // At least one byte, at most so many; null at the end.
        async some(most = Infinity) {
            if (!this.held.length && !(await this.more())) return null;
            return this.take(Math.min(most, this.held.length));
        }

        async exactly(count) {
            while (this.held.length < count)
                if (!(await this.more()))
                    throw new live.Broken("The connection was closed in the middle.");
            return this.take(count);
        }
    };

    // What came is no response, or not all of one.
    live.Broken = class extends Error {};

    live.requestBytes = (method, target, headers, body) => {
        const lines = [`${method} ${target} HTTP/1.1`];
        for (const [name, value] of headers) lines.push(`${name}: ${value}`);
        const head = encoder.encode(lines.join("\r\n") + "\r\n\r\n");
        return body ? live.join([head, body]) : head;
    };

    // Headers in order, found by name in any case.
    live.HeaderList = class {
        constructor(pairs = []) {
            this.pairs = pairs;
        }

        get(name) {
            const found = this.pairs.find(([key]) => key.toLowerCase() === name.toLowerCase());
            return found ? found[1] : null;
        }

        all(name) {
            return this.pairs
                .filter(([key]) => key.toLowerCase() === name.toLowerCase())
                .map(([, value]) => value);
        }
    };

    live.readHead = async reader => {
        const first = await reader.line();
        if (first === null)
            throw new live.Broken("The program closed the connection without an answer.");
        const parts = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first);
        if (!parts) throw new live.Broken(`This is no HTTP response: ${first.slice(0, 60)}`);
        const headers = new live.HeaderList();
        for (let line; (line = await reader.line());) {
            const colon = line.indexOf(":");
            headers.pairs.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
        }
        return {status: Number(parts[1]), reason: parts[2] || "", headers};
    };

    // The body, piece by piece (RFC 9112, section 6.3: how its length is known).
    live.readBody = (reader, method, head) => {
        const {status, headers} = head;
        if (method === "HEAD" || status < 200 || status === 204 || status === 304)
            return nothing();
        if (/chunked/i.test(headers.get("Transfer-Encoding") || "")) return chunks(reader);
        const length = headers.get("Content-Length");
        return length === null ? rest(reader) : counted(reader, Number(length));
    };

    async function* nothing() {}

    async function* rest(reader) {
        for (let piece; (piece = await reader.some());) yield piece;
    }

    async function* counted(reader, left) {
        while (left > 0) {
            const piece = await reader.some(left);
            if (!piece) throw new live.Broken(`The body broke off: ${left} bytes are missing.`);
            left -= piece.length;
            yield piece;
        }
    }

    async function* chunks(reader) {
        for (;;) {
            const line = await reader.line();
            if (line === null || !/^[0-9a-f]+/i.test(line))
                throw new live.Broken("The body broke off between two chunks.");
            const size = parseInt(line, 16);
            if (!size) break;
            yield* counted(reader, size);
            await reader.line();
        }
        while (await reader.line()); // trailers, up to the empty line
    }
})((window.picowebLive ??= {}));
