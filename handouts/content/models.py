"""What a trainer may write: one model a file, unknown keys forbidden, one docstring a field.

The docstrings become the descriptions in the JSON Schemas, so an editor shows them as help.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from handouts.content.field_types import Date, WebAddress
from handouts.content.richtext import Block
from handouts.text import characters


def _seen(text: str) -> str:
    if not characters.is_seen(text):
        raise PydanticCustomError("string_too_short", "there is nothing to be seen in it")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_seen)]
"""Text that has something in it; Markdown emphasis is set where the field says so."""


def _not_label(key: str) -> str:
    if key == "label":
        raise ValueError('"label" names the row itself and cannot be a column')
    return key


ColumnKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), AfterValidator(_not_label)
]
"""Lower-case letters, digits and `_`, beginning with a letter; not `label`."""


class FileModel(BaseModel):
    """Something a trainer writes: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_empty_options_out(cls, given: Any) -> Any:
        """Take a key without a text as not written, where it need not be written at all."""
        if not isinstance(given, dict):
            return given
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        optional = {key for key, field in fields.items() if not field.is_required()}
        return {key: text for key, text in given.items() if text is not None or key not in optional}


class Person(FileModel):
    """Someone who is named on paper."""

    name: Line
    """As it is to be printed."""
    credentials: str = ""
    """What follows the name, for example `PhD, LPC`."""


class Approval(FileModel):
    """A body that has approved the provider for continuing education."""

    body: Line
    """Who approved, for example the name of a board."""
    number: str = ""
    """The provider's number with this body."""
    statement: Line
    """The body's statement, word for word, as certificates must carry it."""
    profiles: tuple[Line, ...] = ()
    """The continuing-education profiles that it serves; `handouts list` names them."""


class Signatory(FileModel):
    """Who signs certificates."""

    name: Line
    """As it is to be printed below the signature."""
    credentials: str = ""
    """What follows the name, for example `PhD, LPC`."""
    title: str = ""
    """The office, for example `Director of Training`."""
    signature: str = ""
    """A picture of the signature, in `content/`; without one there is a line for ink."""


class MailServer(FileModel):
    """The server that takes mail for sending. The password is never in a file."""

    host: Line
    """Its name, for example `smtp.example.org`."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    """587 as a rule, with `starttls`; 465 with `tls`."""
    user: str = ""
    """Who signs in; without it nobody does."""
    security: Annotated[str, StringConstraints(pattern=r"^(starttls|tls|none)$")] = "starttls"
    """`starttls` or `tls`; `none` only for a server on this very machine."""


class Provider(FileModel):
    """The organisation that gives the trainings: `content/provider.yaml`."""

    name: Line
    """As it is to be printed, for example at the end of each document."""
    address: str = ""
    """Street and town, one line each."""
    website: WebAddress = ""
    """With `https://`, for example `https://www.example.org`."""
    email: str = ""
    """Where participants may write to."""
    phone: str = ""
    """As it is to be dialled by participants."""
    logo: str = ""
    """A picture for certificates, in `content/`."""
    signatory: Signatory | None = None
    """Who signs certificates."""
    approvals: tuple[Approval, ...] = ()
    """The bodies that approved it. Without any, certificates are of attendance."""
    mail_server: MailServer | None = None
    """The server that `handouts mail --send` hands messages to."""
    verify_url: str = ""
    """Where `build/verify/` is published: `https://www.example.org/verify/`. Codes lead there."""

    @property
    def contact(self) -> tuple[str, ...]:
        """Website without `https://`, e-mail address and telephone, as far as they are told."""
        site = self.website.removeprefix("https://").removeprefix("http://").rstrip("/")
        return tuple(part for part in (site, self.email, self.phone) if part)


class PacketWishes(FileModel):
    """What stands in the packets of a training, in this order, by names in `handouts list`."""

    participants: tuple[Line, ...] | None = None
    """After cover and contents. Without it all that is for them, in the order of the day."""
    facilitator: tuple[Line, ...] | None = None
    """`run-sheet`, too. Without it that, all that is for the facilitator, and the cards."""


class TrainingHead(FileModel):
    """One training: `content/<training>/training.yaml`."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,8}$")]
    """Two to eight capitals or digits; document numbers begin with it."""
    title: Line
    """The training's name."""
    short_title: str = ""
    """For the footers, where the title is longer than 40 letters; otherwise it is cut there."""
    date: Date
    """When this content was last revised (YYYY-MM-DD); it is the date inside every PDF."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """The language of all of it, as a code such as `en`, `en-GB`, `es` or `he`."""
    presenters: tuple[Person, ...] = ()
    """Who teaches it, printed at the end of the handout."""
    objectives: tuple[Line, ...] = ()
    """What participants will be able to do, each a phrase that begins with a verb."""
    theme: str = "press"
    """The look; `handouts list` names the themes."""
    paper: Annotated[str, StringConstraints(pattern=r"^(letter|a4)$")] = "letter"
    """`letter` or `a4`; `--paper` on the command line comes first."""
    packet: PacketWishes = PacketWishes()
    """What stands in the packets, where it is not to be all there is."""


class ArticleHead(FileModel):
    """The front matter of `content/<training>/article.md`, between the two lines of `---`."""

    title: Line
    """The article's title. Markdown emphasis is set."""
    subtitle: str = ""
    """A second line below the title. Markdown emphasis is set."""
    byline: str = ""
    """Who wrote it, with credentials, as it is to be printed."""
    pull_quotes: tuple[Line, ...] = ()
    """Sentences of the article that are shown again, large. Each must stand in the article."""
    sources: tuple[Line, ...] = ()
    """What the article draws on, one entry each. Markdown emphasis and links are set."""


