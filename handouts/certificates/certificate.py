"""What a certificate says: frozen when it is issued, whatever is edited afterwards."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

Face = Literal["award", "full"]
"""`award`: the award on the face and the record on the back. `full`: everything on the face."""
FrameDesign = Literal["engraved", "rules", "plain"]


@dataclass(frozen=True)
class ApprovalStatement:
    """An approving body's words."""

    body: str
    number: str
    statement: str


@dataclass(frozen=True)
class Signer:
    """Who signs, as it is printed."""

    name: str = ""
    """With credentials; empty where nobody is named."""
    title: str = ""
    """The office."""
    signature: str = ""
    """A picture of the signature: a path relative to `content/`; empty for a line for ink."""


@dataclass(frozen=True)
class CertificateTerms:
    """What the certificates of one session have in common.

    What has a default is not in the records of certificates that were issued without it.
    """

    session: str
    """`<training>/<session>`."""
    kind: str
    """`completion` or `attendance`."""
    title: str
    """The training's, in Markdown."""
    part: str
    """`Part 2 of 3`, or empty."""
    presenters: tuple[str, ...]
    """Names with credentials."""
    days: tuple[tuple[str, str, str], ...]
    """For each day its ISO date, start and end (`09:00`; empty where not given)."""
    place: str
    format: str
    hours: str
    """Clock hours of the whole session, as printed: `6` or `5.5`."""
    categories: tuple[tuple[str, str], ...]
    """Name and clock hours of each category."""
    provider: str
    address: tuple[str, ...]
    contact: tuple[str, ...]
    """Website, e-mail address, telephone, as far as they are given."""
    statements: tuple[ApprovalStatement, ...]
    """None for a certificate of attendance."""
    signatory: str
    """Name with credentials; empty where nobody is named."""
    signatory_title: str
    signature: str
    """A picture of the signature: a path relative to `content/`; empty for a line for ink."""
    logo: str
    """The provider's: a path relative to `content/`, or empty."""
    verify_url: str
    language: str
    theme: str
    paper: str
    preprinted: bool
    """Whether frame and logo are on the paper already."""
    issued: str
    """ISO date."""
    face: Face = "full"
    frame: FrameDesign = "engraved"
    signers: tuple[Signer, ...] = ()
    """One, or two on a face that has room for them."""
    objectives: tuple[str, ...] = ()
    """The training's, in Markdown."""
    on_face: tuple[ApprovalStatement, ...] = ()
    """Those statements that rules want on the face, where the others are on the back."""
    times_on_face: bool = False
    """Whether the face gives the times of day beside the dates."""
    logo_small: str = ""
    """A picture for the middle of the seal: a path relative to `content/`, or empty."""
    foil: bool = False
    """Whether the place of the seal is left empty for a sticker."""
    ground: bool = False
    """Whether there is an engraved ground behind the words."""
    script: bool = False
    """Whether the headline is in a hand, where that has all its letters."""
    blind: bool = False
    """Whether the place of the seal is marked for an embosser, and otherwise left empty."""
    colour: str = ""
    """The provider's own, `#rrggbb`; empty for the theme's."""
    second_colour: str = ""

    @property
    def has_seal(self) -> bool:
        """Whether a seal is printed."""
        return not (self.preprinted or self.foil or self.blind)


@dataclass(frozen=True, slots=True)
class Credential:
    """What one person's certificate says in addition."""

    number: str
    """`7K4M-9QXR-2TP0`: Crockford's base 32, the last letter a check."""
    name: str
    credentials: str
    license_state: str
    license_number: str
    hours: str
    """Clock hours, as printed."""
    replaces: str = ""
    """The number of the certificate that this one takes the place of."""
    first: str = ""
    """The number of the first certificate in whose place this one stands: its seal is drawn from
    it. Empty for the first one itself, and for those that were issued before there were seals."""

    @property
    def sealed(self) -> str:
        """The number that the seal is drawn from."""
        return self.first or self.number

    def says_the_same_as(self, other: "Credential") -> bool:
        """Whether both say the same of the person, be they the first one or another's successor."""
        return dataclasses.replace(self, replaces=other.replaces, first=other.first) == other
