"""The organisation that gives the trainings: who it is, who approved it, how it sends mail."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from handouts.branding.colours import read_colour
from handouts.content.field_types import WebAddress, explained
from handouts.content.file_model import FileModel, Line


def _colour(written: str) -> str:
    if not written.strip():
        return ""
    found = read_colour(written)
    if isinstance(found, str):
        return found
    raise explained(found)


Colour = Annotated[str, AfterValidator(_colour)]
"""A colour as `#rrggbb`, however it was written; may be empty."""


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


class OwnFontChoice(FileModel):
    """Which fonts of the folder `fonts/` documents are in, each by the name of its family."""

    text: str = ""
    """For running text."""
    labels: str = ""
    """For charts, steps, labels and footers."""
    headings: str = ""
    """For titles and headings."""

    @property
    def chosen(self) -> dict[str, str]:
        """The families by what they are for, as far as they are named."""
        named = {"text": self.text, "labels": self.labels, "headings": self.headings}
        return {use: family for use, family in named.items() if family}


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
    """A picture in `content/`, SVG, PNG or JPEG, for every document. Without it: your name."""
    logo_small: str = ""
    """A simpler one for small sizes, for example only its sign. Without it, the logo is used."""
    logo_on_dark: str = ""
    """One for dark grounds, for example in white. Without it, the logo stands on white."""
    colour: Colour = ""
    """Your own colour, in quotes, for example `"#0b4f7d"`. All other shades are made from it."""
    second_colour: Colour = ""
    """A second one, for one side of charts, as far as it is told apart from the first."""
    fonts: OwnFontChoice = OwnFontChoice()
    """Fonts of your own, from the folder `fonts/` of the project, in place of the look's."""
    signatory: Signatory | None = None
    """Who signs certificates."""
    approvals: tuple[Approval, ...] = ()
    """The bodies that approved it. Without any, certificates are of attendance."""
    mail_server: MailServer | None = None
    """The server that `handouts mail --send` hands messages to."""
    verify_url: str = ""
    """Where `build/verify/` is published: `https://www.example.org/verify/`. Codes lead there."""

    signatories: tuple[Signatory, ...] = ()
    """Those who sign beside the signatory: two sign a certificate at most."""
    certificate_face: Literal["award", "full"] = "award"
    """`award`: the record is on the back. `full`: all of a certificate is on one side."""
    certificate_frame: Literal["engraved", "rules", "plain"] = "engraved"
    """What goes round certificates: engraved bands, two rules, or a bar of colour on the left."""
    certificate_ground: bool = False
    """Whether an engraved ground is printed behind the words, which takes toner."""
    certificate_script: bool = False
    """Whether the headline of certificates is in a hand, as if written with a pen."""

    @property
    def signers(self) -> tuple[Signatory, ...]:
        """All who sign certificates."""
        return (*((self.signatory,) if self.signatory else ()), *self.signatories)

    @property
    def pictures(self) -> dict[tuple[str | int, ...], str]:
        """The pictures that it names, by their places in the file."""
        named: dict[tuple[str | int, ...], str] = {
            ("logo",): self.logo,
            ("logo_small",): self.logo_small,
            ("logo_on_dark",): self.logo_on_dark,
            ("signatory", "signature"): self.signatory.signature if self.signatory else "",
        }
        for number, one in enumerate(self.signatories):
            named["signatories", number, "signature"] = one.signature
        return {place: picture for place, picture in named.items() if picture}

    @property
    def has_looks(self) -> bool:
        """Whether it has a logo or a colour of its own."""
        return bool(self.logo or self.logo_small or self.logo_on_dark or self.colour)

    @property
    def contact(self) -> tuple[str, ...]:
        """Website without `https://`, e-mail address and telephone, as far as they are given."""
        site = self.website.removeprefix("https://").removeprefix("http://").rstrip("/")
        return tuple(part for part in (site, self.email, self.phone) if part)
