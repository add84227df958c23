"""The files that there are of a document: one, or one for each version of a worksheet."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from handouts.content.chart import Chart
from handouts.content.session import Session
from handouts.content.training import Training
from handouts.documents.brand_sheet import brand_context
from handouts.documents.context import (
    ArticleContext,
    ChartContext,
    Context,
    FolderContext,
    RosterContext,
    SessionContext,
    TopicsContext,
    WorksheetContext,
)
from handouts.documents.document_number import number
from handouts.documents.expected_texts import ExpectedTexts
from handouts.documents.front_matter import Shows
from handouts.documents.registry import Document
from handouts.worksheets import Worksheet, needs


def _of_article(training: Training) -> Mapping[str, Context]:
    article = training.article
    return {"": ArticleContext.of(training, article)} if article else {}


def _of_both(training: Training) -> Mapping[str, Context]:
    if not training.article or not training.charts:
        return {}
    return {"": FolderContext.of(training, training.article)}


def _of_brand(training: Training) -> Mapping[str, Context]:
    return {"": brand_context(training.provider)} if training.provider.has_looks else {}


_SHOWN: Mapping[Shows, Callable[[Training], Mapping[str, Context]]] = {
    "": lambda _: {"": Context()},
    "article": _of_article,
    "chart": lambda training: {name: ChartContext(one) for name, one in training.charts.items()},
    "topics": lambda training: {name: TopicsContext(one) for name, one in training.charts.items()},
    "both": _of_both,
    "brand": _of_brand,
}
"""What a template sees by what its front matter says under `shows`, for each of its files by the
name of the chart that it is of. It has none where the training has nothing to show."""


@dataclass(frozen=True)
class Variant:
    """One file of a document in each edition: the only one, that of one chart, or one version.

    The names of its fields are part of the numbers of documents that list worksheets.
    """

    letter: str
    """`A`, `B`, … where there are several versions; otherwise empty."""
    number: str
    """The document number."""
    seen: Context
    """What the template sees, apart from what all of them see."""
    chart: str = ""
    """The name of the chart that it is of; empty for that of `chart.yaml`, or for none."""
    about: str = ""
    """The title of that chart, in Markdown, where the training has several."""

    def name_of(self, document: Document) -> str:
        """Return what its file is called, without its version: `matching`, `matching-fees`."""
        return f"{document.name}-{self.chart}" if self.chart else document.name

    @property
    def sheet(self) -> Worksheet | None:
        """The worksheet, if it is one."""
        return self.seen.sheet if isinstance(self.seen, WorksheetContext) else None


@dataclass(frozen=True)
class FacilitatorContext(Context):
    """Every worksheet with its key, and what else the document shows of its training."""

    shown: Context
    sets: tuple[tuple[str, tuple[Variant, ...]], ...]
    """For each worksheet its kind and its versions, in the order of the day."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The values by the names that the template has for them."""
        return {**self.shown.values, "sets": self.sets}

    def expected_texts(self) -> ExpectedTexts:
        """Return what preflight looks for of the training."""
        return self.shown.expected_texts()


def variants(
    document: Document, training: Training, made: Mapping[str, Sequence[Worksheet]]
) -> tuple[Variant, ...]:
    """Return what there is of a document: nothing where the training does not give it.

    `made` holds the versions of each worksheet of this training by the worksheet's name.
    """
    if document.is_worksheet:
        of_kind = (sheets for sheets in made.values() if sheets[0].kind == document.name)
        return tuple(each for sheets in of_kind for each in _versions(training, sheets))
    shown = _SHOWN[document.head.shows](training)
    if document.head.audience == "facilitator" and document.head.shows != "brand":
        if not made:
            return ()
        sets = tuple((sheets[0].kind, _versions(training, sheets)) for sheets in made.values())
        shown = {chart: FacilitatorContext(seen, sets) for chart, seen in shown.items()}
    return tuple(
        dataclasses.replace(
            _only(f"{document.name}-{chart}" if chart else document.name, training, seen),
            chart=chart,
            about=_about(training, chart) if document.needs == "chart" else "",
        )
        for chart, seen in shown.items()
    )


def _about(training: Training, chart: str) -> str:
    return training.charts[chart].title if len(training.charts) > 1 else ""


def charts_of(document: Document, training: Training, variant: Variant) -> tuple[Chart, ...]:
    """Return the charts of a training that one file of a document may show."""
    if document.needs == "chart":
        return (training.charts[variant.chart],)
    return tuple(training.charts.values())


def session_variant(document: Document, session: Session) -> Variant:
    """Return what a document of a session sees: its people only where it is for the facilitator."""
    is_for_facilitator = document.head.audience == "facilitator"
    seen = (RosterContext if is_for_facilitator else SessionContext).of(session)
    return _only(document.name, session.training, seen)


def _only(name: str, training: Training, seen: Context) -> Variant:
    return Variant("", number(name, training, seen.values), seen)


def _versions(training: Training, sheets: Sequence[Worksheet]) -> tuple[Variant, ...]:
    letters = ascii_uppercase if len(sheets) > 1 else ("",)
    name, chart = sheets[0].name, sheets[0].chart
    about = _about(training, chart) if needs(sheets[0].kind) == "chart" else ""
    return tuple(
        Variant(letter, number(name, training, seen.values), seen, chart, about)
        for letter, seen in zip(letters, map(WorksheetContext, sheets), strict=False)
    )
