"""Who on a roster is meant by a row of a report: found by address, then by name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from handouts.content.roster import Participant
from handouts.content.roster.entries import Entry
from handouts.content.roster.name_parts import without_titles
from handouts.content.roster.names import folded

_FEWEST_WORDS = 2
"""Words of a name that a longer one with the same words may be taken for."""


class KnownPeople:
    """The people of a roster, by what a report may call them."""

    def __init__(self, people: Iterable[Participant]) -> None:
        self._by_address: dict[str, list[Participant]] = defaultdict(list)
        self._by_name: dict[str, list[Participant]] = defaultdict(list)
        self._by_word: dict[str, list[Participant]] = defaultdict(list)
        for person in people:
            if person.email:
                self._by_address[person.email.casefold()].append(person)
            self._by_name[_key(person.name)].append(person)
            for word in set(_words(person.name)):
                self._by_word[word].append(person)

    def called(self, rows: Sequence[Entry]) -> Sequence[Participant]:
        """Return the people whom the rows of one person may mean: one where it is sure."""
        names = list(dict.fromkeys(n for one in rows for n in (one.name, *one.written.other_names)))
        by_name = [person for name in names for person in self._by_name.get(_key(name), ())]
        addresses = {one.row["email"].casefold() for one in rows} - {""}
        by_address = [p for address in addresses for p in self._by_address.get(address, ())]
        both = [person for person in by_address if person in by_name]
        return _once(both or by_address) or _once(by_name) or _once(self._with_more_words(names))

    def _with_more_words(self, names: Iterable[str]) -> list[Participant]:
        """Return people whose names have all words of a shorter one, or the other way round."""
        found = []
        for name in names:
            said = set(_words(name))
            for person in {p.row: p for word in said for p in self._by_word.get(word, ())}.values():
                own = set(_words(person.name))
                shorter = min(said, own, key=len)
                if len(shorter) >= _FEWEST_WORDS and (said <= own or own <= said):
                    found.append(person)
        return found


def _once(people: Iterable[Participant]) -> list[Participant]:
    return list({person.row: person for person in people}.values())


def _words(name: str) -> list[str]:
    return folded(without_titles(name.replace(",", " "))).split()


def _key(name: str) -> str:
    """Return a name with its words in one order, so that `Lee, Ann` is Ann Lee."""
    return " ".join(sorted(_words(name)))
