"""The fixed words of documents and mail: phrases with names, in one file for each language.

`languages/en-US.yaml` has all of them, any other file those that differ. Groups are nested; a
phrase is a text, or several:

    purpose: "Find what the other model says."
    minutes: {one: "{count} minute", other: "{count} minutes"}      by the plural of `count`
    write: {print: "Write on the lines.", email: "Type in the box."}    by edition

`{name}` is the place of a value, `{{` a brace, and `**two stars**` stand around bold letters.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from babel import Locale
from markupsafe import Markup

from handouts.errors import WorldError
from handouts.languages.values import shown
from handouts.languages.wording import Wording, wording
from handouts.messages import message
from handouts.project.layout import packaged
from handouts.text.suggestions import nearest

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Of plurals: https://cldr.unicode.org/index/cldr-spec/plural-rules."""
EDITIONS = ("print", "email", "large-print")
"""That a phrase may have texts of its own for; one that is not named has that of `print`."""
WHOLE = "en-US"
"""The language whose file has every phrase."""

Variants: TypeAlias = tuple[tuple[str, str, str], ...]
"""The texts of one phrase: edition, plural category, text. The first two may be empty, for all."""


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language, with those that a trainer has changed."""

    language: str = WHOLE
    """One that has a file; dates and plurals are as it has them."""
    own: tuple[tuple[str, Variants], ...] = ()
    """What the trainer has instead, by the names of phrases."""

    @property
    def locale(self) -> Locale:
        """The same language for Babel."""
        return _locale(self.language)

    def variants(self, name: str) -> Variants:
        """Return the texts of a phrase. Raises WorldError where there is none of this name."""
        found = _all(self).get(name)
        if found is None:
            near = nearest(name, _all(self))
            did_you_mean = message("text.did-you-mean", word=near) if near else ""
            raise WorldError(message("words.no-phrase", name=name, suggestion=did_you_mean))
        return found

    def text(self, name: str, edition: str = "", like: str = "", /, **values: Any) -> str:
        """Return a phrase as plain text; `like` is an edition whose texts another one shares.

        Raises WorldError where there is no such phrase, or its values are not those given.
        """
        found = self._wording(name, (edition, like), values)
        return found.text({key: shown(self.locale, given) for key, given in values.items()})

    def html(self, name: str, edition: str = "", like: str = "", /, **values: Any) -> Markup:
        """Return a phrase as HTML, its letters escaped, and those of values that are no Markup.

        Raises WorldError as `text` does.
        """
        found = self._wording(name, (edition, like), values)
        return found.html({key: shown(self.locale, given) for key, given in values.items()})

    def title(self, document: str) -> str:
        """Return what a document is called; empty where none of this name comes with us."""
        return self._of_document(document, "title")

    def needs(self, document: str) -> str:
        """Return what has to be at hand for a document of ours; empty where nothing has."""
        return self._of_document(document, "needs")

    def _of_document(self, document: str, what: str) -> str:
        name = f"documents.{document}.{what}"
        return self.text(name) if name in _all(self) else ""

    def _wording(self, name: str, editions: Iterable[str], values: Mapping[str, Any]) -> Wording:
        known, of_edition = _read(self.variants(name))
        if known != values.keys():
            differ = tuple(sorted(f"{{{one}}}" for one in known ^ values.keys()))
            raise WorldError(message("words.other-values", name=name, names=differ))
        tried = (*filter(None, editions), "print", "", *of_edition)
        texts = of_edition[next(edition for edition in tried if edition in of_edition)]
        if "" in texts:
            return texts[""]
        return texts.get(self.locale.plural_form(values["count"]), texts["other"])


STANDARD_PHRASES = Phrases()
"""Those of the whole language, as they come with us."""


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@functools.lru_cache(maxsize=2048)
def _read(variants: Variants) -> tuple[frozenset[str], Mapping[str, Mapping[str, Wording]]]:
    """Return the names of a phrase's values, and its texts by edition and plural category."""
    found: dict[str, dict[str, Wording]] = {}
    for edition, category, text in variants:
        found.setdefault(edition, {})[category] = wording(text)
    return frozenset(placeholders(variants)), found


@functools.lru_cache(maxsize=16)
def _all(phrases: Phrases) -> Mapping[str, Variants]:
    """Return every phrase: the trainer's over the language's own."""
    found = dict(standard(phrases.language))
    for name, own in phrases.own:
        editions = {edition for edition, *_ in own}
        kept = () if "" in editions else (one for one in found[name] if one[0] not in editions)
        found[name] = (*kept, *own)
    return found


@functools.cache
def standard(language: str) -> Mapping[str, Variants]:
    """Return the phrases of a language by their names; those of the whole one where it has none."""
    return {**_of_file(WHOLE), **_of_file(language)}


def own_names(language: str) -> list[str]:
    """Return the names of the phrases that a language does not share with the whole one."""
    return list(_of_file(language))


@functools.cache
def _of_file(language: str) -> Mapping[str, Variants]:
    text = (_folder() / f"{language}.yaml").read_text("utf-8")
    nested: Mapping[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - it makes only texts
    return dict(_flat(nested))


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yaml")))


def _folder() -> Path:
    return packaged() / "languages"


def language_of(language: str, paper: str) -> str:
    """Return the language of phrases for a training's language and paper.

    That is the language itself or the one that it is a form of, where there is a file of it; or
    else that of the people who print on this paper, which is also what `en` alone means.
    """
    parts = language.split("-")
    forms = ["-".join(parts[:count]).lower() for count in range(len(parts), 0, -1)]
    known = {one.lower(): one for one in languages()}
    return next((known[form] for form in forms if form in known), by_paper(paper))


def by_paper(paper: str) -> str:
    """Return the English of those who print on a paper."""
    return "en-US" if paper == "letter" else "en-GB"


def _flat(nested: Mapping[str, Any], group: str = "") -> Iterator[tuple[str, Variants]]:
    """Yield the phrases of a tree by their names: `worksheets.matching.purpose`."""
    for key, value in nested.items():
        name = f"{group}{key}"
        if is_group(value):
            yield from _flat(value, f"{name}.")
        else:
            yield name, tuple(variants(value))


def is_group(value: object) -> bool:
    """Whether this is no phrase, but holds some."""
    return isinstance(value, Mapping) and not (
        set(value) <= set(EDITIONS) or set(value) <= set(CATEGORIES)
    )


def variants(value: object, edition: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the texts of a phrase: edition, category, text."""
    if isinstance(value, str):
        yield edition, "", value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key in CATEGORIES:
                yield edition, key, inner
            else:
                yield from variants(inner, key)


def placeholders(variants: Iterable[tuple[str, str, str]]) -> set[str]:
    """Return the names of the values of a phrase; what has plurals is always given its `count`."""
    found: set[str] = set()
    for _, category, text in variants:
        found |= wording(text).names | ({"count"} if category else set())
    return found
