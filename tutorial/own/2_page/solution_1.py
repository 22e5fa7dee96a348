# Build your own picoweb, step 2, solution: no picture for the tab.

from app import answer


async def serve(stream):
    words = (await stream.readline()).split()
    while (await stream.readline()).strip():
        pass  # headers: read, and forgotten
    if len(words) != 3:
        return await answer(stream, "400 Bad Request", "That is no request.")
    method, path, version = words
    if path == b"/favicon.ico":
        return await answer(stream, "404 Not Found", "There is no picture.")
    await answer(stream, "200 OK", 'You asked for "%s".\n' % path.decode())
