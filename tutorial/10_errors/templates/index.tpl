{% args degrees, percent, logbook, typed, wrong, escape %}
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Greenhouse</title>
<link rel="stylesheet" href="/static/style.css">
<link rel="icon" href="/static/leaf.svg">
</head>
<body>
<header>
<img src="/static/leaf.svg" alt="" width="40" height="40">
<h1>Greenhouse</h1>
</header>
<main>
<section>
<h2>Temperature</h2>
<p class="value">{{ "%.1f" % degrees }} °C</p>
</section>
<section>
<h2>Lamp</h2>
<p class="value">{{ percent }} %</p>
<form method="post" action="/lamp">
{% include "field.tpl" "percent", "Percent", typed, wrong, escape %}
<button>Set</button>
</form>
</section>
<section class="wide">
<h2>Logbook</h2>
{% include "log.tpl" logbook, escape %}
<form method="post" action="/log">
{% include "field.tpl" "text", "What did you do?", typed, wrong, escape %}
<button>Note it</button>
</form>
</section>
</main>
<footer><a href="/static/care.txt">How to care for the plants</a></footer>
</body>
</html>
