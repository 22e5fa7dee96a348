{% args note, longest, escape %}
{% include "head.tpl" "Edit a note" %}
<body>
<header><h1>Edit a note</h1></header>
<main>
<form class="write" method="post" action="/notes/{{ note["id"] }}">
<label for="text">Note</label>
<textarea id="text" name="text" rows="10" maxlength="{{ longest }}" required autofocus data-key="n">
{{ escape(note["text"]) }}</textarea>
<div class="bar"><span class="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> saves it</span>
<a class="button" href="{{ "/archive" if note["archived"] else "/" }}" data-key="Escape">Cancel</a><button class="first">Save</button></div>
</form>
</main>
</body>
</html>
