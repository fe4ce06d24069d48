"""Closing the databases when the process ends.

A closed FileStorage has written its index, so that the next start need not read all records.
"""

import atexit
import logging
import signal
import threading
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import NoReturn

from ZODB import DB

log = logging.getLogger(__name__)


def close_at_exit(db: DB) -> Callable[[], None]:
    """Close the database when the interpreter exits, also after SIGTERM; return what takes that back.

    May be called for several databases. SIGTERM is left alone when somebody else handles it, or
    when this is not the main thread (which alone may set a handler).
    """
    closing = partial(_close, db)
    atexit.register(closing)
    main = threading.current_thread() is threading.main_thread()
    if main and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _exit)
    return partial(atexit.unregister, closing)


def _close(db: DB) -> None:
    # Looked up now: a closed DB replaces its `close` by one that does nothing.
    db.close()


def _exit(signum: int, frame: FrameType | None) -> NoReturn:
    # A second signal must not cut the closing short. SystemExit ends waitress's loop, which lets
    # the requests at work finish.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)
