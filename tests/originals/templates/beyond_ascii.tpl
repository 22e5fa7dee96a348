{% args words %}
<p>Яблоки: {{words["fruit"]}}</p>
{% for c in words["letters"] %}<b>{{c}}</b>{% endfor %}
