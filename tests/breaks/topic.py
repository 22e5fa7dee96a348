"""Breaks of publish and subscribe."""

BREAKS = [
    ("topic.py", "self.messages.pop(0)", "pass", "part topic"),
    ("topic.py", "if message[2] >= self.clients[client]:", "if True:", "part topic"),
    (
        "topic.py",
        "if not oldest <= next_id <= self.newest + 1:",
        "if next_id > self.newest + 1:",
        "part topic",
    ),
    (
        "topic.py",
        "if not isinstance(data, (str, bytes)):",
        "if isinstance(data, int):",
        "part topic",
    ),
    ("topic.py", "del self.clients[client]", "pass", "part topic"),
    (
        "topic.py",
        "elif self.disconnect and self.clients[client] <= self.newest - len(self.messages):",
        "elif self.disconnect and self.clients[client] < self.newest - len(self.messages):",
        "part topic",
    ),
    (
        "topic.py",
        "Stream.give_up(client.stream)",
        "client.stream.give_up()",
        "part topic",
    ),
    ("topic.py", "self.sending[client] = True", "pass", "part topic"),
    ("topic.py", "self.sending.pop(client, None)", "pass", "part topic"),
    ("topic.py", "self.clients.pop(client, None)", "pass", "part topic"),
    (
        "topic.py",
        'await client.send(*message[: 3 if hasattr(client, "last_id") else 1])',
        "await client.send(*message)",
        "part topic",
    ),
]
