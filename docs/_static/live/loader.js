/* The page's side of the board: see worker.js. tools/live.py puts the worker's source in the place
   of WORKER and makes board.js of it. picoweb.js and micropython.wasm lie beside that. */
"use strict";

self.picowebBoard = (() => {
    const here = document.currentScript.src.replace(/[^/]*$/, "");
    const source = WORKER;
    const board = {files: {}, wasm: "", start};

    const script = name => new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = here + name;
        element.onload = resolve;
        element.onerror = () => reject(new Error(`${name} cannot be loaded.`));
        document.head.append(element);
    });

    // A page that is a file may fetch nothing, but it may load scripts.
    const wasm = async () => {
        if (here.startsWith("file:")) {
            await script("micropython.wasm.js");
            return Uint8Array.from(atob(board.wasm), character => character.charCodeAt(0)).buffer;
        }
        const response = await fetch(here + "micropython.wasm");
        if (!response.ok)
            throw new Error("micropython.wasm cannot be loaded.");
        return response.arrayBuffer();
    };

    const load = () => Promise.all([wasm(), script("picoweb.js")]);
    let loading = load();

    // A worker that boots; speak to it at once. Raises where something cannot be loaded.
    async function start() {
        const [wasm] = await loading.catch(() => loading = load());
        const address = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
        const worker = new Worker(address);
        worker.addEventListener("message", () => URL.revokeObjectURL(address), {once: true});
        worker.postMessage({type: "boot", wasm, files: board.files});
        return worker;
    }

    return board;
})();
