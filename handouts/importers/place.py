"""Where the chart belongs in the article, and which words of the article are the chart's own."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handouts.content import markdown, richtext
from handouts.content.chart_place import chart_named
from handouts.importers.chart_copy import is_table, left_out_piece, without_copy, words_of
from handouts.importers.parts import (
    LeftOut,
    Piece,
    ReadArticle,
    ReadChart,
    TablePlace,
    chart_mark,
)
from handouts.messages import Message, message

_LONGEST_TITLE = 100
"""Characters."""
_THING = r"(?:comparison |comparative |two-column |summary )?(?:chart|table)"
_CAPTION = "Table: "
"""How the caption of a table begins in `article.md`."""
_NUMBERED = re.compile(
    r"(?:table|chart|tabelle|tabla|tableau|tabela|tabella|tabel) \d+(?:[.:]| ?[–—-]) ?\S",
    re.IGNORECASE,
)
_DETERMINER = r"(?:(?:the|this|our|my|a) )?"
_AFTER = re.compile(
    rf"\b{_DETERMINER}{_THING}s? (?:(?:shown|given|printed|presented) )?"
    r"\(?(?:below|that follows|which follows|overleaf|on the next page)\b"
    rf"|\b{_DETERMINER}(?:following|subsequent|accompanying|below) (?:\w+ )?{_THING}\b"
    rf"|\bbelow (?:is|you will find|you(?:'|’)ll find) (?:a|the|our|my) (?:\w+ )?{_THING}\b"
    rf"|\b(?:a|the|this|our|my) {_THING} follows\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b{_DETERMINER}{_THING}s? \(?above\b"
    rf"|\b{_DETERMINER}(?:preceding|above) (?:\w+ )?{_THING}\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<!\bvs)(?<!\bv)[.!?] |[.!?:;]$")
# fmt: off
_CONNECTING = {
    "a", "an", "and", "between", "by", "chart", "compared", "comparison", "difference",
    "differences", "for", "from", "in", "of", "or", "table", "the", "to", "v", "versus", "vs",
    "with",
}
# fmt: on


@dataclass(frozen=True)
class Placed:
    """The article with its charts in place."""

    pieces: tuple[Piece, ...]
    """With one of kind `chart` for each chart."""
    titles: Mapping[str, str]
    """The titles of charts that stood in the article, plain, by the charts' names."""
    left_out: tuple[LeftOut, ...]
    recognised: tuple[Message, ...]
    """Where each chart belongs, and why, as a sentence."""


@dataclass(frozen=True)
class _Spot:
    """A place between two pieces, counted by the pieces before it."""

    index: int
    because: Message
    """Why there, as the end of a sentence."""


def place_charts(
    article: ReadArticle, charts: Mapping[str, ReadChart], own: Collection[TablePlace] = ()
) -> Placed:
    """Return the article's pieces with its charts in place and without the charts' own words.

    `charts` are given by their names; the only one has none. `[chart]` is the place of the first.
    `own` are where the tables of the article's own charts begin in its file.
    """
    titles: dict[str, str] = {}
    left_out: list[LeftOut] = []
    sentences: list[Message] = []
    for name, chart in charts.items():
        wanted = _Wanted(
            name,
            is_first=not titles,
            is_only=len(charts) == 1,
            is_within=chart.table in own,
        )
        placed = _place(article, chart, wanted)
        article = replace(article, pieces=placed.pieces)
        titles |= placed.titles
        left_out += placed.left_out
        sentences += placed.recognised
    if not charts:
        stray = [piece for piece in article.pieces if piece.kind == "chart"]
        for piece in stray:
            reason = message("chart_import.place-of-none")
            left_out += left_out_piece(article.file, piece, reason)
        kept = tuple(piece for piece in article.pieces if piece not in stray)
        article = replace(article, pieces=kept)
    return Placed(article.pieces, titles, tuple(left_out), tuple(sentences))


@dataclass(frozen=True)
class _Wanted:
    """Which chart a place is looked for."""

    name: str
    is_first: bool
    is_only: bool
    is_within: bool
    """Whether its table stands in the article."""

    def is_at(self, piece: Piece) -> bool:
        """Whether a piece is the place of this chart."""
        if piece.kind != "chart":
            return False
        names = {self.name, ""} if self.is_first else {self.name}
        return chart_named(piece.markdown) in names


