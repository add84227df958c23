"""Random numbers that are the same on every machine and in every Python."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


class DeterministicRandom:
    """An endless row of numbers, drawn from SHA-256 of what it is made from and a counter."""

    def __init__(self, *made_from: str) -> None:
        whole = hashlib.sha256()
        for part in made_from:
            content = part.encode()
            whole.update(len(content).to_bytes(8))
            whole.update(content)
        self._seed = whole.digest()
        self._drawn = 0

    def below(self, limit: int) -> int:
        """Return a number from 0 to `limit` - 1, each as likely as the others."""
        most = 2**64 - 2**64 % limit
        while True:
            block = hashlib.sha256(self._seed + self._drawn.to_bytes(8)).digest()
            self._drawn += 1
            number = int.from_bytes(block[:8])
            if number < most:
                return number % limit

    def shuffled(self, items: Iterable[_T]) -> list[_T]:
        """Return the items in another order, by Fisher and Yates; two or more never stay as is."""
        given = list(items)
        order = self._order(len(given))
        while order == list(range(len(given))) and len(given) > 1:
            order = self._order(len(given))
        return [given[place] for place in order]

    def some(self, items: Sequence[_T], count: int) -> list[_T]:
        """Return `count` of the items, in their own order; every choice is as likely."""
        return [items[place] for place in sorted(self._order(len(items))[:count])]

    def evenly(self, count: int, ways: int) -> list[int]:
        """Return `count` numbers from 0 to `ways` - 1 (2 or more) in no order that can be guessed.

        Each stands there as often as the others, give or take one, and never four times in a row.
        """
        often = self._order(ways)
        while True:
            left = [often[place % ways] for place in range(count)]
            drawn: list[int] = []
            while left:
                allowed = [way for way in left if drawn[-3:] != [way] * 3]
                if not allowed:
                    break  # only one is left, and has just stood three times
                drawn.append(allowed[self.below(len(allowed))])
                left.remove(drawn[-1])
            if not left:
                return drawn

    def _order(self, count: int) -> list[int]:
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
