"""What open windows are told of: files that changed, work that goes on."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sse_starlette import ServerSentEvent


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    kind: str
    """The name that the page listens for."""
    details: dict[str, Any]

    def as_sent(self) -> ServerSentEvent:
        """Return it as it goes over the wire."""
        return ServerSentEvent(json.dumps(self.details), event=self.kind)


_Queue = asyncio.Queue[Event | None]


class Hub:
    """Lets any thread tell all windows."""

    def __init__(self) -> None:
        self._listeners: dict[_Queue, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()
        self.is_closed = False

    def publish(self, kind: str, **details: Any) -> None:
        """Tell every window that is open."""
        self._put(Event(kind, details))

    def close(self) -> None:
        """End every stream."""
        self.is_closed = True
        self._put(None)

    async def listen(self) -> AsyncIterator[ServerSentEvent]:
        """Yield what happens from now on, until the studio is closed."""
        queue: _Queue = asyncio.Queue()
        with self._lock:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            while not self.is_closed and (event := await queue.get()):
                yield event.as_sent()
        finally:
            with self._lock:
                del self._listeners[queue]

    def _put(self, event: Event | None) -> None:
        with self._lock:
            for queue, loop in self._listeners.items():
                loop.call_soon_threadsafe(queue.put_nowait, event)
