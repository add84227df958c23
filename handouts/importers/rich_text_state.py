"""What holds inside one group of Rich Text, and how its letters look."""

from dataclasses import dataclass, replace
from html import escape

LOOKS = {"b": "b", "i": "i", "strike": "s", "striked": "s", "super": "sup", "sub": "sub"}
"""The tags of HTML by the control words that switch a look on and off."""
_LEFT_OUT_FIELDS = {"TOC": "contents", "INDEX": "contents", "PAGE": "page", "NUMPAGES": "page"}


@dataclass(frozen=True)
class GroupState:
    """What holds inside one group."""

    destination: str = "body"
    looks: frozenset[str] = frozenset()
    hidden: bool = False
    deleted: bool = False
    codec: str = ""
    skipped: int = 1
    """How many letters stand behind a letter of Unicode for old readers."""
    field: str = ""
    link: str = ""
    language: int = 0
    """As Windows counts languages."""

    @property
    def is_field_left_out(self) -> bool:
        """Whether it is in a field whose text the program makes anew, such as a page's number."""
        return self.field in _LEFT_OUT_FIELDS

    @property
    def left_out(self) -> str:
        """Why its text is left out; empty where it is not."""
        return _LEFT_OUT_FIELDS.get(self.field, "hidden" if self.hidden else "")

    def plain(self) -> "GroupState":
        """Return it without what is set for letters."""
        return replace(self, looks=frozenset(), hidden=False, deleted=False)

    def with_look(self, look: str, *, on: bool) -> "GroupState":
        """Return it with one look more, or without it."""
        return replace(self, looks=self.looks | {look} if on else self.looks - {look})

    def marked(self, text: str) -> str:
        """Return HTML with the tags of its looks and its link around it."""
        for look in sorted(self.looks):
            text = f"<{look}>{text}</{look}>"
        return f'<a href="{escape(self.link)}">{text}</a>' if self.link else text
