{% args page, longest, escape %}
{% include "head.tpl" "Archive" if page.archived else "Notes" %}
<body>
<header>
<h1>Notes</h1>
<nav aria-label="Notes">
<a href="/"{% if not page.archived %} aria-current="page"{% endif %}>Current</a>
<a href="/archive"{% if page.archived %} aria-current="page"{% endif %}>Archive</a>
</nav>
<form class="search" role="search" action="{{ "/archive" if page.archived else "/" }}">
<input type="search" name="q" value="{{ escape(page.words) }}" placeholder="Search" aria-label="Search" maxlength="100" data-key="/">
<button>Search</button>
</form>
</header>
<main>
{% if not page.archived and not page.words %}
<form class="write" method="post" action="/notes">
<label for="text">New note</label>
<textarea id="text" name="text" rows="3" maxlength="{{ longest }}" required placeholder="What is on your mind?" data-key="n"></textarea>
<div class="bar"><span class="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> adds it</span><button class="first">Add note</button></div>
</form>
{% endif %}
<ul class="notes">
{% for note in page %}
<li id="note-{{ note["id"] }}">
<p class="text">{{ escape(note["text"]) }}</p>
<div class="bar">
<form method="post" action="/notes/{{ note["id"] }}/archived">
<button name="archived" value="{{ "no" if page.archived else "yes" }}">{{ "Restore" if page.archived else "Archive" }}</button>
</form>
<a class="button" href="/notes/{{ note["id"] }}">Edit</a>
<a class="button" href="/notes/{{ note["id"] }}/delete">Delete</a>
</div>
</li>
{% endfor %}
</ul>
{% if not page.shown %}
<p class="nothing">
{% if page.words %}
No note has “{{ escape(page.words) }}” in it.
{% elif page.archived %}
Nothing is put away.
{% else %}
No notes yet. Write the first one.
{% endif %}
</p>
{% endif %}
{% if page.last %}
<form class="older">
<input type="hidden" name="q" value="{{ escape(page.words) }}">
<button name="before" value="{{ page.last }}">Older notes</button>
</form>
{% endif %}
</main>
</body>
</html>
