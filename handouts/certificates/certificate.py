"""What a certificate says: frozen when it is issued, whatever is edited afterwards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ApprovalStatement:
    """An approving body's words."""

    body: str
    number: str
    statement: str


@dataclass(frozen=True)
class CertificateTerms:
    """What the certificates of one session have in common."""

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
