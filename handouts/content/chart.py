"""The comparison chart: as it is written, and as it is read."""

import itertools
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, create_model

from handouts.content.file_model import FileModel, Line
from handouts.messages import message

LABEL, GROUP = "label", "group"
"""What a row has beside its cells."""


def _not_label(key: str) -> str:
    if key == LABEL:
        raise ValueError(str(message("chart.label-is-reserved")))
    return key


ColumnKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), AfterValidator(_not_label)
]
"""Lower-case letters, digits and `_`, beginning with a letter; not `label`."""


class ChartFile(FileModel):
    """The comparison as it is written: `content/<training>/chart.yaml`.

    A row is a mapping with a key for each column and, if wanted, `label` and `group`:

        columns:
          treatment: Treatment model
          healing: Healing model
        rows:
          - group: In the first session
            label: Goal
            treatment: Relief of symptoms
            healing: Lasting change
    """

    title: Line
    """What is compared, printed above the chart."""
    columns: Annotated[dict[ColumnKey, Line], Field(min_length=2, max_length=5)]
    """Two to five columns: a short key for use in the rows, and the title that is printed."""
    preferred: str = ""
    """The key of the column that the training recommends, where it recommends one."""
    preferred_note: str = ""
    """A few words below the title of that column, for example `the model of this training`."""
    rows: Annotated[tuple[dict[str, Line], ...], Field(min_length=1)]
    """The rows, from top to bottom: one cell for each column, and `label` and `group` if wanted.

    A cell of several lines, `|`, can have paragraphs and lists. A group is the heading above its
    rows, which stand one after another.
    """
    notes: str = ""
    """What is printed below the chart in small type: what an asterisk means, where it is from.

    Several lines, `|`, can have paragraphs and lists.
    """


class _ChartRow(FileModel):
    # To look for docstrings of fields that are made below takes longer than all else of loading.
    model_config = ConfigDict(use_attribute_docstrings=False)

    label: str = Field("", description="A word or two that say what the row is about.")


class _GroupedRow(_ChartRow):
    group: str = Field("", description="The heading above this row and others of the same group.")


def row_model(columns: Collection[str]) -> type[BaseModel]:
    """Return the model of one row of a chart with these column keys: each once, none empty.

    Where a column is called `group`, rows have no groups.
    """
    cells: dict[str, Any] = {
        f"cell_{place}": (Line, Field(alias=key)) for place, key in enumerate(columns)
    }
    return create_model("Row", __base__=_ChartRow if GROUP in columns else _GroupedRow, **cells)


@dataclass(frozen=True)
class Row:
    """One row of the chart."""

    number: int
    """Counted from 1, from the top."""
    label: str
    """A word or two that say what the row is about; may be empty."""
    cells: tuple[str, ...]
    """One for each column, in the columns' order: a line of Markdown, or paragraphs and lists."""
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)
    """Of the chart's file: where the label begins, or the row without one, and then each cell."""
    group: str = ""
    """The heading that it stands below, in Markdown on one line; may be empty."""


@dataclass(frozen=True)
class Chart:
    """The comparison, read and whole."""

    title: str
    columns: tuple[str, ...]
    """The columns' printed titles, from left to right."""
    preferred: int | None
    """The place of the recommended column, counted from 0."""
    rows: tuple[Row, ...]
    file: str = field(default="", compare=False, repr=False)
    """Where it stands, relative to its training's folder."""
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)
    """Of its file: where its title stands, and then the title of each column."""
    preferred_note: str = ""
    """What is printed below the title of the recommended column, in Markdown; may be empty."""

    notes: str = ""
    """What is printed below it in small type: a line of Markdown, or paragraphs and lists."""

    @property
    def groups(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The headings between the rows, each with its rows; rows may stand below none."""
        found = itertools.groupby(self.rows, lambda row: row.group)
        return tuple((group, tuple(rows)) for group, rows in found)

    @property
    def headings(self) -> int:
        """How many headings stand between the rows."""
        return sum(bool(group) for group, _ in self.groups)

    @property
    def has_labels(self) -> bool:
        """Whether any row says what it is about."""
        return any(row.label for row in self.rows)
