"""Breaks of what is believed of proxies."""

BREAKS = [
    ("proxy.py", "while nodes and address in proxies:", "while nodes:", "part proxy"),
    ("proxy.py", "node = nodes.pop().strip()", "node = nodes.pop(0).strip()", "part proxy"),
    (
        "proxy.py",
        "app.proxies = (addresses,) if isinstance(addresses, str) else addresses",
        "app.proxies = addresses",
        "part proxy",
    ),
    ("proxy.py", "if not node:", "if node is None:", "part proxy"),
    (
        "proxy_rarely.py",
        'if pair.count(\'"\') % 2 or "\\\\" in pair:',
        'if "\\\\" in pair:',
        "part proxy",
    ),
    (
        "proxy_rarely.py",
        "if not host or host.encode().strip(IN_HOST):",
        "if not host:",
        "part proxy",
    ),
    ("proxy_rarely.py", "if not trusted:", "if False:", "part proxy"),
    (
        "proxy_rarely.py",
        'return "" if node.strip("0123456789abcdef.:") else node',
        "return node",
        "part proxy",
    ),
]
