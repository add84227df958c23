"""The documents that can be built: each is a template that is found, and what it gets to see."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from handouts.content import markdown, richtext, yaml_tree
from handouts.content.models import Training
from handouts.content.session import Session
from handouts.documents import context
from handouts.documents.editions import EDITIONS, Edition
from handouts.errors import WorldError
from handouts.project.layout import Project
from handouts.text.canonical_json import canonical
from handouts.worksheets import Worksheet

_HEAD = re.compile(r"\A\{#\s*\n(.*?)#\}", re.DOTALL)
_MOST_LETTERS_IN_LARGE_TYPE = 1100
"""What a letter page holds in a chart of 13 pt with two columns, about."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


class DocumentHead(BaseModel):
    """The comment that a document's template begins with."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: str
    """As it is printed in footers and shown in lists."""
    audience: Literal["participants", "facilitator"]
    """Who gets it; nothing that answers a question is for participants."""
    sides: Annotated[int, Field(ge=1, le=2)] = 2
    """How many sides of a sheet may be printed: 1 for what is cut out or folded."""
    stock: Literal["paper", "card"] = "paper"
    """What it is printed on."""
    needs: str = ""
    """What has to be at hand for it besides: a cutter, badge holders."""
    shared_by: Annotated[int, Field(ge=0)] = 0
    """How many people share one copy; 0 where one is enough for all."""
    order: int = 100
    """Its place in lists and packets."""
    editions: dict[str, Annotated[dict[str, int], Field(min_length=1)]]
    """For each edition the fits to try, in order (`styles/fits/<fit>.css`), each with the number of
    pages that it may take, 0 for any. The first that suits is taken."""

    @field_validator("editions")
    @classmethod
    def _exist(cls, editions: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
        for name in editions:
            if name not in EDITIONS:
                raise ValueError(f'there is no edition "{name}"')
        return editions

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.audience == "facilitator" and len(self.editions) > 1:
            raise ValueError("a document for the facilitator has one edition")
        return self


@dataclass(frozen=True)
class Document:
    """Something that can be built for a training."""

    name: str
    head: DocumentHead
    template: str = ""
    """Relative to `templates/`."""

    @property
    def frame(self) -> str:
        """The template that is set: a worksheet's own one is set inside of `worksheet.html`."""
        return "worksheet.html" if self.is_worksheet else self.template

    @property
    def is_worksheet(self) -> bool:
        """Whether its template was found among those of worksheets."""
        return self.template.startswith("worksheets/")

    @property
    def is_for_session(self) -> bool:
        """Whether it is made for each session, from its roster."""
        return self.template.startswith("sessions/")

    @property
    def is_of_packets(self) -> bool:
        """Whether only packets have it: a cover, a list of contents."""
        return self.template.startswith("packets/")

    @property
    def title(self) -> str:
        """As it is printed."""
        return self.head.title


def registry(project: Project) -> dict[str, Document]:
    """Return all documents by name, in their order. Raises WorldError where a head is broken."""
    return _registry(project, project.document_templates())


def of_packets(project: Project) -> dict[str, Document]:
    """Return by name what only packets have. Raises WorldError where a head is broken."""
    return _registry(project, project.packet_templates())


def _registry(project: Project, templates: Mapping[str, Path]) -> dict[str, Document]:
    documents = [document(project, file) for file in templates.values()]
    return {document.name: document for document in sorted(documents, key=_order)}


def document(project: Project, template: Path) -> Document:
    """Return the document that a template makes. Raises WorldError where its head is broken."""
    found = _HEAD.match(template.read_text("utf-8", errors="replace"))
    tree = yaml_tree.read(found[1] if found else "")
    try:
        head = DocumentHead.model_validate(tree.value)
    except ValidationError as error:
        raise WorldError(
            f"{project.relative(template)} does not begin with the head of a document: "
            f"{error.errors()[0]['msg']} ({'.'.join(map(str, error.errors()[0]['loc']))})"
        ) from error
    return Document(template.stem, head, f"{template.parent.name}/{template.name}")


def _order(document: Document) -> tuple[int, str]:
    return document.head.order, document.name


def facts(document: Document, training: Training) -> Mapping[str, Any]:
    """Return what a document's template sees of its training, apart from what all of them see."""
    own = _FACTS.get(document.name)
    return own(training) if own else {}


@dataclass(frozen=True)
class Variant:
    """One file of a document in each edition: the only one, or one version of a worksheet."""

    letter: str
    """`A`, `B`, … where there are several versions; otherwise empty."""
    number: str
    """The document number."""
    seen: Mapping[str, Any]
    """What the template sees, apart from what all of them see."""

    @property
    def sheet(self) -> Worksheet | None:
        """The worksheet, if it is one."""
        return self.seen.get("sheet")


def variants(
    document: Document, training: Training, made: Mapping[str, Sequence[Worksheet]]
) -> tuple[Variant, ...]:
    """Return what there is of a document: nothing where its worksheet could not be made.

    `made` holds the versions of each worksheet of this training by kind.
    """
    if document.is_worksheet:
        return _versions(document.name, training, made.get(document.name, ()))
    seen = facts(document, training)
    if document.head.audience == "facilitator":
        if not made:
            return ()
        sets = tuple((kind, _versions(kind, training, sheets)) for kind, sheets in made.items())
        seen = {**seen, "sets": sets}
    return (Variant("", number(document.name, training, seen), seen),)


