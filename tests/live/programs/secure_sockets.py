# sockets.py over TLS.
import common
import inside
import sockets
from picoweb import websocket

FOLDER = __file__.rpartition("/")[0] + "/../../on_every_python/certs/"


if __name__ == "__main__":
    websocket.WebSocket.MAX_MESSAGE = common.option("message", 4096)
    inside.watch()
    sockets.app.run(
        port=common.PORT, debug=-1, ssl=(FOLDER + "rsa-cert.pem", FOLDER + "rsa-key.pem")
    )
