# A response that goes on, read by a client of picoweb.testing as it comes. Loaded at first use.
from .testing_response import Response


def whole_characters(data):
    # How many bytes of UTF-8 text make whole characters.
    end = len(data)
    while end and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    if end and data[end - 1] >= 0xC0:
        length = 2 + (data[end - 1] >= 0xE0) + (data[end - 1] >= 0xF0)
        return len(data) if len(data) - end + 1 >= length else end - 1
    return len(data)


class Pieces:
    # The body of a response, text as it comes.

    def __init__(self, talk):
        self.talk = talk
        self.head = b""
        while b"\r\n\r\n" not in self.head:
            piece = talk.more()
            if not piece:
                break
            self.head += piece
        self.head, _, self.rest = self.head.partition(b"\r\n\r\n")
        response = Response(self.head, True)
        self.status = response.status
        self.headers = response.headers

    def __iter__(self):
        return self

    def __next__(self):
        # A piece of the network may end within a character: that one waits for the next.
        data = self.rest or self.talk.more()
        end = whole_characters(data)
        while data and not end:
            more = self.talk.more()
            data += more
            end = whole_characters(data) if more else len(data)
        if not data:
            raise StopIteration
        self.rest = data[end:]
        return data[:end].decode()

    def close(self):
        self.talk.end()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