def session_variant(document: Document, session: Session) -> Variant:
    """Return what a document of a session sees: its people only where it is for the facilitator."""
    seen: dict[str, Any] = {
        "session": session.head,
        "presenters": session.presenters,
        "objectives": session.training.head.objectives,
        "settings": context.settings(session.head.format),
    }
    if document.head.audience == "facilitator":
        seen["people"] = tuple(map(context.guest, session.roster.sorted()))
        seen["asks_licence"] = session.asks_for_licences
    return Variant("", number(document.name, session.training, seen), seen)


def _versions(kind: str, training: Training, sheets: Sequence[Worksheet]) -> tuple[Variant, ...]:
    letters = ascii_uppercase if len(sheets) > 1 else ("",)
    return tuple(
        Variant(letter, number(kind, training, {"sheet": sheet}), {"sheet": sheet})
        for letter, sheet in zip(letters, sheets, strict=False)
    )


def fits(document: Document, training: Training, edition: Edition) -> dict[str, int]:
    """Return the fits to try in this edition, in order, with the pages that each may take.

    Four columns or more read better on a landscape page, so those fits come first then. Large type
    is not tried for a chart whose words cannot fit, because each try costs as much as the result.
    """
    listed = document.head.editions[edition.listed_as]
    chart = training.chart
    words = sum(len(text) for row in chart.rows for text in (row.label, *row.cells))
    if words > _MOST_LETTERS_IN_LARGE_TYPE:
        listed = {fit: limit for fit, limit in listed.items() if not fit.endswith("-13")}
    wide = len(chart.columns) > 3
    return dict(sorted(listed.items(), key=lambda fit: wide and not fit[0].startswith("landscape")))


def number(name: str, training: Training, seen: Mapping[str, Any]) -> str:
    """Return the document number: training code, document, and a hash of what it was made from.

    It depends on the content alone: not on the names that the program has for things.
    """
    provider = training.provider
    shown_of_provider = (provider.name, provider.address, provider.website, provider.email)
    head = training.head
    common = (head.code, head.title, head.language, *shown_of_provider, provider.phone)
    shown = canonical([name, *common, seen])
    digest = int.from_bytes(hashlib.sha256(shown).digest()[:5])
    short = "".join(_ALPHABET[digest >> shift & 31] for shift in range(25, -1, -5))
    return f"{training.head.code}-{name.upper()}-{short}"


@dataclass(frozen=True)
class Part:
    """One block of the article, and the pull quote that stands beside it."""

    block: richtext.Block
    pull_quote: str


def _handout_facts(training: Training) -> Mapping[str, Any]:
    """Return the article in parts: its chart in place, its quotes where their sentences stand."""
    blocks = training.article.blocks
    if not any(isinstance(block, richtext.ChartPlace) for block in blocks):
        blocks = (*blocks, richtext.ChartPlace(line=0))
    waiting = list(training.article.head.pull_quotes)
    parts = []
    for block in blocks:
        text = " ".join(" ".join(map(richtext.plain_text, richtext.texts([block]))).split())
        said = [quote for quote in waiting if _plain(quote) in text]
        waiting = [quote for quote in waiting if quote not in said]
        parts.append(Part(block, said[0] if said else ""))
    return {
        "article_head": training.article.head,
        "objectives": training.head.objectives,
        "presenters": training.head.presenters,
        "chart": training.chart,
        "parts": tuple(parts),
    }


def _plain(text: str) -> str:
    return " ".join(richtext.plain_text(markdown.parse_inline(text)).split())


def _chart_facts(training: Training) -> Mapping[str, Any]:
    return {"chart": training.chart}


_FACTS: dict[str, Callable[[Training], Mapping[str, Any]]] = {
    "handout": _handout_facts,
    "chart": _chart_facts,
}


def expected_texts(seen: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the texts that a document must show, in order, and the cells of each row of its chart.

    A link divides a text, because its address may be printed behind it.
    """
    if "sheet" in seen:
        return _sheet_texts(seen["sheet"]), ()
    if "people" in seen:
        return tuple(person.name for person in seen["people"]), ()
    if "session" in seen:
        return tuple(_pieces(*seen["objectives"])), ()
    rows = seen["chart"].rows if "chart" in seen else ()
    return (
        tuple(piece for text in _texts(seen) for piece in richtext.pieces(text)),
        tuple(tuple(_pieces(row.label, *row.cells)) for row in rows),
    )


def _sheet_texts(sheet: Worksheet) -> tuple[str, ...]:
    """Return what a participant must find of each exercise: its text, or its cells."""
    shown = [
        text
        for exercise in sheet.exercises
        for text in (exercise.shown.get("text"), *exercise.shown.get("cells", ()))
        if text
    ]
    return tuple(_pieces(*shown))


def _texts(seen: Mapping[str, Any]) -> Iterator[tuple[richtext.Inline, ...]]:
    chart = [seen["chart"].title, *seen["chart"].columns] if "chart" in seen else []
    if "article_head" not in seen:
        yield from map(markdown.parse_inline, chart)
        return
    head = seen["article_head"]
    first = (head.title, head.subtitle, head.byline, *seen["objectives"])
    yield from map(markdown.parse_inline, first)
    for part in seen["parts"]:
        if isinstance(part.block, richtext.ChartPlace):
            yield from map(markdown.parse_inline, chart)
        yield from richtext.texts([part.block])
    yield from map(markdown.parse_inline, head.sources)


def _pieces(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from richtext.pieces(markdown.parse_inline(text))
