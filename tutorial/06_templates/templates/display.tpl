{% args degrees, percent %}
{{ "%.1f" % degrees }} °C, lamp {% if percent %}{{ percent }} %{% else %}off{% endif %}
