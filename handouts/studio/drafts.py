"""Files that were given and are only looked at yet: kept in memory until they are agreed to."""

import secrets
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.importers.given import Given

_KEPT = 4


class Drafts:
    """The last few sets of files, each by a key that the page has."""

    def __init__(self) -> None:
        self._drafts: dict[str, tuple[Given, ...]] = {}
        self._lock = threading.Lock()

    def keep(self, files: "Sequence[Given]") -> str:
        """Keep files and return their key; the oldest are let go of."""
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._drafts[key] = tuple(files)
            for old in [*self._drafts][:-_KEPT]:
                del self._drafts[old]
        return key

    def find(self, key: str) -> "tuple[Given, ...] | None":
        """Return the files of a key; None where they were let go of."""
        return self._drafts.get(key)
