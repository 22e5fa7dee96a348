# Publish and subscribe: what is published goes to all who listen, by server-sent events or
# WebSockets.
#
#     weather = Topic()
#     weather.publish("21 degrees")            anywhere
#     weather.subscribe(events)                in a handler, which then returns False
#
# No client has a queue of its own: the topic keeps its last messages, and for each client the
# id of the next. And none has a task, but while there is something to send to it.
from .port import spawn
from .stream import Stream, later


class Topic:
    def __init__(self, keep=10, disconnect=False):
        # keep: so many messages may a client be behind, and who comes back hears as many.
        # disconnect: a client that is slower is ended; else it loses the oldest messages.
        self.keep = max(keep, 1)
        self.disconnect = disconnect
        self.messages = []  # (data, event, id)
        self.newest = 0  # the last one's id
        self.clients = {}  # to the id of the next message for each
        self.sending = {}  # clients that have a task

    def publish(self, data, event=None):
        # It waits for nobody. Returns the message's id.
        if not isinstance(data, (str, bytes)):
            data = later("values").json.dumps(data)
        self.newest += 1
        self.messages.append((data, event, self.newest))
        if len(self.messages) > self.keep:
            self.messages.pop(0)
        self.notify()
        return self.newest

    def subscribe(self, client, last_id=None):
        # Send what is published to something that has send() and stream. It begins after
        # last_id, or the client's own; 0: with the oldest message that is kept.
        oldest = self.newest - len(self.messages) + 1
        if last_id is None:
            last_id = getattr(client, "last_id", None) or self.newest
        try:
            next_id = int(last_id) + 1
        except ValueError:
            next_id = 0
        # An id that is not known is from before a restart: all may be new.
        if not oldest <= next_id <= self.newest + 1:
            next_id = oldest
        self.clients[client] = next_id
        self.notify()

    def notify(self):
        # Let go who has left, and have a task send to each who has not heard all.
        for client in list(self.clients):
            if client.stream.dead:
                del self.clients[client]
            elif self.disconnect and self.clients[client] <= self.newest - len(self.messages):
                # Not the stream's own: that of a WebSocket asks first if the client is there.
                Stream.give_up(client.stream)
            elif self.clients[client] <= self.newest and client not in self.sending:
                try:
                    spawn(self.send(client))
                    self.sending[client] = True
                except Exception as e:
                    client.stream.app.note(e, "topic")

    async def send(self, client):
        try:
            while client in self.clients and self.clients[client] <= self.newest:
                for message in self.messages:
                    if message[2] >= self.clients[client]:
                        break
                self.clients[client] = message[2] + 1
                # A WebSocket's messages have no event and no id.
                await client.send(*message[: 3 if hasattr(client, "last_id") else 1])
        except OSError:
            self.clients.pop(client, None)
        except Exception as e:
            client.stream.app.note(e, "topic")
        finally:
            self.sending.pop(client, None)
