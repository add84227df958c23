"""What ties a worker process to the one that it works for: who ends it, and when."""

import gc
import os
import select
import signal
import sys
import tempfile
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from types import FrameType

from handouts.typesetting.limits import claim_process

BEGINNING = threading.Lock()
"""Held while a worker begins: one that another thread forks then would keep its pipe open."""
GRACE = 0.5
"""Seconds in which a worker may delete what it was writing when it is terminated."""


class Terminated(BaseException):
    """Ends the work in hand. No Exception, for the renderer catches those in places."""


def tie(parent: int, scratch: Path) -> None:
    """Make this process a worker: it ends when its parent terminates it, or is gone.

    Interrupts are left to the parent. `parent` is the number of its process. Temporary files go
    into the folder `scratch`, which the parent deletes, so that a worker may be killed: WeasyPrint
    has copies of all fonts there.
    """
    tempfile.tempdir = str(scratch)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _terminate)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    gc.set_threshold(100_000, 20, 50)  # a document is dropped whole; there is little to collect
    claim_process()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _terminate(_: int, __: FrameType | None) -> None:
    raise Terminated


def _end_with(parent: int) -> None:
    """End this process when its parent is gone.

    On Linux it watches the parent itself, pidfd_open(2). A signal of the system at the parent's
    death, prctl(2), would come already when the thread ends that began this process.
    """
    if sys.platform == "linux":
        _wait_for_end_of(parent)
    elif known := parent_process():
        wait([known.sentinel])
    os._exit(1)


def _wait_for_end_of(parent: int) -> None:
    try:
        watched = os.pidfd_open(parent)
    except OSError:  # a system without it, or the parent is gone
        while os.getppid() == parent:
            time.sleep(1)
    else:
        if os.getppid() == parent:  # else it is gone, and somebody else may have its number
            select.select([watched], [], [])
