# main.py over TLS. kind=0: the RSA key, 1: the EC key.
import common

KIND = ("rsa", "ec")[int(common.OPTIONS.pop("kind", 0))]

import inside  # noqa: E402
import main  # noqa: E402

from picoweb import websocket  # noqa: E402


FOLDER = __file__.rpartition("/")[0] + "/../../on_every_python/certs/" + KIND


async def echo(req, resp):
    socket = await websocket.accept(req, resp)
    async for message in socket:
        await socket.send(message)


main.app.add_url_rule("/echo", echo)

if __name__ == "__main__":
    inside.watch()
    main.app.run(
        port=common.PORT,
        debug=common.option("debug", -1),
        ssl=(FOLDER + "-cert.pem", FOLDER + "-key.pem"),
    )
