{% args text %}
<p>{{text}}</p>