def _place(article: ReadArticle, chart: ReadChart, wanted: _Wanted) -> Placed:
    own = chart.table if wanted.is_within else None
    caption, article = _caption(article, own)
    pieces, left_out, copied = without_copy(article, chart, own)
    mention = _mention(pieces) if wanted.is_only else None
    title = None if caption else _title(article, pieces, chart, mention)
    explicit = [index for index, piece in enumerate(pieces) if wanted.is_at(piece)]
    if explicit:
        marked = pieces[explicit[0]]
        mark, line = marked.markdown.strip(), marked.line
        where = _Spot(explicit[0], message("recognised.place-marked", line=line, mark=mark))
    elif wanted.is_within and copied is not None:
        where = _Spot(copied, message("recognised.place-table"))
    elif mention is not None:
        where = mention
    elif title is not None:
        words, line = pieces[title].plain, pieces[title].line
        where = _Spot(title, message("recognised.place-of-title", title=words, line=line))
    elif copied is not None:
        where = _Spot(copied, message("recognised.place-of-cells"))
    else:
        mark = chart_mark(wanted.name)
        where = _Spot(len(pieces), message("recognised.place-at-end", mark=mark))
    dropped = {title: message("left_out.title-of-chart")} if title is not None else {}
    dropped |= dict.fromkeys(explicit[1:], message("left_out.second-place-of-chart"))
    for index, reason in dropped.items():
        left_out += left_out_piece(article.file, pieces[index], reason)
    gone = {*dropped, *explicit}
    sentence = message("recognised.chart-place", where=where.because)
    if wanted.name:
        sentence = message("recognised.named-chart-place", name=wanted.name, where=where.because)
    before = [p for index, p in enumerate(pieces) if index < where.index and index not in gone]
    after = [p for index, p in enumerate(pieces) if index >= where.index and index not in gone]
    return Placed(
        (
            *before,
            Piece("chart", chart_mark(wanted.name), "", before[-1].line if before else 1),
            *after,
        ),
        {wanted.name: caption if title is None else pieces[title].plain},
        tuple(left_out),
        (sentence,),
    )


def _caption(article: ReadArticle, own: TablePlace | None) -> tuple[str, ReadArticle]:
    """Return the caption of the table of an own chart, and the article without it; `""` if none."""
    place = None
    if own is not None:
        of_own = [place for place, piece in enumerate(article.pieces) if piece.begins_at(own)]
        place = next((place for place in of_own if is_table(article.pieces[place])), None)
    if place is None:
        return "", article
    if (numbered := _numbered(article.pieces, place)) is not None:
        words = article.pieces[numbered].plain
        kept = [piece for each, piece in enumerate(article.pieces) if each != numbered]
        return words, replace(article, pieces=tuple(kept))
    table, *below = article.pieces[place : place + 2]
    is_alone = bool(below) and below[0].markdown.startswith(_CAPTION)
    caption = (below[0] if is_alone else table).markdown.rpartition(_CAPTION)[2]
    if _CAPTION not in (below[0] if is_alone else table).markdown:
        return "", article
    pieces = list(article.pieces)
    pieces[place] = replace(table, markdown=table.markdown.partition(f"\n\n{_CAPTION}")[0])
    if is_alone:
        del pieces[place + 1]
    plain = richtext.plain_text(markdown.parse_inline(caption))
    return plain, replace(article, pieces=tuple(pieces))


def _numbered(pieces: Sequence[Piece], table: int) -> int | None:
    """Return which piece counts a table and names it, above it or else below: `Table 2. Fees`.

    What stands below is that of the next table where one follows it.
    """
    for place, behind in ((table - 1, table), (table + 1, table + 2)):
        if not 0 <= place < len(pieces):
            continue
        piece, is_next = pieces[place], behind < len(pieces) and is_table(pieces[behind])
        is_line = piece.kind in {"heading", "paragraph"} and len(piece.plain) <= _LONGEST_TITLE
        if is_line and _NUMBERED.match(piece.plain) and (place < table or not is_next):
            return place
    return None


def _mention(pieces: Sequence[Piece]) -> _Spot | None:
    """Return the place that the first sentence about a chart below or above it gives."""
    number = 0
    for index, piece in enumerate(pieces):
        number += piece.kind == "paragraph"
        if piece.kind not in {"paragraph", "other"}:
            continue
        where = message("recognised.line", number=piece.line)
        if piece.kind == "paragraph":
            where = message("recognised.paragraph", number=number)
        if found := _AFTER.search(piece.plain):
            after = message("recognised.place-after", where=where, words=found[0])
            return _Spot(index + 1, after)
        if found := _BEFORE.search(piece.plain):
            before = message("recognised.place-before", where=where, words=found[0])
            return _Spot(index, before)
    return None


def _title(
    article: ReadArticle, pieces: Sequence[Piece], chart: ReadChart, mention: _Spot | None
) -> int | None:
    """Return which piece is the chart's title, left over where the chart itself got lost.

    It is short, has a word of each column's title, and stands at the place that a sentence gives,
    or stands twice, or has no text of its own below it.
    """
    repeated = {left.repeats for left in article.left_out if left.repeats}
    for index, piece in enumerate(pieces):
        surely = piece.line in repeated or (mention is not None and mention.index == index)
        if not surely and piece.kind != "paragraph":
            continue
        if _names_columns(piece, chart, spare=4 if surely else 1):
            return index
    return None


def _names_columns(piece: Piece, chart: ReadChart, *, spare: int) -> bool:
    """Whether a line has a word of each column's title, and few that belong to none of them."""
    if piece.kind not in {"heading", "paragraph"} or len(piece.plain) > _LONGEST_TITLE:
        return False
    titles = tuple(chart.columns.values())
    words = _stems(piece.plain)
    own = words - _stems(" ".join(titles)) - _CONNECTING
    named = all(_stems(title) & words for title in distinctive(titles))
    return named and len(own) <= spare and not _SENTENCES.search(piece.plain)


def _stems(text: str) -> set[str]:
    return {word if word in _CONNECTING else word[:6] for word in words_of(text)}


def distinctive(titles: Sequence[str]) -> list[str]:
    """Return titles without the words that all of them have, or whole where nothing is left."""
    common = set.intersection(*(set(words_of(title)) for title in titles))
    return [
        " ".join(word for word in words_of(title) if word not in common) or title
        for title in titles
    ]
