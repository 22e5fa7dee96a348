/* The frames of a WebSocket in bytes (RFC 6455), as a browser sends and reads them. */
"use strict";

(live => {
    const TEXT = 1,
        BINARY = 2,
        CLOSE = 8,
        PING = 9,
        PONG = 10;
    const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const encoder = new TextEncoder();

    // What a browser sends is masked (section 5.3).
    live.frameBytes = (opcode, payload, mask = crypto.getRandomValues(new Uint8Array(4))) => {
        const length = payload.length;
        const head = [0x80 | opcode];
        if (length < 126) head.push(0x80 | length);
        else if (length < 65536) head.push(0x80 | 126, length >> 8, length & 255);
        else
            head.push(
                0x80 | 127,
                0,
                0,
                0,
                0,
                length >>> 24,
                (length >> 16) & 255,
                (length >> 8) & 255,
                length & 255,
            );
        const masked = payload.map((byte, at) => byte ^ mask[at & 3]);
        return live.join([Uint8Array.from(head), mask, masked]);
    };

    live.readFrame = async reader => {
        const [first, second] = await reader.exactly(2);
        let length = second & 127;
        if (length >= 126) {
            const more = await reader.exactly(length === 126 ? 2 : 8);
            length = more.reduce((sum, byte) => sum * 256 + byte, 0);
        }
        return {
            last: Boolean(first & 0x80),
            opcode: first & 15,
            payload: await reader.exactly(length),
        };
    };

    const NAMES = {0: "more", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"};

    // Frames as people can read them: the bytes before the payload, then what they say.
    live.describeFrames = bytes => {
        const lines = [];
        for (let at = 0; at + 2 <= bytes.length;) {
            const masked = bytes[at + 1] & 0x80,
                size = bytes[at + 1] & 127;
            const wide = size < 126 ? 0 : size === 126 ? 2 : 8;
            const length = wide
                ? bytes.slice(at + 2, at + 2 + wide).reduce((sum, byte) => sum * 256 + byte, 0)
                : size;
            const begin = at + 2 + wide + (masked ? 4 : 0);
            const mask = bytes.slice(begin - 4, begin);
            const payload = bytes
                .slice(begin, begin + length)
                .map((byte, place) => (masked ? byte ^ mask[place & 3] : byte));
            lines.push(`${hex(bytes.slice(at, begin))}  ${describe(bytes[at] & 15, payload)}`);
            at = begin + length;
        }
        return lines.join("\n");
    };

    const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join(" ");

    function describe(opcode, payload) {
        const name = NAMES[opcode] || `opcode ${opcode}`;
        if (opcode === TEXT) return `${name}: ${new TextDecoder().decode(payload)}`;
        if (opcode === CLOSE && payload.length >= 2)
            return `${name}: ${payload[0] * 256 + payload[1]} ${live.latin1(payload.slice(2))}`.trimEnd();
        return payload.length ? `${name}: ${payload.length} bytes` : name;
    }

    const base64 = bytes => btoa(live.latin1(bytes));

    // Section 4.2.2; where the page is no secure context there is no SHA-1 to compare it with.
    live.acceptOf = async key => {
        if (!crypto.subtle) return null;
        const digest = await crypto.subtle.digest("SHA-1", encoder.encode(key + GUID));
        return base64(new Uint8Array(digest));
    };

    // One WebSocket over one connection; `on` hears open(protocol), message(data), close(...).
    live.Socket = class {
        constructor(connection, on) {
            this.connection = connection;
            this.on = on;
            this.closing = false;
        }

        async run(target, headers, protocols) {
            try {
                await this.shakeHands(target, headers, protocols);
                await this.listen();
            } catch (error) {
                if (!(error instanceof live.Broken)) throw error;
                this.connection.close();
                this.on.close(1006, error.message, false);
            }
        }

        async shakeHands(target, headers, protocols) {
            const key = base64(crypto.getRandomValues(new Uint8Array(16)));
            const more = [
                ["Upgrade", "websocket"],
                ["Connection", "Upgrade"],
                ["Sec-WebSocket-Key", key],
                ["Sec-WebSocket-Version", "13"],
            ];
            if (protocols.length) more.push(["Sec-WebSocket-Protocol", protocols.join(", ")]);
            this.connection.send(live.requestBytes("GET", target, [...headers, ...more]));
            const head = await live.readHead(this.connection);
            const accept = await live.acceptOf(key);
            if (head.status !== 101)
                throw new live.Broken(`The answer was ${head.status}, not 101.`);
            if (accept && head.headers.get("Sec-WebSocket-Accept") !== accept)
                throw new live.Broken("Sec-WebSocket-Accept is wrong.");
            this.on.open(head.headers.get("Sec-WebSocket-Protocol") || "");
        }

        async listen() {
            let kind,
                pieces = [];
            for (;;) {
                const {last, opcode, payload} = await live.readFrame(this.connection);
                if (opcode === CLOSE) return this.wasClosed(payload);
                if (opcode === PING) this.connection.send(live.frameBytes(PONG, payload));
                if (opcode >= CLOSE) continue;
                if (opcode) kind = opcode;
                pieces.push(payload);
                if (last) {
                    const whole = live.join(pieces);
                    this.on.message(
                        kind === TEXT ? new TextDecoder().decode(whole) : whole.buffer,
                    );
                    pieces = [];
                }
            }
        }

        wasClosed(payload) {
            const code = payload.length >= 2 ? payload[0] * 256 + payload[1] : 1005;
            const reason = new TextDecoder().decode(payload.slice(2));
            if (!this.closing) this.connection.send(live.frameBytes(CLOSE, payload));
            this.connection.close();
            this.on.close(code, reason, true);
        }

        send(data) {
            const text = typeof data === "string";
            const payload = text ? encoder.encode(data) : new Uint8Array(data);
            this.connection.send(live.frameBytes(text ? TEXT : BINARY, payload));
        }

        close(code, reason = "") {
            if (this.closing) return;
            this.closing = true;
            const status = code ? [code >> 8, code & 255] : [];
            const payload = live.join([Uint8Array.from(status), encoder.encode(reason)]);
            this.connection.send(live.frameBytes(CLOSE, payload));
        }
    };
})((window.picowebLive ??= {}));