class LeaveOut(FileModel):
    """What worksheets are not to be made from."""

    kinds: tuple[Line, ...] = ()
    """Kinds of worksheets that are not wanted, by their names in `handouts list`."""
    rows: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """Numbers of rows of the chart that no exercise is made from."""


class KindSettings(FileModel):
    """What one kind of worksheet is called here, and how long it takes."""

    title: str = ""
    """Instead of the kind's own title."""
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    """Instead of the kind's own time."""


class WorksheetsFile(FileModel):
    """What the trainer wishes for worksheets: `content/<training>/worksheets.yaml`, if any."""

    key_terms: tuple[Line, ...] = ()
    """Words of the article worth knowing; `bond/relationship` takes either for an answer."""
    reflection: tuple[Line, ...] = ()
    """Questions for the sheet `reflection`, in order."""
    leave_out: LeaveOut = LeaveOut()
    """Rows and kinds that are not to be used."""
    kinds: dict[str, KindSettings] = {}
    """Titles and minutes by kind."""


class ChartFile(FileModel):
    """The comparison as it is written: `content/<training>/chart.yaml`.

    A row is a mapping with a key for each column and, if wanted, `label`:

        columns:
          treatment: Treatment model
          healing: Healing model
        rows:
          - label: Goal
            treatment: Relief of symptoms
            healing: Lasting change
    """

    title: Line
    """What is compared, printed above the chart."""
    columns: Annotated[dict[ColumnKey, Line], Field(min_length=2, max_length=5)]
    """Two to five columns: a short key for use in the rows, and the title that is printed."""
    preferred: str = ""
    """The key of the column that the training recommends, where it recommends one."""
    rows: Annotated[tuple[dict[str, Line], ...], Field(min_length=1)]
    """The rows, from top to bottom: one cell for each column, and `label` if wanted."""


class _ChartRow(FileModel):
    # To look for docstrings of fields that are made below takes longer than all else of loading.
    model_config = ConfigDict(use_attribute_docstrings=False)

    label: str = Field("", description="A word or two that say what the row is about.")


def row_model(columns: Iterable[str]) -> type[BaseModel]:
    """Return the model of one row of a chart with these column keys: each once, none empty."""
    cells: dict[str, Any] = {
        f"cell_{place}": (Line, Field(alias=key)) for place, key in enumerate(columns)
    }
    return create_model("Row", __base__=_ChartRow, **cells)


@dataclass(frozen=True)
class Row:
    """One row of the chart."""

    number: int
    """Counted from 1, from the top."""
    label: str
    """A word or two that say what the row is about; may be empty."""
    cells: tuple[str, ...]
    """One for each column, in the columns' order, in Markdown."""


@dataclass(frozen=True)
class Chart:
    """The comparison, read and whole."""

    title: str
    columns: tuple[str, ...]
    """The columns' printed titles, from left to right."""
    preferred: int | None
    """The place of the recommended column, counted from 0."""
    rows: tuple[Row, ...]

    @property
    def has_labels(self) -> bool:
        """Whether any row says what it is about."""
        return any(row.label for row in self.rows)


@dataclass(frozen=True)
class Article:
    """The article, read and whole."""

    head: ArticleHead
    blocks: tuple[Block, ...]
    """Headings, paragraphs, lists, figures and at most one place for the chart."""


@dataclass(frozen=True)
class Training:
    """One training with all that its documents are made from."""

    name: str
    """Its folder's name in `content/`."""
    head: TrainingHead
    article: Article
    chart: Chart
    provider: Provider
    worksheets: WorksheetsFile = field(default_factory=WorksheetsFile)
    """What the trainer wishes for worksheets."""
    fallback_fonts: tuple[str, ...] = ()
    """Families of system fonts for the characters that the house fonts lack."""
