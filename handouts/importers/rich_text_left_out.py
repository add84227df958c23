"""What a file of Rich Text has beside its text: gathered by letters, listed with its reason."""

from dataclasses import dataclass, field

from handouts.importers.parts import LeftOut
from handouts.messages import message

_REASONS = {
    "contents": message("article_import.table-of-contents"),
    "page": message("article_import.page-number"),
    "hidden": message("article_import.hidden-text"),
    "annotation": message("article_import.comment"),
    "edge": message("article_import.document-header-or-footer"),
}


@dataclass
class LeftOutTexts:
    """Texts that are left out, by why they are."""

    file: str
    listed: list[LeftOut] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)

    def add(self, reason: str, text: str) -> None:
        """Add letters to the text that is left out for this reason."""
        self._texts[reason] = self._texts.get(reason, "") + text

    def list_all(self, line: int) -> None:
        """List what was added up to this line, and begin anew."""
        for reason in ("contents", "page", "hidden"):
            self._list(reason, self._texts.pop(reason, ""), line)

    def list_lines(self, reason: str, text: str, line: int) -> None:
        """List each line of a text that is left out as a whole."""
        for one in text.split("\n"):
            self._list(reason, one, line)

    def _list(self, reason: str, text: str, line: int) -> None:
        if words := " ".join(text.split()):
            self.listed.append(LeftOut(self.file, line, words, _REASONS[reason]))
