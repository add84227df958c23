"""A worksheet and its answer key as one object, so that the two cannot drift apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.content.chart import Chart, Row
from handouts.content.worksheet_options import WorksheetsFile
from handouts.worksheets.words import plain


@dataclass(frozen=True)
class ArticleParagraph:
    """One paragraph of the article, as exercises are made from it."""

    number: int
    """Counted from 1, headings left aside."""
    text: str
    """Its letters, without marks."""
    emphasised: tuple[str, ...]
    """What the author set in italics or bold."""
    heading: str
    """The heading above it; may be empty."""


@dataclass(frozen=True)
class Material:
    """What exercises may be made from: the author's own words and nothing else."""

    charts: tuple[Chart, ...]
    """Without the rows that the trainer left out; rows keep their numbers. For a kind that needs a
    chart it is one, for any other it is all that the training has.
    """
    paragraphs: tuple[ArticleParagraph, ...]
    """Of the article; none where there is no article."""
    own: WorksheetsFile
    """What the trainer wrote for worksheets."""

    @property
    def chart(self) -> Chart:
        """The first chart. Raises IndexError where there is none; a kind that needs one has it."""
        return self.charts[0]


@dataclass(frozen=True)
class Source:
    """Where an answer stands: in a row of the chart, or in paragraphs of the article."""

    row: int = 0
    """Its number; 0 where it stands in the article."""
    label: str = ""
    """The row's label, in plain text; may be empty."""
    paragraphs: tuple[int, ...] = ()
    """Their numbers; none where it stands in the chart."""


@dataclass(frozen=True)
class Exercise:
    """One thing to do, with its answer. `shown` is what the participant sees, by name."""

    number: int
    """As it is printed, counted from 1 through the whole sheet."""
    answer: str
    """What the key shows, in Markdown: the author's own text, a letter, or a column's title.

    Empty where there is no key, or nothing to be corrected.
    """
    where: Source
    """Where the answer stands."""
    shown: Mapping[str, Any]
    """What comes from the chart or `worksheets.yaml` is Markdown, what comes from the article is
    plain text.
    """


@dataclass(frozen=True)
class Worksheet:
    """One version of one kind of worksheet."""

    kind: str
    minutes: int
    exercises: tuple[Exercise, ...]
    shown: Mapping[str, Any] = field(default_factory=dict)
    """What stands on the sheet in addition to its exercises: a word bank, options, columns."""
    secrets: tuple[str, ...] = ()
    """Plain texts that would give an answer away; none may stand in the participants' file."""
    left_out: tuple[str, ...] = ()
    """Why rows are left out, a sentence each: `row 7 left out of sorting: it contains …`."""
    chart: str = ""
    """The name of the chart that it is made from; empty for that of `chart.yaml`, or for none."""

    @property
    def name(self) -> str:
        """What its document is called: `matching`, or `matching-fees` for the chart `fees`."""
        return f"{self.kind}-{self.chart}" if self.chart else self.kind


class NotPossibleError(Exception):
    """The chart and the article give no good sheet of a kind; the argument is a message."""


def where(row: Row) -> Source:
    """Return the place of a row."""
    return Source(row=row.number, label=plain(row.label))
