"""What one person's message says and carries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["handout", "worksheet", "certificate", "document"]
"""What a file is: the handout, a worksheet, the person's own certificate, or anything else."""


@dataclass(frozen=True)
class Attachment:
    """One file of a message."""

    path: Path
    """Inside the project's build folder."""
    filename: str
    """As the reader sees it."""
    title: str
    """What it is called in the message's body."""
    sha256: str
    size: int
    """Bytes."""
    kind: Kind = "document"


@dataclass(frozen=True)
class Certificate:
    """What a message says of the certificate that it carries."""

    number: str
    hours: str
    """Clock hours, as printed."""
    kind: str
    """`completion` or `attendance`."""


@dataclass(frozen=True)
class MailMessage:
    """One person's message, before it is put into the form that mail has."""

    mailing: str
    """`before` or `after`: which template its body comes from."""
    person: str
    """Who gets it, distinct from all others of the session."""
    name: str
    email: str
    attachments: tuple[Attachment, ...]
    certificate: Certificate | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes on its way: base64 makes four of three, and breaks the lines."""
        return sum(one.size for one in self.attachments) * 78 // 57 + 20_000

    @property
    def version(self) -> str:
        """What tells this version of its documents from any other."""
        return "".join(one.sha256[:16] for one in self.attachments)


def title_counts(attached: Iterable[Sequence[Attachment]]) -> list[tuple[str, int]]:
    """Return how often each document goes out, by its title; the one that most get comes first.

    `attached` has the files of each message.
    """
    return Counter(one.title for files in attached for one in files).most_common()
