"""What a trainer asks to be built."""

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.text.canonical_json import canonical

if TYPE_CHECKING:
    from handouts.builds.job_runner import Client


@dataclass(frozen=True)
class Request:
    """What is to be built. Empty means all; an empty paper or theme means the training's own."""

    trainings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    paper: str = ""
    theme: str = ""
    versions: int = 0
    """How many versions of each worksheet, A, B, …, so that neighbours cannot copy; 0 for as many
    as the training says."""
    seed: int | None = None
    """Another seed shuffles every worksheet anew; None for the training's own."""
    jobs: int = 0
    """How many files are made at once by forked workers; 0 for as many as there are processors."""
    is_preview: bool = False
    """What is made is looked at while its texts are being changed."""
    force: bool = False
    """Make everything again, even what is current."""
    client: "Client | None" = field(default=None, compare=False, repr=False)
    """Where the workers are those of a JobRunner; otherwise they are forked."""

    @property
    def key(self) -> str:
        """What is asked for, without how fast and how often."""
        asked = dataclasses.replace(self, jobs=0, force=False)
        return canonical(asked).decode()
