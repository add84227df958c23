"""What a trainer may write about the worksheets of a training."""

from typing import Annotated

from pydantic import Field

from handouts.content.file_model import FileModel, Line


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
    """What the trainer may write about worksheets: `content/<training>/worksheets.yaml`, if any."""

    key_terms: tuple[Line, ...] = ()
    """Words of the article worth knowing; `bond/relationship` takes either for an answer."""
    reflection: tuple[Line, ...] = ()
    """Questions for the sheet `reflection`, in order."""
    leave_out: LeaveOut = LeaveOut()
    """Rows and kinds that are not to be used."""
    kinds: dict[str, KindSettings] = Field({})
    """Titles and minutes by kind."""
