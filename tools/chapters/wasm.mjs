// The Node end of the target `wasm`: one MicroPython for one chapter, which runs agent.py.
//
// usage: node wasm.mjs MARK MICROPYTHON.MJS FOLDERS      in the chapter's folder
// FOLDERS is JSON: what of this machine's files Python sees, {its folder or file: ours}.
// Reads one "(name, source)" tuple a line and answers as agent.py says. Nothing else happens
// meanwhile: Node's event loop stands still, and sleeping is waiting.
import {readdirSync, readFileSync, readSync, statSync, writeSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [, , mark, module, folders] = process.argv;
const PYSTACK = 16384;  // words: as deep as a program may call; worker.js gives as much

// What Python prints comes byte by byte; a line goes out at once, or a crash would take it along.
const said = [];

const flush = () => {
    const bytes = Uint8Array.from(said.splice(0));
    for (let at = 0; at < bytes.length;)
        at += writeSync(1, bytes, at);
};

const hear = ([byte]) => {
    said.push(byte);
    if (byte === 10)
        flush();
};

const {loadMicroPython} = await import(pathToFileURL(module));
const python = await loadMicroPython({
    stdout: hear, stderr: hear, linebuffer: false, pystack: PYSTACK,
});

const copy = (ours, its) => {
    if (statSync(ours).isDirectory()) {
        python.FS.mkdirTree(its);
        for (const name of readdirSync(ours))
            copy(`${ours}/${name}`, `${its}/${name}`);
    } else {
        python.FS.writeFile(its, readFileSync(ours));
    }
};

for (const [its, ours] of Object.entries({...JSON.parse(folders), "/chapter": "."}))
    copy(ours, its);
python.FS.chdir("/chapter");

const cell = new Int32Array(new SharedArrayBuffer(4));
const pause = ms => {
    Atomics.wait(cell, 0, 0, ms);
};

python.runPython(`
import sys
sys.path.insert(1, "/compiled")
import time
import wasm
from wasm import loop
import agent

def obey(line):
    name, source = eval(line)
    agent.run(${JSON.stringify(mark)}, name, source)

def sleep_without_work(pause):
    loop.pause = time.sleep_ms = pause
    time.sleep = lambda seconds: pause(seconds * 1000)
`);
python.globals.get("sleep_without_work")(pause);
const obey = python.globals.get("obey");

// One line of stdin, without its end; null if there are no more.
const coming = {bytes: Buffer.alloc(0), piece: Buffer.alloc(65536)};
const readLine = () => {
    let end;
    while ((end = coming.bytes.indexOf(10)) < 0) {
        const count = readSync(0, coming.piece);
        if (!count)
            return null;
        coming.bytes = Buffer.concat([coming.bytes, coming.piece.subarray(0, count)]);
    }
    const line = coming.bytes.toString("utf8", 0, end);
    coming.bytes = coming.bytes.subarray(end + 1);
    return line;
};

process.on("exit", flush);
writeSync(1, mark + mark);  // ready
for (let line; (line = readLine()) !== null;) {
    obey(line);
    flush();
}
