{% args plants %}
<ol>
{% for plant in plants %}
<li>{{plant}}</li>
{% endfor %}
</ol>
