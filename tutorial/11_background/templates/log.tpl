{% args logbook, escape %}
{% if logbook %}
<ol>
{% for line in logbook %}
<li>{{ escape(line) }}</li>
{% endfor %}
</ol>
{% else %}
<p>Nothing has been noted yet.</p>
{% endif %}
