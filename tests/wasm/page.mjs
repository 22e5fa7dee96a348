/* A page as far as the board knows one, in Node: it runs board.js as a page does, with Node's
   workers for the browser's, and passes messages on, a line of JSON each. Bytes are base64.

   usage: node page.mjs FOLDER ADDRESS
   The folder holds board.js, picoweb.js and micropython.wasm; the address is where a page
   would have them from, http://... or file://... */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {createInterface} from "node:readline";
import vm from "node:vm";
import {Worker as Thread} from "node:worker_threads";

const [, , folder, address] = process.argv;

// Inside the worker: a browser's names for what Node calls otherwise, and nothing of Node's.
const DISGUISE = `
    const {parentPort} = require("node:worker_threads");
    globalThis.self = globalThis;
    globalThis.WorkerGlobalScope = Object;
    self.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
    parentPort.on("message", data => self.onmessage({data}));
    delete globalThis.process;
`;

class Worker {
    constructor(source) {
        this.thread = new Thread(DISGUISE + source, {eval: true, stdin: true});
        this.thread.on("message", data => show(data));
        this.thread.on("error", error => show({type: "error", text: `${error.stack}`}));
    }

    addEventListener() {}

    postMessage(message) {
        this.thread.postMessage(message);
    }
}

const show = message => {
    const bytes = message.bytes && Buffer.from(message.bytes).toString("base64");
    process.stdout.write(JSON.stringify({...message, bytes}) + "\n");
};

// As much of a page as loader.js asks for.
const context = vm.createContext({
    Worker,
    Blob: function ([source]) { this.source = source; },
    URL: {createObjectURL: blob => blob.source, revokeObjectURL() {}},
    Uint8Array,
    atob,
    document: {
        currentScript: {src: `${address}/board.js`},
        createElement: () => ({}),
        head: {
            append(element) {
                run(element.src.split("/").pop());
                element.onload();
            },
        },
    },
    fetch: async url => ({ok: true, arrayBuffer: async () => read(url.split("/").pop())}),
});
context.self = context;
const read = name => new Uint8Array(readFileSync(join(folder, name))).buffer;
const run = name => vm.runInContext(readFileSync(join(folder, name), "utf8"), context);

run("board.js");
const worker = await context.picowebBoard.start();
for await (const line of createInterface({input: process.stdin})) {
    const message = JSON.parse(line);
    if (message.bytes)
        message.bytes = new Uint8Array(Buffer.from(message.bytes, "base64"));
    worker.postMessage(message);
}
process.exit();
