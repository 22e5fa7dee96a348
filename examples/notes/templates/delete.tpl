{% args note, escape %}
{% include "head.tpl" "Delete this note?" %}
<body>
<header><h1>Delete this note?</h1></header>
<main>
<ul class="notes"><li><p class="text">{{ escape(note["text"]) }}</p></li></ul>
<p>It cannot be brought back. To put it out of sight, archive it.</p>
<form method="post" action="/notes/{{ note["id"] }}/delete">
<div class="bar"><a class="button" href="{{ "/archive" if note["archived"] else "/" }}" data-key="Escape">Cancel</a><button class="danger">Delete for ever</button></div>
</form>
</main>
</body>
</html>
