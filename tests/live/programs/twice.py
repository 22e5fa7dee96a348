# Says what run() and start() say of a port that is in use.
import common

import picoweb

app = picoweb.WebApp(__name__)


async def main():
    try:
        await app.start(port=common.PORT)
    except OSError as e:
        print("start: %s" % e)


try:
    app.run(port=common.PORT, debug=-1)
except OSError as e:
    print("run: %s" % e)
common.run_main(main())
