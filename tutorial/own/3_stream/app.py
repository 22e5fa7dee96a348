# Build your own picoweb, step 3: the response is the stream.

try:
    import asyncio
except ImportError:  # Pycopy
    import uasyncio as asyncio


class Socket:
    # A connection as one stream. Python gives it in two halves, and knows two ways to send.
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer

    async def readline(self):
        return await self.reader.readline()

    async def awrite(self, data):
        if hasattr(self.writer, "awrite"):  # MicroPython, Pycopy
            await self.writer.awrite(data)
        else:
            self.writer.write(data)
            await self.writer.drain()

    async def aclose(self):
        if hasattr(self.writer, "aclose"):  # MicroPython, Pycopy
            await self.writer.aclose()
        else:
            self.writer.close()


class Memory:
    # A stream that needs no network: what a client says, and what it is answered.
    def __init__(self, said):
        self.said = said
        self.answer = b""

    async def readline(self):
        end = self.said.find(b"\n") + 1 or len(self.said)
        line, self.said = self.said[:end], self.said[end:]
        return line

    async def awrite(self, data):
        self.answer += data


class Request:
    def __init__(self, method, path, qs):
        self.method = method
        self.path = path
        self.qs = qs  # what stands behind the "?"


async def read_request(stream):
    # Return a Request, or None if that was none.
    words = (await stream.readline()).decode().split()
    while (await stream.readline()).strip():
        pass  # headers: read, and forgotten
    if len(words) != 3:
        return None
    path, _, qs = words[1].partition("?")
    return Request(words[0], path, qs)


async def start_response(resp, content_type="text/html; charset=utf-8", status="200 OK"):
    head = "HTTP/1.0 %s\r\nContent-Type: %s\r\n\r\n" % (status, content_type)
    await resp.awrite(head.encode())


async def http_error(resp, status):
    await start_response(resp, "text/plain", status)
    await resp.awrite(status.encode())


async def handler(req, resp):
    await start_response(resp)
    for number in range(1, 4):
        await resp.awrite(b"<p>%d times %d is %d</p>\n" % (number, number, number * number))


async def serve(stream):
    req = await read_request(stream)
    if req:
        await handler(req, stream)
    else:
        await http_error(stream, "400 Bad Request")


def talk(said):
    # Nothing has to wait in memory, so one push takes the coroutine to its end.
    stream = Memory(said)
    try:
        serve(stream).send(None)
    except StopIteration:
        pass
    return stream.answer


async def client(reader, writer):
    stream = Socket(reader, writer)
    try:
        await serve(stream)
    except OSError:
        pass  # the client has broken the connection off
    finally:
        await stream.aclose()


def run(host, port):
    make_loop = getattr(asyncio, "new_event_loop", None) or asyncio.get_event_loop
    loop = make_loop()
    loop.create_task(asyncio.start_server(client, host, port))
    loop.run_forever()


if __name__ == "__main__":
    run("127.0.0.1", 8081)
