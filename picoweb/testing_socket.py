# What a client of picoweb.testing says to a server, over a socket. Loaded with the first of it.
try:
    import socket
except ImportError:
    import usocket as socket


class Conversation:
    def __init__(self, client, said):
        self.sock = socket.socket()
        if hasattr(self.sock, "settimeout"):
            self.sock.settimeout(client.timeout)
        self.sock.connect(socket.getaddrinfo(client.host, client.port)[0][-1])
        self.say(said)

    def say(self, data):
        while data:
            data = data[self.sock.send(data) :]

    def whole(self):
        try:
            pieces = [self.more()]
            while pieces[-1]:
                pieces.append(self.more())
            return b"".join(pieces)
        finally:
            self.close()

    def more(self):
        # What has arrived since; b"" at the end.
        return self.sock.recv(1024)

    def close(self):
        self.sock.close()

    end = close
