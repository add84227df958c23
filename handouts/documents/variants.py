"""The files that there are of a document: one, or one for each version of a worksheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from handouts.content.session import Session
from handouts.content.training import Training
from handouts.documents.context import (
    ArticleContext,
    ChartContext,
    Context,
    RosterContext,
    SessionContext,
    WorksheetContext,
)
from handouts.documents.document_number import number
from handouts.documents.expected_texts import ExpectedTexts
from handouts.documents.front_matter import Shows
from handouts.documents.registry import Document
from handouts.worksheets import Worksheet

_SHOWN: Mapping[Shows, Callable[[Training], Context]] = {
    "": lambda _: Context(),
    "article": ArticleContext.of,
    "chart": ChartContext.of,
}
"""What a template sees by what its front matter says under `shows`."""


@dataclass(frozen=True)
class Variant:
    """One file of a document in each edition: the only one, or one version of a worksheet.

    The names of its fields are part of the numbers of documents that list worksheets.
    """

    letter: str
    """`A`, `B`, … where there are several versions; otherwise empty."""
    number: str
    """The document number."""
    seen: Context
    """What the template sees, apart from what all of them see."""

    @property
    def sheet(self) -> Worksheet | None:
        """The worksheet, if it is one."""
        return self.seen.sheet if isinstance(self.seen, WorksheetContext) else None


@dataclass(frozen=True)
class FacilitatorContext(Context):
    """Every worksheet with its key, and what else the document shows of its training."""

    shown: Context
    sets: tuple[tuple[str, tuple[Variant, ...]], ...]
    """For each kind of worksheet its versions, in the order of the day."""

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
    """Return what there is of a document: nothing where its worksheet could not be made.

    `made` holds the versions of each worksheet of this training by kind.
    """
    if document.is_worksheet:
        return _versions(document.name, training, made.get(document.name, ()))
    seen = _SHOWN[document.head.shows](training)
    if document.head.audience == "facilitator":
        if not made:
            return ()
        sets = tuple((kind, _versions(kind, training, sheets)) for kind, sheets in made.items())
        seen = FacilitatorContext(seen, sets)
    return (_only(document, training, seen),)


def session_variant(document: Document, session: Session) -> Variant:
    """Return what a document of a session sees: its people only where it is for the facilitator."""
    is_for_facilitator = document.head.audience == "facilitator"
    seen = (RosterContext if is_for_facilitator else SessionContext).of(session)
    return _only(document, session.training, seen)


def _only(document: Document, training: Training, seen: Context) -> Variant:
    return Variant("", number(document.name, training, seen.values), seen)


def _versions(kind: str, training: Training, sheets: Sequence[Worksheet]) -> tuple[Variant, ...]:
    letters = ascii_uppercase if len(sheets) > 1 else ("",)
    contexts = map(WorksheetContext, sheets)
    return tuple(
        Variant(letter, number(kind, training, seen.values), seen)
        for letter, seen in zip(letters, contexts, strict=False)
    )
