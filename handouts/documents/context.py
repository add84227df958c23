"""What a template sees of one document: a class for each kind, with the texts it has to show.

The names of the fields are those that templates use, and part of the document number.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from handouts.content import printed_quotes, richtext
from handouts.content.chart import Chart
from handouts.content.session import Session, SessionFile
from handouts.content.training import Article, ArticleMetadata, Person, Training
from handouts.documents import expected_texts, pull_quotes
from handouts.documents.expected_texts import ExpectedTexts
from handouts.documents.guests import Guest, guest, presenter, settings
from handouts.worksheets import Worksheet
from handouts.worksheets.material import paragraph_numbers


@dataclass(frozen=True)
class Context:
    """What a template sees, apart from what all of them see: by itself nothing."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The values by the names that the template has for them."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    def expected_texts(self) -> ExpectedTexts:
        """Return what preflight looks for in the finished file."""
        return ExpectedTexts()


@dataclass(frozen=True)
class ChartContext(Context):
    """The comparison chart."""

    chart: Chart

    def expected_texts(self) -> ExpectedTexts:
        """Return the chart's title, its columns, and all of its cells."""
        return ExpectedTexts(expected_texts.titles(self.chart), expected_texts.rows(self.chart))


@dataclass(frozen=True)
class TopicsContext(ChartContext):
    """The comparison chart, of which only the topics are shown."""

    def expected_texts(self) -> ExpectedTexts:
        """Return the chart's title, its columns and its topics."""
        topics = (row.label for row in self.chart.rows if row.label)
        texts = (self.chart.title, *self.chart.columns, *topics)
        return ExpectedTexts(tuple(expected_texts.pieces(*texts)))


@dataclass(frozen=True)
class ArticlePart:
    """One block of the article, and the pull quote that stands beside it."""

    block: richtext.Block
    pull_quote: str
    chart: Chart | None = None
    """The chart that has its place here, where it is another one than the first."""


@dataclass(frozen=True)
class ArticleContext(Context):
    """The article in parts: its charts in place, its quotes where their sentences stand."""

    article_head: ArticleMetadata
    objectives: tuple[str, ...]
    presenters: tuple[Person, ...]
    chart: Chart | None
    """The first chart; None where the training has none."""
    parts: tuple[ArticlePart, ...]
    paragraph_numbers: Mapping[int, str] = field(default_factory=dict)
    """What stands beside the blocks of the article, by their lines: `9`, or `9–12` at a table."""
    has_note_lines: bool = False
    """Whether there are lines for notes beside the text."""

    @classmethod
    def of(cls, training: Training, article: Article) -> Self:
        """Return what is seen of a training with this article."""
        head = training.head
        parts = tuple(_parts(training, article))
        walked = richtext.walk(article.blocks)
        tables = {block.line for block in walked if isinstance(block, richtext.Table)}
        numbers = {
            line: f"{found[0]}–{found[-1]}" if line in tables and found[1:] else f"{found[0]}"
            for line, found in paragraph_numbers(article.blocks).items()
        }
        return cls(
            article.head,
            head.objectives,
            head.presenters,
            training.chart,
            parts,
            numbers,
            head.margin == "notes",
        )

    def expected_texts(self) -> ExpectedTexts:
        """Return every paragraph of the article in order, its notes, and its charts.

        A chart may stand behind paragraphs that follow it in the article: see `builds/floating.py`.
        """
        notes = richtext.all_notes(part.block for part in self.parts)
        pieces = (piece for note in notes for piece in richtext.pieces(note.inlines))
        rows = (row for part in self.parts for row in self._rows(part))
        charts = filter(None, map(self._chart, self.parts))
        anywhere = (*pieces, *(text for chart in charts for text in expected_texts.titles(chart)))
        return ExpectedTexts(tuple(self._paragraphs()), tuple(rows), anywhere=anywhere)

    def _chart(self, part: ArticlePart) -> Chart | None:
        is_place = isinstance(part.block, richtext.ChartPlace)
        return part.chart or self.chart if is_place else None

    def _rows(self, part: ArticlePart) -> tuple[tuple[str, ...], ...]:
        chart = self._chart(part)
        return expected_texts.rows(chart) if chart else ()

    def _paragraphs(self) -> Iterator[str]:
        head = self.article_head
        first = (head.title, head.subtitle, head.byline, *self.objectives)
        yield from expected_texts.pieces(*first)
        for part in self.parts:
            for text in richtext.own_texts([part.block]):
                yield from richtext.pieces(text)
        yield from expected_texts.pieces(*head.sources)


