{% args logbook, escape %}
<ol id="log">
{% for line in logbook %}
<li>{{ escape(line) }}</li>
{% endfor %}
</ol>
