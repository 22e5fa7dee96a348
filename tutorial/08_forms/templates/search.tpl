{% args word, found, escape %}
<title>Search</title>
<form action="/search">
<label for="word">Search the logbook</label>
<input id="word" name="word" value="{{ escape(word) }}">
<button>Search</button>
</form>
<ul>
{% for text in found %}
<li>{{ escape(text) }}</li>
{% endfor %}
</ul>
