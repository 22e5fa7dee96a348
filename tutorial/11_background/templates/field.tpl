{% args name, label, typed, wrong, escape %}
<p>
<label for="{{ name }}">{{ label }}</label>
<input id="{{ name }}" name="{{ name }}" value="{{ escape(typed.get(name, "")) }}"
{% if name in wrong %}
aria-invalid="true" aria-describedby="{{ name }}-wrong"
{% endif %}
>
{% if name in wrong %}
<strong id="{{ name }}-wrong" class="wrong">{{ wrong[name] }}</strong>
{% endif %}
</p>
