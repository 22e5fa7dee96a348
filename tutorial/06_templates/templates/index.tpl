{% args degrees, percent, logbook, escape %}
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Greenhouse</title>
</head>
<body>
<h1>Greenhouse</h1>
<p>It is {{ "%.1f" % degrees }} °C.
{% if percent %}
The lamp is at {{ percent }} percent.
{% else %}
The lamp is off.
{% endif %}
</p>
<h2>Logbook</h2>
{% include "log.tpl" logbook, escape %}
</body>
</html>
