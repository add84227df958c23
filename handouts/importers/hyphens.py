"""Blanks behind hyphens inside compounds, `context- informed`, which copying from a PDF leaves.

A hyphen with a blank behind it may be right: in `pre- and post-test`, in `Vor- und Nachteile`. So
only what is surely one word is joined, and what may be one is reported.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from handouts.importers.parts import ReadArticle, ReadChart
from handouts.messages import Message, message

_WORD = r"[^\W_]+(?:['’][^\W\d_]+)?"
_PARTED = re.compile(rf"(?<![\w-])((?:{_WORD}-)*{_WORD})(- | -)({_WORD})(?![\w])")
_COMPOUND = re.compile(rf"(?<![\w-])(?:{_WORD}-)+{_WORD}")
_GOES_ON = """
    a alias als and as at aux bis but by bzw da das de del den der des die do du e ed eine el else
    en et eller for from if in into ja la las le les los minus nor not o oder of och on or ou para
    per plus por rather resp respectively sino som sowie sowohl sondern statt than that the then
    through till to u um und until upon v versus via vs wie with without y zu
    """
_GOING_ON = frozenset(_GOES_ON.split())
"""What stands behind a hyphen that stands for a word said later: `two- or three-day`."""
_BEGINS = """
    anti auto bio co contra counter cyber ex extra hetero homo hyper hypo inter intra macro meta
    micro mid mini mono multi neo neuro non over para peri poly post pre pro proto pseudo psycho
    quasi retro self semi socio sub super supra trans tri ultra un under
    """
_BEGINNINGS = frozenset(_BEGINS.split())
"""What is hardly ever a word of its own."""
_ENDS = """
    aged analytic assisted aware based behavioral behavioural bound centered centred centric day
    dependent dimensional directed driven effective ended esteem established faceted faced focused
    focussed free friendly guided hearted hour independent induced informed intensive level mediated
    mindedness minded minute month oriented orientated person poor prone provoking rated related
    rich sensitive sided solving specific stage step supported term trained wide week year
    """
_ENDINGS = frozenset(_ENDS.split())
"""What ends a compound, and hardly ever begins what follows a dash."""
_KNOWN = frozenset({"decision-making", "follow-up", "full-time", "meaning-making", "part-time",
                    "well-being", "well-known"})  # fmt: skip
_OF_A_CLAUSE = re.compile(r" (?:by|from|on|upon)\b")
"""What follows `based` or `driven` where it is none of a compound: `an idea- based on this`."""
_MOST_NAMED = 5


@dataclass
class _Hyphens:
    """Joins the compounds of one file."""

    compounds: Collection[str]
    """Those that the file has without a blank, in small letters."""
    joined: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    def fixed(self, text: str) -> str:
        """Return a text of Markdown in which compounds are whole."""
        if "`" in text or ("- " not in text and " -" not in text):
            return text
        return _PARTED.sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        first, gap, second = found.groups()
        whole = f"{first}-{second}"
        before, last = first.rpartition("-")[2].lower(), second.lower()
        if last in _GOING_ON:
            return found[0]
        is_beginning = before in _BEGINNINGS and gap == "- "
        is_clause = _OF_A_CLAUSE.match(found.string, found.end()) is not None
        is_known = whole.lower() in _KNOWN or whole.lower() in self.compounds
        if is_known or is_beginning or (last in _ENDINGS and not is_clause):
            self.joined.append(whole)
            return whole
        if gap == "- " and second.islower() and not before.isdigit():
            self.unsure.append(found[0])
        return found[0]

    def said(self, file: str) -> tuple[Message, ...]:
        """Return what was done, and what is to be looked at, as sentences."""
        done, open_ = _named(self.joined), _named(self.unsure)
        found = []
        if done:
            found.append(message("recognised.compounds-joined", file=file, words=done))
        if open_:
            found.append(message("recognised.hyphen-and-blank", file=file, words=open_))
        return tuple(found)


def _named(words: Iterable[str]) -> tuple[str, ...]:
    names = tuple(f'"{word}"' for word in dict.fromkeys(words))
    return (*names[:_MOST_NAMED], "…") if len(names) > _MOST_NAMED else names


def _of(texts: Sequence[str]) -> _Hyphens:
    found = (compound.lower() for text in texts for compound in _COMPOUND.findall(text))
    return _Hyphens(frozenset(found))


def of_article(article: ReadArticle) -> ReadArticle:
    """Return an article whose compounds are whole."""
    pieces = article.pieces
    hyphens = _of([article.title, article.subtitle, *(piece.markdown for piece in pieces)])
    return replace(
        article,
        title=hyphens.fixed(article.title),
        subtitle=hyphens.fixed(article.subtitle),
        pieces=tuple(
            replace(piece, markdown=hyphens.fixed(piece.markdown))
            if piece.kind not in {"picture", "chart"}
            else piece
            for piece in pieces
        ),
        recognised=(*article.recognised, *hyphens.said(article.file)),
    )


def of_chart(chart: ReadChart, file: str) -> ReadChart:
    """Return a chart whose compounds are whole; `file` is the name of its file."""
    above = (chart.title, *chart.columns.values())
    rows = [text for row in chart.rows for text in row]
    hyphens = _of([*above, *rows, *chart.labels, *chart.groups, chart.notes])

    def each(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(hyphens.fixed, texts))

    return replace(
        chart,
        title=hyphens.fixed(chart.title),
        columns={key: hyphens.fixed(title) for key, title in chart.columns.items()},
        rows=tuple(map(each, chart.rows)),
        labels=each(chart.labels),
        groups=each(chart.groups),
        notes=hyphens.fixed(chart.notes),
        recognised=(*chart.recognised, *hyphens.said(file)),
    )
