/* A board at a serial port, by Web Serial and MicroPython's raw REPL. picoweb and the program are
   copied to it, and requests are handed to the program in memory, by the client of
   picoweb.testing: so the pages of a board are seen here without any network. */
"use strict";

(live => {
    const CTRL_A = "\x01",
        CTRL_B = "\x02",
        CTRL_C = "\x03",
        CTRL_D = "\x04";
    const BANNER = "raw REPL; CTRL-B to exit\r\n>";
    const MARK = "\x1e"; // around what is meant for this page, in what the board prints
    const SPEED = 115200;
    const PIECE = 256,
        PAUSE = 10; // a board without flow control reads so many bytes in so many ms
    const PART = 768; // bytes of a file that travel together
    const PATIENCE = 10000; // ms until a board must have said something
    const encoder = new TextEncoder();

    const TOOLS = `
import sys, os
try:
    import binascii, hashlib
except ImportError:
    import ubinascii as binascii, uhashlib as hashlib
def tell(data):
    print("\\x1e" + binascii.b2a_base64(data).decode().strip() + "\\x1e")
def digest(path):
    h = hashlib.sha256()
    try:
        with open(path, "rb") as f:
            while True:
                piece = f.read(512)
                if not piece:
                    return binascii.hexlify(h.digest()).decode()
                h.update(piece)
    except OSError:
        return "-"
def folders(path):
    parts = path.split("/")
    for count in range(1, len(parts)):
        try:
            os.mkdir("/".join(parts[:count]))
        except OSError:
            pass
def digests(paths):
    tell("\\n".join([digest(path) for path in paths]).encode())
`;

    const LOAD = main => `
sys.path.insert(0, "")
import ${main}
from picoweb.testing import Client
client = Client(${main}.app)
def answer(said):
    tell(client.converse(binascii.a2b_base64(said)).whole())
`;

    live.SerialBoard = class {
        // Ask for the port, once; a board that was chosen is taken again.
        static async open(on) {
            await live.SerialBoard.closing;
            live.SerialBoard.port ??= await navigator.serial.requestPort();
            const {port} = live.SerialBoard;
            try {
                await port.open({baudRate: SPEED});
            } catch (error) {
                live.SerialBoard.port = undefined;
                throw new Error(
                    `The port cannot be opened; does another program have it? (${error.message})`,
                );
            }
            return new live.SerialBoard(port, on);
        }

        constructor(port, on) {
            this.port = port;
            this.on = on;
            this.said = new live.Reader();
            this.incoming = port.readable.getReader();
            this.outgoing = port.writable.getWriter();
            this.connections = new Map();
            this.count = 0;
            this.work = Promise.resolve();
            this.listening = this.listen();
        }

        async listen() {
            try {
                for (let piece; !(piece = await this.incoming.read()).done;)
                    this.said.push(piece.value);
            } catch {
                // The board was unplugged: what waits for it hears of the end.
            }
            this.said.end();
        }

        // ---- The raw REPL ----

        async write(text) {
            const bytes = encoder.encode(text);
            for (let at = 0; at < bytes.length; at += PIECE) {
                await this.outgoing.write(bytes.slice(at, at + PIECE));
                if (bytes.length > PIECE) await new Promise(go => setTimeout(go, PAUSE));
            }
        }

        // Hand on what the board says up to this character, which is taken as well.
        async upTo(character, hear = () => {}) {
            const byte = character.charCodeAt(0);
            for (;;) {
                const at = this.said.held.indexOf(byte);
                hear(this.said.take(at < 0 ? this.said.held.length : at));
                if (at >= 0) return this.said.take(1);
                if (!(await this.said.more())) throw new live.Broken("The board is gone.");
            }
        }

        async textUpTo(character, hear = () => {}) {
            const decoder = new TextDecoder();
            let text = "";
            await this.upTo(character, bytes => {
                const more = decoder.decode(bytes, {stream: true});
                text += more;
                hear(more);
            });
            return text;
        }

        async expect(words) {
            let heard = "";
            while (!heard.endsWith(words)) {
                const byte = await this.said.some(1);
                if (!byte) throw new live.Broken("The board is gone.");
                heard += live.latin1(byte);
            }
        }

        async enter() {
            await this.soon(async () => {
                await this.write(`\r${CTRL_C}${CTRL_C}\r${CTRL_A}`);
                await this.expect(BANNER);
                await this.write(CTRL_D); // a soft reset: nothing of an earlier run is left
                await this.expect(BANNER);
            });
        }

        // Fail where nothing of it happens within a while: then no MicroPython is there.
        async soon(work) {
            let timer;
            const late = new Promise((_, reject) => {
                timer = setTimeout(
                    () => reject(new live.Broken("No MicroPython answers at this port.")),
                    PATIENCE,
                );
            });
            await Promise.race([work(), late]);
            clearTimeout(timer);
        }

        // Run code; return what it told this page, print the rest; a traceback is an error.
        async exec(code) {
            await this.write(code + CTRL_D);
            await this.expect("OK");
            const told = [],
                shown = this.printer(told);
            await this.textUpTo(CTRL_D, shown.hear);
            shown.end();
            const traceback = await this.textUpTo(CTRL_D);
            await this.expect(">");
            if (traceback)
                this.on.error({
                    text: traceback.replaceAll("\r\n", "\n"),
                    ...this.placeIn(traceback),
                });
            return traceback ? null : told.map(fromBase64);
        }

        // Lines go to the console; what stands between two marks does not.
        printer(told) {
            let held = "";
            const hear = more => {
                const parts = (held + more).split(MARK);
                held = "";
                parts.forEach((part, at) => {
                    if (at % 2 && at < parts.length - 1) told.push(part);
                    else if (at % 2) held = MARK + part;
                    else if (at === parts.length - 1)
                        held += this.printLines(at ? part.replace(/^\r?\n/, "") : part);
                    else this.printLines(at ? part.replace(/^\r?\n/, "") : part, true);
                });
            };
            return {hear, end: () => this.printLines(held, true)};
        }

        printLines(text, all = false) {
            const end = all ? text.length : text.lastIndexOf("\n") + 1;
            if (text.slice(0, end).trim())
                this.on.print({text: text.slice(0, end).replaceAll("\r\n", "\n")});
            return text.slice(end);
        }

        placeIn(traceback) {
            const frames = [...traceback.matchAll(/File "([^"]+)", line (\d+)/g)].filter(
                ([, file]) => file in this.files,
            );
            const last = frames.at(-1);
            return last ? {file: last[1], line: Number(last[2])} : {file: null, line: null};
        }

        // ---- The program ----

        start(files, main) {
            this.files = files;
            this.work = this.begin(files, main).catch(error => this.failed(error));
        }

        async begin(files, main) {
            this.on.progress({text: "Speaking to the board …"});
            await this.enter();
            await this.exec(TOOLS);
            await this.copy({...libraries(), ...files});
            this.on.progress({text: "Starting the program …"});
            if (await this.exec(LOAD(main))) this.on.serving({});
        }

        async copy(files) {
            this.on.progress({text: "Looking what the board has …"});
            const paths = Object.keys(files);
            const [there] = await this.exec(`digests(${JSON.stringify(paths)})`);
            const hashes = live.latin1(there).split("\n");
            for (const [at, path] of paths.entries()) {
                const bytes =
                    typeof files[path] === "string" ? encoder.encode(files[path]) : files[path];
                if ((await sha256(bytes)) !== hashes[at]) {
                    this.on.progress({
                        text: `Copying ${path}, ${at + 1} of ${paths.length} files …`,
                    });
                    await this.put(path, bytes);
                }
            }
        }

        async put(path, bytes) {
            await this.exec(
                `folders(${JSON.stringify(path)})\nf = open(${JSON.stringify(path)}, "wb")`,
            );
            for (let at = 0; at < bytes.length; at += PART)
                await this.exec(
                    `f.write(binascii.a2b_base64("${toBase64(bytes.slice(at, at + PART))}")) and None`,
                );
            await this.exec("f.close()");
        }

        failed(error) {
            if (!this.over) this.on.lost({text: error.message});
            if (!(error instanceof live.Broken)) throw error;
        }

        // ---- What the page has of a worker's machine ----

        connect() {
            const connection = new live.Connection(this, ++this.count);
            this.connections.set(connection.number, connection);
            return connection;
        }

        tell({type, conn, bytes}) {
            if (type === "send")
                this.work = this.work
                    .then(() => this.answer(conn, bytes))
                    .catch(error => this.failed(error));
        }

        async answer(number, bytes) {
            const connection = this.connections.get(number);
            if (!connection?.open) return;
            const told = await this.exec(`answer("${toBase64(bytes)}")`);
            if (told?.length) connection.push(told[0]);
            connection.end();
        }

        // Ctrl-C ends what runs there; the board keeps what was copied.
        stop() {
            this.over = true;
            for (const connection of this.connections.values()) connection.end();
            live.SerialBoard.closing = this.close();
        }

        async close() {
            try {
                await this.outgoing.write(encoder.encode(`${CTRL_C}${CTRL_C}${CTRL_B}`));
                this.outgoing.releaseLock();
                await this.incoming.cancel();
                await this.listening;
                this.incoming.releaseLock();
                await this.port.close();
            } catch {
                live.SerialBoard.port = undefined; // unplugged: choose anew
            }
        }
    };

    // What a board needs of the bundle that the worker gets, too.
    function libraries() {
        const all = Object.entries(picowebBoard.files);
        return Object.fromEntries(all.filter(([path]) => !path.startsWith("wasm/")));
    }

    const toBase64 = bytes => btoa(live.latin1(bytes));
    const fromBase64 = text => Uint8Array.from(atob(text), character => character.charCodeAt(0));

    async function sha256(bytes) {
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        return Array.from(digest, byte => byte.toString(16).padStart(2, "0")).join("");
    }
})((window.picowebLive ??= {}));
