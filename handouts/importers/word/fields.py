"""The fields of a Word document: which stand open in a run, and what their results are.

A field is written as marks for its begin, its instruction, its result and its end, all in runs of
their own, and can stand inside another one (ECMA-376, part 1, 17.16).
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.importers.word.elements import W

_DROPPED = {
    "TOC": "contents", "INDEX": "contents", "TOA": "contents", "PAGE": "page-number",
    "NUMPAGES": "page-number", "SECTIONPAGES": "page-number",
}  # fmt: skip


@dataclass
class Fields:
    """The names of open fields, the outermost first: `TOC`; `""` before one is known."""

    names: list[str] = field(default_factory=list)

    def read(self, run: Element) -> None:
        """Take in the marks of a run."""
        for child in run:
            kind = child.get(f"{W}fldCharType", "") if child.tag == f"{W}fldChar" else ""
            if kind == "begin":
                self.names.append("")
            elif kind == "end" and self.names:
                self.names.pop()
            elif child.tag == f"{W}instrText" and self.names and not self.names[-1]:
                self.names[-1] = _name(child.text or "")

    def dropped(self) -> str:
        """Return why what stands here is not the article's; `""` where it is."""
        return next((_DROPPED[name] for name in self.names if name in _DROPPED), "")


def dropped(element: Element) -> str:
    """Return why the result of a `<w:fldSimple>` is not the article's; `""` where it is."""
    return _DROPPED.get(_name(element.get(f"{W}instr", "")), "")


def _name(instruction: str) -> str:
    return instruction.strip().partition(" ")[0].upper()
