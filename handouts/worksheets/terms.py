"""Words of the article that can be left out of its sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handouts.text.stop_words import STOP_WORDS
from handouts.worksheets.sentences import sentences
from handouts.worksheets.sheet import Material
from handouts.worksheets.words import (
    find,
    folded,
    is_unspaced,
    letters_of,
    plain,
    stem,
    words,
)

_ENOUGH = 8
"""Sentences. Where one source of terms gives fewer, the next one is asked as well."""
_TIES = ("/", "|", "&", "_", "-", "\u2010", "\u2011")
"""Signs that make one word of two, so that one of them is no blank of its own."""
_MOST_EMPHASISED = 3
"""Words in emphasis that may be one term; what is longer is a remark."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of the article, and where it stands."""

    text: str
    paragraph: int
    """The paragraph's number."""
    place: int
    """Counted from 0 through the whole article."""


@dataclass(frozen=True)
class Blank:
    """One place where a term can be left out of a sentence."""

    sentence: Sentence
    start: int
    end: int
    alternatives: tuple[str, ...]
    """The other words for it that the author accepts."""
    source: int
    """0: the trainer named it; 1: the author set it in italics or bold; 2: the chart has it too."""

    @property
    def word(self) -> str:
        """What is left out, as it stands in the article."""
        return self.sentence.text[self.start : self.end]

    def is_like(self, other: "Blank") -> bool:
        """Whether a word for one would do for the other, such as another form of it."""
        mine, theirs = (
            [[stem(word.text) for word in words(text)] for text in (each.word, *each.alternatives)]
            for each in (self, other)
        )
        return any(
            all(word in two for word in one) or all(word in one for word in two)
            for one in mine
            for two in theirs
        )


def blanks(material: Material) -> list[Blank]:
    """Return the places of key terms; where they are few, also of emphasised and shared words.

    A sentence with a place for one is not asked for the next.
    """
    asked = _whole_sentences(material)
    lower = _lower_words(material)
    found: list[Blank] = []
    for source, terms in enumerate((_key_terms, _emphasised, _shared)):
        of_source = [
            blank
            for term in terms(material)
            for sentence in asked
            for blank in _places(sentence, term, source)
            if _is_fair(blank, lower)
        ]
        done = {blank.sentence for blank in of_source}
        asked = [sentence for sentence in asked if sentence not in done]
        found += of_source
        if len({blank.sentence for blank in found}) >= _ENOUGH:
            break
    return sorted(found, key=lambda blank: (blank.sentence.place, blank.start))


def _whole_sentences(material: Material) -> list[Sentence]:
    """Return sentences of some length that stand nowhere else in the article."""
    every = [
        (text, paragraph.number)
        for paragraph in material.paragraphs
        for text in sentences(paragraph.text)
    ]
    bare = [letters_of(text) for text, _ in every]
    together = "\n".join(bare)  # letters have no line feed, so each stands in its own line at least
    return [
        Sentence(text, paragraph, place)
        for place, (text, paragraph) in enumerate(every)
        if _is_whole(text) and together.count(bare[place]) == 1
    ]


def _is_whole(text: str) -> bool:
    count = len(text) // 2 if is_unspaced(text) else len(words(text))
    return 5 <= count <= 45


def _key_terms(material: Material) -> list[tuple[str, ...]]:
    terms = (plain(term).split("/") for term in material.own.key_terms)
    return [tuple(" ".join(word.split()) for word in term if word.strip()) for term in terms]


def _emphasised(material: Material) -> list[tuple[str, ...]]:
    found = (text for paragraph in material.paragraphs for text in paragraph.emphasised)
    return [
        (text,)
        for text in dict.fromkeys(found)
        if 1 <= len(words(text)) <= _MOST_EMPHASISED
        and words(text)[0].end - words(text)[0].start > 3
    ]


def _shared(material: Material) -> list[tuple[str, ...]]:
    """Return the longer words that both the charts and the article use."""
    texts = [
        text
        for chart in material.charts
        for of_row in (chart.columns, *((row.label, *row.cells) for row in chart.rows))
        for text in of_row
    ]
    in_chart = {word for text in texts for word in _long(plain(text))}
    in_article = (word for paragraph in material.paragraphs for word in _long(paragraph.text))
    return [(word,) for word in dict.fromkeys(in_article) if word in in_chart]


def _long(text: str) -> Iterator[str]:
    for word in words(text):
        known = folded(word.text)
        is_one = not any(letter.isdecimal() or letter == "'" for letter in known)
        if len(known) >= 5 and is_one and known not in STOP_WORDS:
            yield known


def _places(sentence: Sentence, term: Sequence[str], source: int) -> Iterator[Blank]:
    for word in term:
        others = tuple(other for other in term if other != word)
        for start, end in find(word, sentence.text):
            yield Blank(sentence, start, end, others, source)


def _is_fair(blank: Blank, lower: Iterable[str]) -> bool:
    """Whether neither the sentence around a blank nor a capital letter reveals what is missing."""
    text = blank.sentence.text
    before, after = text[: blank.start], text[blank.end :]
    words_before = words(before)
    if not words_before:
        return False
    article = words_before[-1]
    if folded(article.text) in ("a", "an") and not before[article.end :].strip():
        return False
    capital = blank.word[:1].isupper() and not blank.word[1:].isupper()
    if capital and folded(blank.word) in lower:
        return False
    if before[-1:] in _TIES or after[:1] in _TIES:
        return False
    rest = f"{letters_of(before)} {letters_of(after)}"
    stems = [stem(word.text) for part in (before, after) for word in words(part, compounds=False)]
    accepted = (blank.word, *blank.alternatives)
    return not any(letters_of(word) in rest or stem(word) in stems for word in accepted)


def _lower_words(material: Material) -> frozenset[str]:
    """Return the words that the article writes without a capital letter somewhere."""
    texts = (paragraph.text for paragraph in material.paragraphs)
    return frozenset(
        folded(word.text) for text in texts for word in words(text) if word.text[:1].islower()
    )
