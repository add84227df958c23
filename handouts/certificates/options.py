"""How certificates are to be issued: what a caller decides, apart from for which session."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.certificates.typeset import CertificateTypesetter


@dataclass(frozen=True)
class CertificateOptions:
    """How certificates are to be issued."""

    now: datetime.datetime
    """Local time."""
    paper: str = ""
    """Instead of the training's own."""
    theme: str = ""
    """Instead of the training's own."""
    preprinted: bool = False
    """Whether the paper has frame, logo and seal already."""
    foil: bool = False
    """Whether the place of the seal is left empty for a sticker of 2 inches."""
    blind: bool = False
    """Whether the place of the seal is marked for an embosser, and otherwise left empty."""
    jobs: int = 0
    """Processors to use; 0 for all."""
    before_the_end: bool = False
    """Whether certificates may be issued while the session is not over."""
    confirmed: int | None = None
    """How many new certificates somebody agreed to; None for as many as are due."""
    newcomers: tuple[str, ...] = ()
    """People on the roster who are none of those that have left it with a certificate."""
    at_once: int = 250
    """People of one transaction, and of one piece of work for a processor."""
    shown: int = 5
    """Certificates with the longest names that the proof shows as pictures."""
    typesetter: "Callable[..., CertificateTypesetter] | None" = None
    """Makes what typesets the certificates; None for the usual one. Tests inject one that keeps the
    page it has typeset."""

    @property
    def today(self) -> datetime.date:
        """The day of issue."""
        return self.now.date()
