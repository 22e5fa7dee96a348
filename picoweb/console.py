# Where log lines go: to an object of the program's, to the logging library, or to the screen.
import gc
import sys


class Log:
    # info, error, debug and exc of whatever there is; request() writes a line for each request.

    def __init__(self, debug, log=None):
        log = log or library(debug) or Screen(debug)
        self.verbose = debug  # 1: the headers of each request as well; 2: and the free memory
        self.info = log.info
        self.error = log.error
        self.debug = log.debug
        self.write_exc = getattr(log, "exc", None)
        # The logging library of boards takes exc_info there alone.
        self.exception = getattr(log, "exception", log.error)

    def exc(self, e, where):
        # Nothing that a log does ends the server.
        try:
            if self.write_exc:
                self.write_exc(e, "%s: %r" % (where, e))
            else:
                self.exception("%s: %r", where, e, exc_info=e)
        except Exception as e:
            print("log:", e)

    def request(self, req, resp):
        # "-" stands for what is not known, as in logs of the common format.
        line = '%s "%s %s" %d %d'
        peer = resp.get_extra_info("peername", "-")
        method, path = (req.method, req.path) if req else ("-", "-")
        self.info(line % (peer, method or "-", path or "-", resp.status, resp.sent))
        if self.verbose > 0 and req and req.fields:
            self.debug("headers: %r" % req.fields)
        if self.verbose > 1 and hasattr(gc, "mem_free"):
            self.debug("%d bytes free" % gc.mem_free())


class Screen:
    def __init__(self, debug):
        if debug > 0:
            self.debug = self.info

    def info(self, message, *args):
        print(message % args if args else message)

    error = info

    def debug(self, message, *args):
        pass

    def exc(self, e, message):
        print(message)
        if hasattr(sys, "print_exception"):
            sys.print_exception(e)
        else:
            import traceback

            traceback.print_exception(type(e), e, e.__traceback__)


def library(debug):
    # ulogging; or logging, if the program has set it up: no board loads it for this.
    try:
        import ulogging as logging
    except ImportError:
        logging = sys.modules.get("logging")
        if not logging or not logging.getLogger().handlers:
            return None
    log = logging.getLogger("picoweb")
    if debug > 0:
        log.setLevel(logging.DEBUG)
    return log


def refuse(e, number):
    # Raise an OSError that says what to do about a port that is taken.
    raise OSError(e.args[0], "port %s is in use; choose another with run(port=...)" % number)
