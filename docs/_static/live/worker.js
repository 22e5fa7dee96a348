/* The board in the page: the WebAssembly MicroPython in a classic worker, with picoweb, and
   connections in memory. tools/live.py puts this file into _static/live/board.js, together with
   MicroPython's own script (the function micropython() below) and loader.js. A page loads
   board.js by a script element and gets a worker by

       const worker = await picowebBoard.start();

   a new one for each run: the program ends with it, by worker.terminate(). Each message is an
   object with a type; connections have numbers that the page chooses, each once.

   To the worker
     {type: "start", files: {path: Uint8Array | string}, main: "app"}
                          run app.py as the main program, in a folder that holds these files
     {type: "open", conn}             connect
     {type: "send", conn, bytes}      what the client says, a Uint8Array
     {type: "close", conn}            the client leaves

   From the worker
     {type: "booted"}                 Python is there; "start" may come before
     {type: "serving"}                app.run() listens; "open" is answered from now on
     {type: "data", conn, bytes}      what the program says, a Uint8Array
     {type: "closed", conn, reset}    it has closed; reset: to tell of a failure
     {type: "print", text}            what the program and picoweb's log print, whole lines
                                      as far as there are some; no traceback
     {type: "error", text, file, line}   a traceback, of a program that did not start or of a
                                      request that failed; file and line: where in the program's
                                      own files, null if nowhere there
     {type: "heap", live, peak, allocated}   after something was answered, in bytes: what the
                                      program with picoweb holds, the most of that so far, and
                                      what was allocated since the last such message
     {type: "alive"}                  twice a second; none while the program keeps Python busy

   picowebBoard.start() has sent {type: "boot", wasm: ArrayBuffer, files: {path: string}} first. */
"use strict";

const PROGRAM = "/program";
const HEAP = 1 << 20;  // bytes to begin with; it grows, as far as the memory does
// Bytes: as much as a page may ask of a phone. A handler may want many for what is garbage soon:
// that is collected only when control is back in JavaScript.
const MOST_MEMORY = 1 << 27;
const PYSTACK = 16384;  // words: as deep as a program may call
const BEAT = 500;  // ms
const AT_ONCE = 20;  // lines that are told as they are printed; what comes more quickly is gathered
const MOST_HELD = 4096, LONGEST_HELD = 100;  // characters of print, ms

const tell = (type, more = {}) => self.postMessage({type, ...more});

let python;  // MicroPython
let board;  // its module wasm.board
let memory;  // its memory
let coming;  // bytes on their way into it
let own = new Set();  // the names of the program's files

/* ---- what is printed ---- */

const TRACEBACK = "Traceback (most recent call last):\n";
const FRAME = /^ {2}File "(?:\.\/)?([^"]+)", line (\d+)/;

const printed = {bytes: [], text: "", told: 0, since: 0, traceback: null};

const flush = () => {
    if (!printed.text)
        return;
    tell("print", {text: printed.text});
    printed.text = "";
    printed.told++;
    printed.since = performance.now();
};

const hold = text => {
    printed.text += text;
    const patient = printed.told < AT_ONCE ? 0 : LONGEST_HELD;
    if (printed.text.length > MOST_HELD || performance.now() - printed.since >= patient)
        flush();
};

const decoder = new TextDecoder();
const takeLine = () => decoder.decode(new Uint8Array(printed.bytes.splice(0)));

// One byte of what Python writes to stdout or stderr.
const hear = ([byte]) => {
    printed.bytes.push(byte);
    if (byte === 10)
        hearLine(takeLine());
};

const hearLine = line => {
    if (line.endsWith(TRACEBACK)) {
        hold(line.slice(0, -TRACEBACK.length));  // what had no end of line
        printed.traceback = [];
        line = TRACEBACK;
    }
    if (!printed.traceback)
        return hold(line);
    if (!line.startsWith('  File "wasm/') && !line.startsWith('  File "/lib/wasm/'))
        printed.traceback.push(line);
    if (!line.startsWith("  ") && line !== TRACEBACK)
        endTraceback();
};

const endTraceback = () => {
    const text = printed.traceback.join("");
    const frames = printed.traceback.map(line => FRAME.exec(line)).filter(Boolean);
    const last = frames.filter(([, file]) => own.has(file)).pop();
    printed.traceback = null;
    flush();
    tell("error", {text, file: last ? last[1] : null, line: last ? Number(last[2]) : null});
};

