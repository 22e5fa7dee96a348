# Build your own picoweb, step 1, solution: a server that shouts.


async def serve(stream):
    while True:
        line = await stream.readline()
        if not line:
            break
        await stream.awrite(line.upper())
