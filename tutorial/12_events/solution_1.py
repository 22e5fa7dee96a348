# Chapter 12, exercise 1: an alarm, as an event with a name.

import picoweb
from app import app, history, news


async def watch_for_heat():
    warned = False
    while True:
        hot = bool(history) and history[-1] is not None and history[-1] > 22
        if hot and not warned:
            news.publish("%.1f degrees" % history[-1], event="alarm")
        warned = hot
        await picoweb.sleep_ms(500)


app.spawn(watch_for_heat())


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