// What was printed without an end of line is seen as well, once Python waits.
const flushAll = () => {
    if (!printed.traceback && printed.bytes.length)
        hold(takeLine());
    flush();
    printed.told = 0;
};

/* ---- Python, and what it calls: the module `page` ---- */

let timer = null;
let due = false;
const soon = new MessageChannel();  // setTimeout() makes one wait for 4 ms
soon.port1.onmessage = () => turn();

const page = {
    // Have the loop turned in so many ms.
    schedule(ms) {
        clearTimeout(timer);
        if (ms > 0) {
            timer = setTimeout(turn, ms);
        } else if (!due) {
            due = true;
            soon.port2.postMessage(null);
        }
    },

    serving() {
        tell("serving");
    },

    ended() {
        flush();
        const text = "The program has ended without app.run(): nothing is served.\n";
        tell("error", {text, file: null, line: null});
    },

    fill(address) {
        new Uint8Array(memory.buffer).set(coming, address);
    },

    data(conn, address, size) {
        tell("data", {conn, bytes: new Uint8Array(memory.buffer).slice(address, address + size)});
        answered = true;
    },

    closed(conn, reset) {
        tell("closed", {conn, reset});
        answered = true;
    },
};

const turn = () => {
    due = false;
    call("turn");
    if (answered)
        measure();
};

// Call a function of wasm.board. SystemExit and the like end a task, not the worker.
const call = (name, ...args) => {
    try {
        return board[name](...args);
    } catch (error) {
        if (error.name !== "PythonError")
            throw error;
        for (const line of error.message.trimEnd().split("\n"))
            hearLine(line + "\n");
    } finally {
        flushAll();
    }
};

/* ---- the heap ---- */

let answered = false;
let live = 0, peak = 0;

const collect = () => {
    const allocated = Math.max(0, call("taken") - live);
    call("collect");
    live = call("taken");
    peak = Math.max(peak, live);
    return allocated;
};

// A heap that was too small since has been collected already: then this is less than was allocated.
const measure = () => {
    answered = false;
    const allocated = collect();
    tell("heap", {live, peak, allocated});
};

/* ---- what the page says ---- */

const write = (folder, files) => {
    for (const [path, content] of Object.entries(files)) {
        const whole = `${folder}/${path}`;
        python.FS.mkdirTree(whole.replace(/\/[^/]*$/, ""));
        python.FS.writeFile(whole, content);
    }
};

// With more refused, Python raises a MemoryError, as it does on a board.
function grow(pages) {
    if (this.buffer.byteLength + pages * 65536 > MOST_MEMORY)
        throw new RangeError("enough");
    return WebAssembly.Memory.prototype.grow.call(this, pages);
}

// The wasm comes by message, as nothing can be fetched where the page is a file. Its memory is
// kept at hand: what MicroPython passes between Python and JavaScript are strings, not bytes.
const engine = wasm => Object.create(WebAssembly, {
    instantiateStreaming: {
        value: async (response, imports) => {
            const made = await WebAssembly.instantiate(wasm, imports);
            memory = made.instance.exports.memory;
            memory.grow = grow;
            return made;
        },
    },
});

const hears = {
    async boot({wasm, files}) {
        const load = await micropython(engine(wasm), () => null);
        python = await load({
            url: "micropython.wasm", heapsize: HEAP, pystack: PYSTACK,
            stdout: hear, stderr: hear, linebuffer: false,
        });
        python.registerJsModule("page", page);
        write("/lib", files);
        python.FS.mkdir(PROGRAM);
        python.FS.chdir(PROGRAM);
        python.pyimport("wasm");
        board = python.pyimport("wasm.board");
        setInterval(tell, BEAT, "alive");
        tell("booted");
    },

    start({files, main}) {
        own = new Set(Object.keys(files));
        write(PROGRAM, files);
        call("collect");
        call("start", main);
        collect();
        measure();
    },

    open({conn}) {
        call("open_connection", conn);
    },

    send({conn, bytes}) {
        coming = bytes;
        call("arrive", conn, bytes.length);
        coming = null;
    },

    close({conn}) {
        call("leave", conn);
    },
};

// In order, also while Python is still booting. What fails here is the board itself: it is told
// once, and nothing more is done.
let done = Promise.resolve();
self.onmessage = ({data}) => {
    done = done.then(() => hears[data.type](data));
    done.catch(tellOnce);
};

let told = false;
const tellOnce = error => {
    if (!told)
        tell("error", {text: `${error.stack || error}\n`, file: null, line: null});
    told = true;
};
