"""Sentences of the article that are shown again, large, and where they stand.

A quote stands one paragraph away from the sentence that it repeats, and never below a heading.
"""

import re
from collections.abc import Iterator, Sequence

from handouts.content import markdown, richtext
from handouts.worksheets.sentences import sentences

_LETTERS = range(40, 180)
"""Of a question that is worth being shown again."""


_NEAR = 2
"""Blocks between a quote and what it repeats, at most."""


def placed(
    own: Sequence[str], blocks: Sequence[richtext.Block], *, chooses: bool
) -> dict[int, str]:
    """Return the quotes, in Markdown, by the places of the blocks that they stand beside.

    `own` are those that the trainer chose. Where there are none, and `chooses` is true, it is the
    author's longest question.
    """
    found: dict[int, str] = {}
    texts = [_text_of(block) for block in blocks]
    if own:
        plain = [" ".join(richtext.plain_text(markdown.parse_inline(one)).split()) for one in own]
        sources = [next((at for at, text in enumerate(texts) if one in text), -1) for one in plain]
        quotes = [pair for pair in zip(own, sources, strict=True) if pair[1] >= 0]
    else:
        quotes = _questions(blocks, texts)[:1] if chooses else []
    for quote, source in quotes:
        found[_beside(source, blocks, found)] = quote
    return found


def _text_of(block: richtext.Block) -> str:
    return " ".join(" ".join(map(richtext.plain_text, richtext.texts([block]))).split())


def _questions(blocks: Sequence[richtext.Block], texts: Sequence[str]) -> list[tuple[str, int]]:
    """Return the author's questions, the longest first, and where they stand."""
    found = [
        (sentence, place)
        for place, text in enumerate(texts)
        if isinstance(blocks[place], richtext.Paragraph)
        for sentence in sentences(text)
        if sentence.rstrip('"”’»)').endswith("?") and len(sentence) in _LETTERS
    ]
    found.sort(key=lambda pair: -len(pair[0]))
    return [(_escaped(sentence), place) for sentence, place in found]


def _escaped(text: str) -> str:
    """Return Markdown that is exactly this text."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _beside(source: int, blocks: Sequence[richtext.Block], taken: dict[int, str]) -> int:
    """Return the place beside which a quote stands; that of its source where none other is free."""
    free = [place for place in _candidates(source, blocks) if place not in taken]
    return free[0] if free else next(at for at in (source, *range(len(blocks))) if at not in taken)


def _candidates(source: int, blocks: Sequence[richtext.Block]) -> Iterator[int]:
    paragraphs = [
        place
        for place, block in enumerate(blocks[:-1])  # a quote is higher than a last paragraph
        if isinstance(block, richtext.Paragraph)
        and place
        and not isinstance(blocks[place - 1], richtext.Heading)
    ]
    yield from sorted(
        (place for place in paragraphs if 0 < abs(place - source) <= _NEAR),
        key=lambda place: (abs(place - source), place < source),
    )
