{% args numbers %}
<!DOCTYPE html>
<html>
<head><title>Squares</title></head>
<body>
<table>
{% for n in numbers %}
<tr><td>{{n}}</td><td>{{n * n}}</td></tr>
{% endfor %}
</table>
</body>
</html>
