"""Breaks of picoweb.testing."""

BREAKS = [
    ("testing_response.py", "return self.body.decode()", "return str(self.body)", "client"),
    ("testing_response.py", "if key.lower() == name.lower():", "if key == name:", "units testing"),
    (
        "testing_request.py",
        'return data.encode(), "text/plain; charset=utf-8"',
        'return data, "text/plain; charset=utf-8"',
        "units testing",
    ),
    (
        "testing_stream.py",
        "return len(data) if len(data) - end + 1 >= length else end - 1",
        "return len(data)",
        "test_memory::over_a_socket",
    ),
    (
        "testing_socket.py",
        "data = data[self.sock.send(data) :]",
        "self.sock.send(data[:5]); data = None",
        "test_memory::over_a_socket",
    ),
]
