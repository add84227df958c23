"""What a trainer may write about the worksheets of a training."""

from typing import Annotated

from pydantic import Field

from handouts.content.file_model import FileModel, Line


class LeaveOut(FileModel):
    """What worksheets are not to be made from."""

    kinds: tuple[Line, ...] = ()
    """Kinds of worksheets that are not wanted, by their names in `handouts list`.

    `matching-fees` means only that of `chart-fees.yaml`.
    """
    rows: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """Numbers of rows that no exercise is made from: of the only chart, or of `chart.yaml`."""
    charts: dict[str, tuple[Annotated[int, Field(ge=1)], ...]] = Field({})
    """The same for other charts: `fees: [2, 5]` for `chart-fees.yaml`."""

    def rows_of(self, chart: str, *, is_only: bool) -> tuple[int, ...]:
        """Return the numbers of the rows of a chart, by its name, that are not to be used."""
        common = self.rows if is_only or not chart else ()
        return (*common, *self.charts.get(chart, ()))


class KindSettings(FileModel):
    """What one kind of worksheet is called here, and how long it takes."""

    title: str = ""
    """Instead of the kind's own title."""
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    """Instead of the kind's own time."""


class WorksheetsFile(FileModel):
    """What the trainer may write about worksheets: `content/<training>/worksheets.yaml`, if any."""

    key_terms: tuple[Line, ...] = ()
    """Words of the article worth knowing; `bond/relationship` takes either for an answer."""
    reflection: tuple[Line, ...] = ()
    """Questions for the sheet `reflection`, in order."""
    claims: tuple[Line, ...] = ()
    """Sentences of the article for the sheet `agree-disagree`, word for word; without any, the
    strongest ones are taken.
    """
    leave_out: LeaveOut = LeaveOut()
    """Rows and kinds that are not to be used."""
    add: tuple[Line, ...] = ()
    """Kinds of worksheets that are not among the usual ones, and are wanted; `matching-fees` means
    only that of `chart-fees.yaml`.
    """
    kinds: dict[str, KindSettings] = Field({})
    """Titles and minutes by kind; `matching-fees` means only that of `chart-fees.yaml`."""
    versions: Annotated[int, Field(ge=1, le=26)] = 1
    """How many versions of each, A, B, …, so that neighbours cannot copy."""
    shuffle: Annotated[int, Field(ge=1)] = 1
    """Another number shuffles every worksheet anew."""

    def settings(self, kind: str, sheet: str) -> KindSettings:
        """Return what a worksheet is called and how long it takes, by its kind and its own name."""
        common, own = self.kinds.get(kind, KindSettings()), self.kinds.get(sheet, KindSettings())
        return KindSettings(
            title=own.title or common.title,
            minutes=own.minutes if own.minutes is not None else common.minutes,
        )
