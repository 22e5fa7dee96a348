# Publish and subscribe: in what order, from where on, and that the slow and the gone cost nobody
# anything.
import picoweb
from cases import CASES, case, equal, pause, raises, run, until
from parts import port, run_until
from picoweb import sse
from picoweb import topic as topics
from picoweb.testing import Client
from picoweb.topic import Topic

sse.TICK = 5


class Log:
    def __init__(self):
        self.errors = []

    def exc(self, e, where):
        self.errors.append("%s: %s" % (where, type(e).__name__))

    def request(self, *args):
        pass


app = picoweb.WebApp("topic", serve_static=False)
app.log = Log()


class Stream:
    dead = False
    reader = writer = None
    app = app

    def give_up(self):
        pass  # a WebSocket's asks first, and goes on with a client that answers


class Socket:
    # As a WebSocket: send() takes a message alone. It can be slow, or fail.

    def __init__(self):
        self.stream = Stream()
        self.heard = []
        self.fault = None
        self.slow = False

    async def send(self, *message):
        while self.slow:
            await port.sleep_ms(1)
        if self.fault:
            raise self.fault
        self.heard.append(message)


class Listener(Socket):
    # As server-sent events: with ids.
    last_id = None


def publish(topic, numbers):
    for number in numbers:
        topic.publish(str(number))


def numbers(listener):
    return [int(message[0]) for message in listener.heard]


def settle():
    pause(5)


# ---- who hears what


@case
def all_hear_what_is_published_after_they_came():
    topic = Topic()
    first, second = Listener(), Listener()
    topic.publish("nobody")
    topic.subscribe(first)
    equal(topic.publish("one", "count"), 2)
    settle()
    topic.subscribe(second)
    equal(topic.publish("two"), 3)
    settle()
    equal(first.heard, [("one", "count", 2), ("two", None, 3)])
    equal(second.heard, [("two", None, 3)])
    equal(topic.sending, {})


@case
def a_websocket_hears_the_data_alone():
    topic, socket = Topic(), Socket()
    topic.subscribe(socket)
    topic.publish("text", "event")
    topic.publish(b"bytes")
    settle()
    equal(socket.heard, [("text",), (b"bytes",)])


@case
def what_is_no_text_is_json_of_its_moment():
    topic, socket = Topic(), Socket()
    topic.subscribe(socket)
    value = [1]
    topic.publish(value)
    value.append(2)
    topic.publish(3)
    settle()
    equal(socket.heard, [("[1]",), ("3",)])


@case
def publish_does_not_wait():
    topic, listener = Topic(), Listener()
    topic.subscribe(listener)
    publish(topic, range(5))
    equal(listener.heard, [])
    settle()
    equal(numbers(listener), [0, 1, 2, 3, 4])


