"""What WeasyPrint and fontTools log while they work: warnings, and each page that is begun."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LOGGERS = ("weasyprint", "fontTools")
_collected: ContextVar[list[str] | None] = ContextVar("collected warnings", default=None)
"""Where the warnings go of the layout that is under way in this thread; None outside of one."""


class _Collector(logging.Handler):
    """Keeps warnings for the thread that caused them, and drops those outside of a layout."""

    def emit(self, record: logging.LogRecord) -> None:
        messages = _collected.get()
        if messages is not None:
            messages.append(record.getMessage())


_COLLECTOR = _Collector(logging.WARNING)
for _name in _LOGGERS:
    logging.getLogger(_name).addHandler(_COLLECTOR)


@contextmanager
def collected_warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint and fontTools log in this thread; the innermost block gets it.

    Their loggers have one handler for good, and are otherwise left alone: they pass records on to
    whoever listens above them. As there is a handler, nothing is printed for want of one.
    """
    messages: list[str] = []
    token = _collected.set(messages)
    try:
        yield messages
    finally:
        _collected.reset(token)


class _AtEachPage(logging.Handler):
    """Calls a function for each record, and lets its exceptions pass."""

    def __init__(self, step: Callable[[], None]) -> None:
        super().__init__(logging.INFO)
        self._step = step

    def emit(self, _: logging.LogRecord) -> None:
        self._step()


@contextmanager
def between_pages(step: Callable[[], None]) -> Iterator[None]:
    """Call a function before each page that is laid out inside; an exception of it ends the layout.

    WeasyPrint logs each page under `weasyprint.progress`. For a process with one thread that lays
    out pages.
    """
    log, handler = logging.getLogger("weasyprint.progress"), _AtEachPage(step)
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(level)
        log.removeHandler(handler)