@dataclass(frozen=True)
class FolderContext(ArticleContext):
    """The first chart, and behind it the article, without its charts in place."""

    def expected_texts(self) -> ExpectedTexts:
        """Return what there is of the chart, then the article's paragraphs without objectives."""
        chart = self.chart
        inside = dataclasses.replace(self, chart=None, objectives=()).without_first_chart()
        found = ArticleContext.expected_texts(inside)
        if chart is None:
            return found
        return dataclasses.replace(
            found,
            paragraphs=(*expected_texts.titles(chart), *found.paragraphs),
            rows=(*expected_texts.rows(chart), *found.rows),
        )

    def without_first_chart(self) -> Self:
        """Return the same without the place of the first chart, which stands in front."""
        parts = tuple(
            part
            for part in self.parts
            if part.chart or not isinstance(part.block, richtext.ChartPlace)
        )
        return dataclasses.replace(self, parts=parts)


def _parts(training: Training, article: Article) -> Iterator[ArticlePart]:
    blocks = printed_quotes.blocks(article.blocks, training.head.language)
    has_place = any(isinstance(block, richtext.ChartPlace) for block in blocks)
    if training.charts and not has_place:
        blocks = (*blocks, richtext.ChartPlace(line=0))
    quotes = pull_quotes.placed(
        article.head.pull_quotes, article.blocks, chooses=training.head.quotes == "auto"
    )
    for place, block in enumerate(blocks):
        yield ArticlePart(block, quotes.get(place, ""), _other_chart(training, block))


def _other_chart(training: Training, block: richtext.Block) -> Chart | None:
    if not isinstance(block, richtext.ChartPlace):
        return None
    chart = training.charts.get(block.name)
    return None if chart is training.chart else chart


@dataclass(frozen=True)
class WorksheetContext(Context):
    """One version of a worksheet."""

    sheet: Worksheet

    def expected_texts(self) -> ExpectedTexts:
        """Return what a participant must find of each exercise: its text, or its cells."""
        shown = [
            text
            for exercise in self.sheet.exercises
            for text in (exercise.shown.get("text"), *exercise.shown.get("cells", ()))
            if text
        ]
        return ExpectedTexts(tuple(expected_texts.cells(*shown)), secrets=self.sheet.secrets)


@dataclass(frozen=True)
class SessionContext(Context):
    """A session, without its people."""

    session: SessionFile
    presenters: tuple[Person, ...]
    objectives: tuple[str, ...]
    settings: tuple[str, ...]
    """`place`, `platform`, or both."""

    @classmethod
    def of(cls, session: Session) -> "SessionContext":
        """Return what is seen of a session."""
        objectives = session.training.head.objectives
        return SessionContext(
            session.head, session.presenters, objectives, settings(session.head.format)
        )

    def expected_texts(self) -> ExpectedTexts:
        """Return the objectives."""
        return ExpectedTexts(tuple(expected_texts.pieces(*self.objectives)))


@dataclass(frozen=True)
class RosterContext(SessionContext):
    """A session with its people, who are for the facilitator alone."""

    people: tuple[Guest, ...]
    teachers: tuple[Guest, ...]
    """Who teaches, for cards that name them."""
    asks_licence: bool

    @classmethod
    def of(cls, session: Session) -> "RosterContext":
        """Return what is seen of a session."""
        people = tuple(map(guest, session.roster.sorted()))
        teachers = tuple(map(presenter, session.presenters))
        common = SessionContext.of(session).values
        return cls(
            **common, people=people, teachers=teachers, asks_licence=session.asks_for_licences
        )

    def expected_texts(self) -> ExpectedTexts:
        """Return everybody's name."""
        return ExpectedTexts(tuple(person.name for person in self.people))
