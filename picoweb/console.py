# Where log lines go: to an object of the program's, to the logging library, or to the screen.
import sys


class Console:
    def __init__(self, debug):
        self.verbose = debug > 0

    def info(self, message, *args):
        print(message % args if args else message)

    error = info

    def debug(self, message, *args):
        if self.verbose:
            self.info(message, *args)

    def exc(self, e, message, *args):
        self.info(message, *args)
        print_exception(e)


class Adapter:
    # The standard library's loggers have exception() where ulogging has exc().

    def __init__(self, log):
        self.log = log
        self.info = log.info
        self.error = log.error
        self.debug = log.debug

    def exc(self, e, message, *args):
        self.log.error(message, *args, exc_info=e)


def print_exception(e):
    if hasattr(sys, "print_exception"):
        sys.print_exception(e)
    else:
        import traceback

        traceback.print_exception(type(e), e, e.__traceback__)


def logger(debug, log=None):
    if log is None:
        log = library(debug)
    if log is None:
        return Console(debug)
    return log if hasattr(log, "exc") else Adapter(log)


def library(debug):
    try:
        import ulogging as logging
    except ImportError:
        try:
            import logging
        except ImportError:
            return None
        if not logging.getLogger().handlers:
            return None
    log = logging.getLogger("picoweb")
    if debug > 0:
        log.setLevel(logging.DEBUG)
    return log