REPLAYS = (
    # keep, messages so far (numbered from 1), last id, numbers that are replayed
    (3, 0, None, []),
    (3, 5, None, []),
    (3, 0, 0, []),
    (3, 2, 0, [1, 2]),
    (3, 3, 0, [1, 2, 3]),
    (3, 5, 0, [3, 4, 5]),
    (3, 5, 1, [3, 4, 5]),
    (3, 5, 2, [3, 4, 5]),
    (3, 5, 3, [4, 5]),
    (3, 5, 4, [5]),
    (3, 5, 5, []),
    (3, 5, "4", [5]),
    (3, 5, b"4", [5]),
    (3, 5, b"004", [5]),
    (1, 5, 4, [5]),
    (1, 5, 3, [5]),
    (0, 5, 3, [5]),
    (-1, 5, 3, [5]),
    (10, 10, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    # ids that were never given
    (3, 5, 6, [3, 4, 5]),
    (3, 5, -1, [3, 4, 5]),
    (3, 5, b"x", [3, 4, 5]),
    (3, 5, b"4.5", [3, 4, 5]),
    (3, 5, b"\xff\xfe", [3, 4, 5]),
    (3, 5, b"9" * 30, [3, 4, 5]),
    (3, 5, b"9" * 4000, [3, 4, 5]),
    (3, 5, b"-9", [3, 4, 5]),
    (3, 0, b"5", []),
)


@case
def replays():
    for keep, count, last_id, expected in REPLAYS:
        for own in (False, True):
            topic, listener = Topic(keep), Listener()
            publish(topic, range(1, count + 1))
            if own:
                # As Last-Event-ID says it.
                if last_id is not None and not isinstance(last_id, bytes):
                    last_id = str(last_id).encode()
                listener.last_id = last_id
                topic.subscribe(listener)
            else:
                topic.subscribe(listener, last_id)
            settle()
            equal((last_id, numbers(listener)), (last_id, expected))
            topic.publish("99")
            settle()
            equal(numbers(listener), expected + [99])


# ---- the slow


@case
def a_slow_one_loses_the_oldest_and_others_lose_nothing():
    topic, slow, fast = Topic(3), Listener(), Listener()
    slow.slow = True
    topic.subscribe(slow)
    topic.subscribe(fast)
    for number in range(20):
        topic.publish(str(number))
        settle()
    equal((numbers(fast), numbers(slow)), (list(range(20)), []))
    slow.slow = False
    run_until(until(lambda: len(slow.heard) == 4))
    equal(numbers(slow), [0, 17, 18, 19])
    topic.publish("20")
    settle()
    equal((numbers(slow)[-1], numbers(fast)[-1]), (20, 20))
    equal((len(topic.messages), topic.sending), (3, {}))


@case
def a_slow_one_is_disconnected_if_so_wished():
    for behind in (3, 4):
        topic, slow, fast = Topic(3, disconnect=True), Listener(), Listener()
        slow.slow = True
        topic.subscribe(slow)
        topic.subscribe(fast)
        publish(topic, [0])
        settle()
        for number in range(1, behind + 1):
            publish(topic, [number])
            settle()
        equal(slow.stream.dead, behind > 3)
        equal(fast.stream.dead, False)
        slow.slow = False
        settle()
        publish(topic, [99])
        settle()
        equal(numbers(fast), list(range(behind + 1)) + [99])
        equal((slow in topic.clients, fast in topic.clients), (behind == 3, True))


@case
def who_comes_late_is_not_slow():
    topic, listener = Topic(3, disconnect=True), Listener()
    publish(topic, range(10))
    topic.subscribe(listener, 0)
    settle()
    equal((numbers(listener), listener.stream.dead), ([7, 8, 9], False))


@case
def one_task_for_each_that_is_slow():
    topic, slow = Topic(3), Listener()
    slow.slow = True
    topic.subscribe(slow)
    started = []
    spawn, topics.spawn = topics.spawn, lambda coro: started.append(spawn(coro))
    try:
        publish(topic, range(50))
        settle()
        publish(topic, range(50))
        equal(len(started), 1)
    finally:
        topics.spawn = spawn
    slow.slow = False
    settle()
    # Of the first fifty it had begun to hear the oldest that was kept.
    equal(numbers(slow), [47] + [47, 48, 49])


# ---- the gone, and what fails


@case
def who_cannot_be_sent_to_is_let_go():
    topic, gone, there = Topic(), Listener(), Listener()
    gone.fault = OSError(104)
    topic.subscribe(gone)
    topic.subscribe(there)
    publish(topic, [1])
    settle()
    equal(list(topic.clients), [there])
    publish(topic, [2])
    settle()
    equal((numbers(there), topic.sending, app.log.errors), ([1, 2], {}, []))


@case
def whose_stream_has_ended_is_let_go_by_the_next_who_comes():
    topic = Topic()
    for _ in range(200):
        listener = Listener()
        topic.subscribe(listener)
        listener.stream.dead = True
        equal(len(topic.clients) < 3, True)
    equal(topic.publish("x"), 1)
    equal((topic.clients, topic.sending), ({}, {}))


@case
def another_failure_is_logged_and_costs_a_message():
    topic, failing, there = Topic(), Listener(), Listener()
    failing.fault = TypeError("no text")
    topic.subscribe(failing)
    topic.subscribe(there)
    publish(topic, [1])
    settle()
    equal(app.log.errors, ["topic: TypeError"])
    failing.fault = None
    publish(topic, [2])
    settle()
    equal((numbers(failing), numbers(there)), ([2], [1, 2]))
    app.log.errors.clear()


@case
def a_task_that_cannot_start_is_not_the_publisher_s_affair():
    def fail(coro):
        coro.close()
        raise MemoryError

    topic, listener = Topic(), Listener()
    topic.subscribe(listener)
    spawn, topics.spawn = topics.spawn, fail
    try:
        publish(topic, [1])
    finally:
        topics.spawn = spawn
    equal((app.log.errors, topic.sending), (["topic: MemoryError"], {}))
    publish(topic, [2])
    settle()
    equal(numbers(listener), [1, 2])
    app.log.errors.clear()


@case
def what_cannot_be_json_is_told_to_the_publisher():
    topic, listener = Topic(), Listener()
    topic.subscribe(listener)
    # Not all boards' json minds what it is given.
    if port.adopt:
        raises(TypeError, topic.publish, object())
        equal((topic.newest, topic.messages), (0, []))


# ---- over server-sent events

weather = Topic(3)


@app.route("/weather")
async def listen(req, resp):
    weather.subscribe(await sse.events(req, resp))
    return False


@case
def events_with_ids_that_a_client_comes_back_with():
    client = Client(app)
    with client.events("/weather") as events:
        weather.publish("21 degrees")
        event = next(events)
        equal((event.event, event.data, event.id), ("message", "21 degrees", "1"))
    pause(20)
    equal((app.streams, sse.streams), ([], []))
    weather.publish("22 degrees", "warmer")
    weather.publish({"degrees": 23})
    equal(weather.clients, {})
    with client.events("/weather", {"Last-Event-ID": event.id}) as events:
        event = next(events)
        equal((event.event, event.data, event.id), ("warmer", "22 degrees", "2"))
        equal(next(events).data, '{"degrees": 23}')
        pause(20)
        equal(len(weather.clients), 1)


@case
def many_listeners_of_which_one_never_reads():
    client = Client(app)
    first = weather.newest + 1
    listeners = [client.events("/weather") for _ in range(6)]
    lazy = client.stream("/weather")
    for number in range(30):
        weather.publish(str(number) * 300)
        for events in listeners:
            event = next(events)
            equal((event.data, event.id), (str(number) * 300, str(first + number)))
    for events in listeners + [lazy]:
        events.close()
    weather.publish("x")
    pause(50)
    equal((weather.clients, weather.sending, app.log.errors), ({}, {}, []))


run(CASES)
