# Looks after those who listen to events: who has left is ended. Loaded with the first of them.
from .port import cancel, sleep_ms


async def watch(heard, tick):
    # As long as there are any. It is one piece: a function more would be a tenth of its heap.
    ticks = 0
    try:
        while heard:
            await sleep_ms(tick)
            ticks += 1
            try:
                for stream in list(heard):
                    try:
                        if not stream.dead and stream.sock.read(64) != b"":
                            # A comment, every 15 seconds: proxies end what is silent for long.
                            # Who cannot take it has not read for long.
                            if ticks % 30 or stream.writer or stream.sock.write(b":\n") == 2:
                                continue
                    except OSError:
                        pass
                    heard.remove(stream)
                    if stream.sock and stream.owner and not stream.kept:
                        cancel(stream.owner)
                    stream.close()
            except MemoryError:
                pass  # for now; who was not looked at is the next time
    finally:
        heard.clear()  # the loop has ended
