{% args logbook, escape %}
{% if logbook %}
<ol>
{% for line in logbook %}
<li id="line-{{ line["id"] }}" value="{{ line["id"] }}">{{ escape(line["text"]) }}</li>
{% endfor %}
</ol>
{% else %}
<p>Nothing has been noted yet.</p>
{% endif %}
