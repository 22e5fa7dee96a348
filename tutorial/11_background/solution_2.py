# Chapter 11, exercise 2: a program that serves for ten seconds.

import picoweb
from app import app


async def main():
    await app.start(host="127.0.0.1", port=8081)
    print("Open http://127.0.0.1:8081/, you have ten seconds.")
    await picoweb.sleep_ms(10000)
    app.stop(within=2)
    await app.wait_closed()
    print("Closed.")


if __name__ == "__main__":
    picoweb.get_event_loop().run_until_complete(main())
