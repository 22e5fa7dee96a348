# Build your own picoweb, step 3, solution: a response that sends the browser on.


async def redirect(resp, path):
    head = "HTTP/1.0 303 See Other\r\nLocation: %s\r\n\r\n" % path
    await resp.awrite(head.encode())
