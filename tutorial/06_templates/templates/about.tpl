{% include "head.tpl" "About the greenhouse" %}
<body>
<h1>About the greenhouse</h1>
<p>It is two metres by three, and has one lamp.</p>
</body>
</html>
