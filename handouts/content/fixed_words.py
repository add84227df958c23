"""`content/words.yaml`: the fixed words that a trainer has instead of ours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.content import text_file
from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.content.text_file import SourceFile
from handouts.content.yaml_file import read_tree
from handouts.content.yaml_tree import Location
from handouts.languages import phrases
from handouts.languages.phrases import CATEGORIES, EDITIONS, Phrases, Variants, standard
from handouts.languages.wording import Wording, wording
from handouts.messages import Message, message, suggestion
from handouts.project.layout import WORDS_FILE, Project
from handouts.text.characters import is_seen
from handouts.text.suggestions import nearest

OwnWords = tuple[tuple[str, Variants], ...]
"""The trainer's phrases by their names."""


def opened(project: Project, texts: Texts = NO_TEXTS) -> list[SourceFile]:
    """Return the file of a project's own words, if there is one."""
    is_there = ContentFiles(project, texts).exists(WORDS_FILE)
    return [text_file.opened(project, WORDS_FILE, texts)] if is_there else []


def own_words(files: Iterable[SourceFile]) -> OwnWords:
    """Return the phrases of files, and report what is wrong with them in each."""
    found: dict[str, Variants] = {}
    for file in files:
        if not file.problems:
            read_tree(file, file.text)
        if not file.problems:
            found |= _Reader(file).phrases(file.tree.value, ())
        file.check_characters()
    return tuple(found.items())


def of_project(project: Project, language: str = phrases.WHOLE) -> Phrases:
    """Return the phrases of what belongs to no training: lists of documents, and the like.

    What is wrong with them is left to be reported where a training is read.
    """
    return Phrases(language, own_words(opened(project)))


def problem_of(name: str, variant: tuple[str, str, str]) -> Message | None:
    """Return what is wrong with one text of a phrase: its braces, its stars or its values."""
    edition, category, text = variant
    if not is_seen(text):
        return message("words.empty", name=name)
    try:
        own = wording(text)
    except ValueError:
        return message("words.no-pairs", name=name)
    ours = [wording(one) for one in _counterparts(name, edition)]
    known = frozenset[str]().union(*(one.names for one in ours))
    needed = known.intersection(*(one.names for one in ours))
    if category not in ("", "other"):
        needed -= {"count"}
    if invented := own.names - known:
        return message("words.invented-value", name=name, invented=_braced(invented))
    if lost := needed - own.names:
        return message("words.lost-value", name=name, lost=_braced(lost))
    return _bold_problem(name, own, ours)


def _bold_problem(name: str, own: Wording, ours: Iterable[Wording]) -> Message | None:
    has_bold = any(one.has_bold for one in ours)
    return message("words.no-bold", name=name) if own.has_bold and not has_bold else None


def _counterparts(name: str, edition: str) -> list[str]:
    """Return our texts that a text for an edition stands in place of."""
    ours = standard(phrases.WHOLE)[name]
    of_edition = [text for of, category, text in ours if of == edition and category in _FULL]
    return of_edition or [text for _, category, text in ours if category in _FULL]


_FULL = ("", "other")
"""Categories whose texts have all values: that of one thing may do without the number."""


def _braced(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{{{name}}}" for name in sorted(names))


@dataclass(frozen=True)
class _Reader:
    """Reads one file, and reports what is wrong in it."""

    file: SourceFile

    def phrases(self, value: object, location: Location) -> Iterator[tuple[str, Variants]]:
        """Yield the phrases of a group at a location."""
        group = ".".join(map(str, location))
        if not isinstance(value, Mapping):
            if value is not None:
                self._report(location, message("words.no-group", name=group))
            return
        for key, inner in value.items():
            name = f"{group}.{key}" if group else key
            if name in standard(phrases.WHOLE):
                if variants := tuple(self._variants(name, inner, (*location, key))):
                    yield name, variants
            elif any(one.startswith(f"{name}.") for one in standard(phrases.WHOLE)):
                yield from self.phrases(inner, (*location, key))
            else:
                near = _suggestion(group, key)
                self._report(
                    (*location, key), message("words.no-phrase", name=name, suggestion=near)
                )

    def _variants(
        self, name: str, value: object, location: Location, edition: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """Yield the texts of one phrase."""
        if isinstance(value, str):
            yield from self._checked(name, (edition, "", value), location)
        elif isinstance(value, Mapping):
            known = self._kinds(name, is_inner=bool(edition))
            if set(value) <= set(CATEGORIES) & set(known) and "other" not in value:
                self._report(location, message("words.no-other", name=name))
            for key, inner in value.items():
                place = (*location, key)
                if key not in known:
                    found = message(
                        "words.no-kind", name=name, key=key, known=suggestion(key, known)
                    )
                    self._report(place, found)
                elif key in CATEGORIES and isinstance(inner, str):
                    yield from self._checked(name, (edition, key, inner), place)
                elif key in EDITIONS:
                    yield from self._variants(name, inner, place, key)
                else:
                    self._report(place, message("words.no-text", name=name))
        elif value is not None:
            self._report(location, message("words.no-text", name=name))

    def _kinds(self, name: str, *, is_inner: bool) -> tuple[str, ...]:
        """Return by what a phrase may have several texts."""
        has_count = "count" in phrases.placeholders(standard(phrases.WHOLE)[name])
        editions = () if is_inner else EDITIONS
        return (*editions, *(CATEGORIES if has_count else ()))

    def _checked(
        self, name: str, variant: tuple[str, str, str], location: Location
    ) -> Iterator[tuple[str, str, str]]:
        problem = problem_of(name, variant)
        if problem is None:
            yield variant
        else:
            self._report(location, problem)

    def _report(self, location: Location, found: Message) -> None:
        self.file.report(self.file.tree.line(location), found)


def _suggestion(group: str, key: str) -> Message:
    """Return the phrase or group that a name may have meant."""
    names = standard(phrases.WHOLE)
    start = f"{group}." if group else ""
    within = {name[len(start) :].partition(".")[0] for name in names if name.startswith(start)}
    if nearest(key, within):
        return suggestion(key, sorted(within))
    elsewhere = (f"{name}.".partition(f".{key}.")[0] for name in names if f".{key}." in f"{name}.")
    place = next(elsewhere, None)
    near = f"{place}.{key}" if place else nearest(f"{start}{key}", names)
    if near:
        return message("text.did-you-mean", word=near)
    return suggestion(key, sorted(within))
