"""A training: what its files and its article say of it, and all that documents are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import StringConstraints

from handouts.content.chart import Chart
from handouts.content.field_types import Date, WebAddress
from handouts.content.file_model import FileModel, Line
from handouts.content.provider import Provider
from handouts.content.richtext import Block
from handouts.content.worksheet_options import WorksheetsFile
from handouts.languages.phrases import STANDARD_PHRASES, Phrases


class Person(FileModel):
    """Someone who is named on paper."""

    name: Line
    """As it is to be printed."""
    credentials: str = ""
    """What follows the name, for example `PhD, LPC`."""


class PacketOptions(FileModel):
    """What stands in the packets of a training, in this order, by names in `handouts list`."""

    participants: tuple[Line, ...] | None = None
    """After cover and contents. Without it all that is for them, in the order of the day."""
    facilitator: tuple[Line, ...] | None = None
    """`run-sheet`, too. Without it that, all that is for the facilitator, and the cards."""


class TrainingMetadata(FileModel):
    """One training: `content/<training>/training.yaml`."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,8}$")]
    """Two to eight capitals or digits; document numbers begin with it."""
    title: Line
    """The training's name."""
    short_title: str = ""
    """Above worksheets, and in footers, which have space for 40 letters and cut what is longer.
    `handouts import` proposes the words of a long title before its first `?`, `:` or dash."""
    date: Date
    """When this content was last revised (YYYY-MM-DD); it is the date inside every PDF."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """The language of all of it, as a code such as `en-US`, `en-GB`, `es` or `he`. `en` alone is
    `en-US` where the paper is `letter`, and `en-GB` where it is not."""
    presenters: tuple[Person, ...] = ()
    """Who teaches it, printed at the end of the handout."""
    objectives: tuple[Line, ...] = ()
    """What participants will be able to do, each a phrase that begins with a verb."""
    theme: str = "press"
    """The look; `handouts list` names the themes."""
    paper: Annotated[str, StringConstraints(pattern=r"^(letter|a4)$")] = "letter"
    """`letter` or `a4`; `--paper` on the command line comes first."""
    article_url: WebAddress = ""
    """Where the article is on the web, with `https://`; posters have a code that leads there."""
    margin: Annotated[str, StringConstraints(pattern=r"^(notes|plain)$")] = "notes"
    """What the handout has beside its text on paper: lines for `notes`, or nothing, `plain`."""
    quotes: Annotated[str, StringConstraints(pattern=r"^(auto|chosen)$")] = "auto"
    """Whether a question of the article is shown large where no `pull_quotes` are chosen: `auto`,
    or only those that are, `chosen`."""
    packet: PacketOptions = PacketOptions()
    """What stands in the packets, where it is not to be all there is."""


class ArticleMetadata(FileModel):
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


@dataclass(frozen=True)
class Article:
    """The article, read and whole."""

    head: ArticleMetadata
    blocks: tuple[Block, ...]
    """Headings, paragraphs, lists, figures and at most one place for each chart."""


@dataclass(frozen=True)
class Training:
    """One training with all that its documents are made from."""

    name: str
    """Its folder's name in `content/`."""
    head: TrainingMetadata
    article: Article | None
    """None where there is no `article.md`; there is a chart then."""
    charts: Mapping[str, Chart]
    """By their names, in the article's order: "" is that of `chart.yaml`, `fees` that of
    `chart-fees.yaml`."""
    provider: Provider
    worksheets: WorksheetsFile = field(default_factory=WorksheetsFile)
    """What the trainer may write about worksheets."""
    fallback_fonts: tuple[str, ...] = ()
    """Families of system fonts for the characters that the house fonts lack."""
    phrases: Phrases = STANDARD_PHRASES
    """The fixed words of its documents, in its language, with those that the trainer changed."""

    @property
    def chart(self) -> Chart | None:
        """The first of its charts, in most trainings the only one."""
        return next(iter(self.charts.values()), None)
