{% args status, text, escape %}
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{{ status }} – Greenhouse</title>
<link rel="stylesheet" href="/static/style.css">
<link rel="icon" href="/static/leaf.svg">
</head>
<body>
<header>
<img src="/static/leaf.svg" alt="" width="40" height="40">
<h1>Greenhouse</h1>
</header>
<main>
<section class="wide">
<h2>{{ status }}</h2>
<p>{{ escape(text) }}</p>
</section>
</main>
<footer><a href="/">To the greenhouse</a></footer>
</body>
</html>
