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

    const bytesOf = text => {
        const bytes = new Uint8Array(text.length);
        for (let i = 0; i < bytes.length; i++)
            bytes[i] = text.charCodeAt(i);
        return bytes;
    };

    // A page that is a file may fetch nothing, but it may load scripts.
    const wasm = async () => {
        if (here.startsWith("file:")) {
            await script("micropython.wasm.js");
            return bytesOf(atob(board.wasm)).buffer;
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
        const address = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
        const worker = new Worker(address);  // it reads its script while the rest is loaded
        worker.addEventListener("message", () => URL.revokeObjectURL(address), {once: true});
        try {
            const [wasm] = await loading.catch(() => loading = load());
            worker.postMessage({type: "boot", wasm, files: board.files});
        } catch (error) {
            worker.terminate();
            throw error;
        }
        return worker;
    }

    return board;
})();
