/* Python as far as an editor needs it: its tokens, their colours, and what Pycopy cannot compile. */
"use strict";

(live => {
    const TRIPLE = quote => `${quote}{3}(?:\\\\[^]|(?!${quote}{3})[^\\\\])*(?:${quote}{3}|$)`;
    const SINGLE = quote => `${quote}(?:\\\\[^]|[^\\\\\\n${quote}])*${quote}?`;
    const TOKEN = new RegExp(
        [
            "(?<comment>#[^\\n]*)",
            `(?<string>(?:[rbuf]|rb|br|fr|rf)?(?:${['"', "'"].flatMap(q => [TRIPLE(q), SINGLE(q)]).join("|")}))`,
            "(?<number>\\.?\\d(?:[eE][+-]|[\\w.])*)",
            "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)",
            "(?<space>[ \\t\\f\\r]+|\\\\\\n)",
            "(?<newline>\\n)",
            "(?<op>\\*\\*=?|\\/\\/=?|:=|->|[-+*/%&|^=!<>@]=|<<|>>|[^])",
        ].join("|"),
        "giu",
    );

    // All of the text, in order, as {kind, text, line}; lines count from 1.
    live.tokens = text => {
        const found = [];
        let line = 1;
        for (const match of text.matchAll(TOKEN)) {
            const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
            found.push({kind, text: match[0], line});
            line += match[0].split("\n").length - 1;
        }
        return found;
    };

    const KEYWORDS = new Set(
        (
            "and as assert async await break class continue def del elif else " +
            "except finally for from global if import in is lambda nonlocal not or pass raise return " +
            "try while with yield"
        ).split(" "),
    );
    const CONSTANTS = new Set(["True", "False", "None"]);
    const COLOURS = {comment: "c1", string: "s2", number: "mi"};

    // The class that Pygments would give a token, as the site's style colours those.
    live.colour = (token, before) => {
        if (token.kind !== "name")
            return COLOURS[token.kind] || (token.text === "@" && !before ? "nf" : "");
        if (KEYWORDS.has(token.text)) return "k";
        if (CONSTANTS.has(token.text)) return "kc";
        return {def: "nf", class: "nc", "@": "nf"}[before?.text] || "";
    };

    // ---- What Pycopy lacks ----

    const CLOSING = {")": "(", "]": "[", "}": "{"};
    const AFTER_VALUE = /^(?:name|string|number)$/;

    // Return [{line, text}], a sentence for each place.
    live.notOnPycopy = text => {
        const found = [];
        const say = (token, what) => found.push({line: token.line, text: what});
        for (const statement of statements(text)) {
            lookAtStart(statement, say);
            lookAtAll(statement, say);
        }
        return found;
    };

    // Logical lines: a list of tokens each, with its indentation and the def around it.
    function* statements(text) {
        const functions = [];
        let depth = 0,
            line = start();
        for (const token of [...live.tokens(text), {kind: "newline", text: "\n"}]) {
            if (token.kind === "newline" && depth <= 0) {
                if (line.tokens.length) yield enclose(line, functions);
                line = start();
                depth = 0;
            } else if (token.kind === "space" && !line.tokens.length) {
                line.indent += token.text.length;
            } else if (!["space", "newline", "comment"].includes(token.kind)) {
                line.tokens.push(token);
                depth += "([{".includes(token.text) - (token.text in CLOSING);
            }
        }
    }

    const start = () => ({indent: 0, tokens: []});

    // Say whether the line stands in an `async def`; remember the function it begins.
    function enclose(line, functions) {
        while (functions.length && functions.at(-1).indent >= line.indent) functions.pop();
        line.inAsync = Boolean(functions.at(-1)?.async);
        const [first, second] = line.tokens;
        if (first.text === "def" || (first.text === "async" && second?.text === "def"))
            functions.push({indent: line.indent, async: first.text === "async"});
        return line;
    }

    function lookAtStart({tokens}, say) {
        const [first, second] = tokens;
        const block = tokens.at(-1).text === ":";
        if (
            first.text === "match" &&
            block &&
            second !== tokens.at(-1) &&
            !/^[=.,:)\]]/.test(second.text)
        )
            say(first, "a match statement");
    }

    // Walk through the tokens with a stack of the brackets that are open.
    function lookAtAll({tokens, inAsync}, say) {
        const open = [];
        tokens.forEach((token, at) => {
            const around = open.at(-1),
                before = tokens[at - 1],
                after = tokens[at + 1];
            if (token.kind === "string" && /^[rb]?f/i.test(token.text)) say(token, "an f-string");
            if (token.text === "yield" && inAsync) say(token, "yield in an async def");
            if (token.text === "async" && around) say(token, "an asynchronous comprehension");
            if (around) lookInside(around, token, before, after, tokens[0], say);
            else if (token.text === "*" && /^(?:=|return)$/.test(before?.text))
                say(token, "* in a tuple");
            if (token.kind === "op" && "([{".includes(token.text))
                open.push(bracket(token, before));
            else if (token.text in CLOSING) open.pop();
        });
    }

    const NOT_CALLED =
        /^(?:and|as|assert|await|del|elif|else|for|if|in|is|not|or|raise|return|while|with|yield)$/;

    // Right after a value, "(" calls and "[" looks up; elsewhere both make a new value.
    function bracket(token, before) {
        const value =
            before &&
            !NOT_CALLED.test(before.text) &&
            (AFTER_VALUE.test(before.kind) || before.text in CLOSING);
        return {
            kind: token.text,
            afterValue: value,
            colons: 0,
            stars: {"*": 0, "**": 0},
            lambdas: 0,
        };
    }

    function lookInside(around, token, before, after, first, say) {
        const begins = before.text === around.kind || before.text === ",";
        if (token.text === "lambda") around.lambdas++;
        if (token.text === "/" && begins && /^[,)]$/.test(after?.text))
            say(token, "a / between parameters");
        if ((token.text === "*" || token.text === "**") && begins && !around.lambdas)
            lookAtStar(around, token, say);
        if (token.text === ":" && around.lambdas) around.lambdas--;
        else if (around.kind === "[" && around.afterValue) lookAtSlice(around, token, say);
        if (token.text === "=" && first.text === "class" && around.kind === "(")
            say(token, "an argument with a name in a class statement");
    }

    function lookAtStar(around, token, say) {
        if (around.kind === "(" && around.afterValue) {
            if (++around.stars[token.text] === 2) say(token, `several ${token.text} in one call`);
        } else {
            const place = {
                "{": token.text === "*" ? "set" : "dictionary",
                "[": "list",
                "(": "tuple",
            };
            say(token, `${token.text} in a ${place[around.kind]}`);
        }
    }

    function lookAtSlice(around, token, say) {
        if (token.text === ",") around.colons = 0;
        if (token.text === ":" && ++around.colons === 2) say(token, "a slice with a step");
    }
})((window.picowebLive ??= {}));
