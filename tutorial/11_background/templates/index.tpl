{% args degrees, curve, percent, logbook, typed, wrong, escape %}
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
<p class="value"><output id="degrees">{{ "–" if degrees is None else "%.1f" % degrees }}</output> °C</p>
<svg viewBox="0 0 300 90" role="img" aria-label="The last half minute">
<polyline id="curve" points="{{ curve }}" fill="none" stroke="currentColor" stroke-width="3"/>
</svg>
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
</section>
</main>
<footer><a href="/static/care.txt">How to care for the plants</a></footer>
</body>
</html>
