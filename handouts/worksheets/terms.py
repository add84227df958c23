"""Words of the article that can be left out of its sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.text.stop_words import STOP_WORDS
from handouts.worksheets.common_words import is_common, is_english
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

_ENOUGH = 10
"""Sentences. Where one source of terms gives fewer, the next one is asked as well."""
_TIES = ("/", "|", "&", "_", "-", "\u2010", "\u2011")
"""Signs that make one word of two, so that one of them is no blank of its own."""
_MOST_EMPHASISED = 3
"""Words in emphasis or quotation marks that may be one term; what is longer is a remark."""
_QUOTED = re.compile(r"“([^“”]{3,40})”|\"([^\"]{3,40})\"|„([^„“”]{3,40})[“”]|«([^«»]{3,40})»")
_SLASHED = re.compile(r"\w{3,}(?:/\w{3,})+")
_RARE = 6
"""Letters, at least, of a word that is a term because few people use it every day."""
_PROMOTIONAL = (
    *("our", "ours", "us", "we", "link", "links"),
    *("training", "trainings", "program", "programs", "programme", "programmes"),
)
"""Words of the sentences at an article's end that advertise something."""
_END = 5
"""The last one of so many parts of an article is where it may advertise something."""


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
    """The place of what names it: the trainer, italics or bold, quotation marks, a compound, or
    how rare the word is.
    """

    @property
    def word(self) -> str:
        """What is left out, as it stands in the article."""
        return self.sentence.text[self.start : self.end]

    def is_like(self, other: "Blank") -> bool:
        """Whether a word for one would do for the other, such as another form of it."""
        return any(
            all(word in two for word in one) or all(word in one for word in two)
            for one in self._stems()
            for two in other._stems()
        )

    def stands_beside(self, other: "Blank", neighbours: Iterable[tuple[str, str]]) -> bool:
        """Whether the two words stand beside each other somewhere, as in one set phrase."""
        mine, theirs = self._stems()[0], other._stems()[0]
        if not mine or not theirs:
            return False
        return (mine[-1], theirs[0]) in neighbours or (theirs[-1], mine[0]) in neighbours

    def _stems(self) -> list[list[str]]:
        texts = (self.word, *self.alternatives)
        return [[stem(word.text) for word in words(text, compounds=False)] for text in texts]


def neighbours(material: Material) -> frozenset[tuple[str, str]]:
    """Return all pairs of words, as their stems, that stand beside each other in the article."""
    return frozenset(
        (stem(one.text), stem(two.text))
        for paragraph in material.paragraphs
        for text in sentences(paragraph.text)
        for one, two in pairwise(words(text, compounds=False))
    )


def blanks(material: Material) -> list[Blank]:
    """Return the places of key terms; where they are few, also of other words that tell something.

    Those are, in this order, words in italics or bold, words in quotation marks, compounds, and
    words that few people use every day; in a language other than English, words that the chart has
    too. A sentence with a place for one is not asked for the next.
    """
    asked = _whole_sentences(material)
    lower = _lower_words(material)
    found: list[Blank] = []
    for source, terms in enumerate((_key_terms, _emphasised, _quoted, _compounds, _telling)):
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
    end = len(material.paragraphs) - len(material.paragraphs) // _END
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
        if _is_whole(text)
        and together.count(bare[place]) == 1
        and not (paragraph > end and _is_promotional(text))
    ]


def _is_promotional(text: str) -> bool:
    return any(folded(word.text) in _PROMOTIONAL for word in words(text))


def _is_whole(text: str) -> bool:
    count = len(text) // 2 if is_unspaced(text) else len(words(text))
    return 5 <= count <= 32


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


def _quoted(material: Material) -> list[tuple[str, ...]]:
    """Return what the author puts in quotation marks, without the stop inside of them."""
    found = (
        "".join(groups).strip(" .,;:!?…")
        for paragraph in material.paragraphs
        for groups in _QUOTED.findall(paragraph.text)
    )
    return [(text,) for text in dict.fromkeys(found) if 1 <= len(words(text)) <= _MOST_EMPHASISED]


def _compounds(material: Material) -> list[tuple[str, ...]]:
    """Return words that a hyphen or a slash joins, some part of which is a word of its own."""
    found: dict[str, None] = {}
    for paragraph in material.paragraphs:
        for word in words(paragraph.text):
            parts = words(word.text, compounds=False)
            is_joined = len(parts) > 1 and "-" in word.text.replace("\u2010", "-")
            if is_joined and all(len(part.text) >= 3 for part in parts):
                found[word.text] = None
        found.update(dict.fromkeys(_SLASHED.findall(paragraph.text)))
    return [(text,) for text in found if len(text) >= _RARE]


def _telling(material: Material) -> list[tuple[str, ...]]:
    """Return words that few people use every day, and that are in no title of the chart.

    Of other languages, those that the chart has too.
    """
    if not is_english(paragraph.text for paragraph in material.paragraphs):
        return _shared(material)
    lower = _lower_words(material)
    titles = [
        stem(word.text)
        for chart in material.charts
        for title in chart.columns
        for word in words(plain(title), compounds=False)
    ]
    found = (word for paragraph in material.paragraphs for word in _long(paragraph.text))
    return [
        (word,)
        for word in dict.fromkeys(found)
        if len(word) >= _RARE and word in lower and stem(word) not in titles and not is_common(word)
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
        is_one = not any(letter.isdecimal() or letter in "'’" for letter in known)
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
    if folded(article.text) in ("a", "an") and not before[article.end :].strip(' "“„«'):
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
