"""A Word document → HTML, by `mammoth`, with everything that mammoth passes over beside it.

mammoth knows lists and their nesting, notes, merged cells and many ways in which Word writes the
same thing, and leaves the look of the page behind, which is what an article needs.
"""

import hashlib
import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, tostring

import mammoth

from handouts.importers.document import SourceDocument
from handouts.importers.packed import DAMAGED, TOO_DEEP, PackedFile, UnreadableError
from handouts.importers.parts import LeftOut
from handouts.importers.word.clean import Cleaner
from handouts.importers.word.elements import HYPHENS, W
from handouts.importers.word.numbering import OWN_LISTS, read_numbers
from handouts.importers.word.paragraphs import (
    FIRST_FORM,
    FIRST_NUMBER,
    FORMS,
    MOST_NUMBER,
    STYLE_MAP,
    Paragraphs,
)
from handouts.importers.word.styles import read_styles
from handouts.messages import Message, message

MOST_PICTURES = 500
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LAST_FORM = FIRST_FORM + len(FORMS) - 1
_ITEM = re.compile(
    rf"<li>([{chr(FIRST_NUMBER)}-{chr(FIRST_NUMBER + MOST_NUMBER)}])"
    rf"([{chr(FIRST_FORM)}-{chr(_LAST_FORM)}])"
)
_MARK = re.compile(rf"[{chr(FIRST_NUMBER)}-{chr(_LAST_FORM)}]")
_BLOCK = re.compile(r"(?=<(?:p|h[1-6]|li|pre|table)\b)")
# A word ends where a field or hidden text begins, which is listed by itself.
_PARTING = {
    **dict.fromkeys(
        (
            f"{W}{name}"
            for name in ("tab", "br", "cr", "fldChar", "fldSimple", "vanish", "sdt", "rt")
        ),
        " ",
    ),
    **HYPHENS,
}
_REASONS = {
    "comments": message("article_import.comment"),
    "header": message("article_import.document-header"),
    "footer": message("article_import.document-footer"),
}


def read(package: PackedFile, file: str) -> SourceDocument:
    """Return what a Word document holds; `file` is its name, for what is left out.

    Raises UnreadableError where it is no Word document, damaged, too large or nested too deeply.
    """
    return _Word(package, file).document()


@dataclass
class _Word:
    package: PackedFile
    file: str
    pictures: dict[str, bytes] = field(default_factory=dict)

    def document(self) -> SourceDocument:
        main = next(self._related("", "officeDocument"), "word/document.xml")
        body = self.package.xml(main)
        if body is None:
            raise UnreadableError(DAMAGED)
        notes = {
            path: root
            for kind in ("footnotes", "endnotes")
            for path in self._related(main, kind)
            if (root := self.package.xml(path)) is not None
        }
        styles = read_styles(self._xml(main, "styles"))
        numbers = read_numbers(self._xml(main, "numbering"))
        cleaner = Cleaner(self.file, styles, Paragraphs(styles, numbers))
        language = _language(body, self._xml(main, "styles"))
        try:
            words = tuple(text for root in (body, *notes.values()) for text in _shown(root))
            for root in (body, *notes.values()):
                cleaner.clean(root)
            lists = next(self._related(main, "numbering"), "word/numbering.xml")
            parts = {path: tostring(root) for path, root in ((main, body), *notes.items())}
            html = self._html({**parts, lists: OWN_LISTS})
        except RecursionError as error:
            raise UnreadableError(TOO_DEEP) from error
        title, author = self._properties()
        head = (
            f'<html lang="{escape(language)}"><head><title>{escape(title)}</title>'
            f'<meta name="author" content="{escape(author)}"></head><body>'
        )
        return SourceDocument(
            head + html + "</body></html>",
            str(message("article_import.word-document")),
            self.pictures,
            (*cleaner.left_out, *self._others(main)),
            words,
            tuple(_recognised(self.file, cleaner)),
        )

    def _xml(self, main: str, kind: str) -> Element | None:
        path = next(self._related(main, kind), f"word/{kind}.xml")
        return self.package.xml(path)

    def _related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts of a kind that a part (`""` for the whole file) names as its own."""
        folder, name = posixpath.split(part)
        relations = self.package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for each in relations.iter(f"{_RELATIONS}Relationship") if relations is not None else ():
            if each.get("Type", "").rpartition("/")[2] == kind:
                target = each.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                path = posixpath.normpath(path)
                if path in self.package.names:
                    yield path

    def _html(self, cleaned: dict[str, bytes]) -> str:
        """Return the HTML of the document with some of its parts cleaned."""
        copied = io.BytesIO()
        with zipfile.ZipFile(copied, "w") as archive:
            for name in sorted(self.package.names):
                kept = name.endswith((".xml", ".rels")) or "/media/" in name or "/embed" in name
                if kept and not name.endswith("comments.xml"):
                    archive.writestr(name, cleaned.get(name) or self.package.part(name))
        try:
            html: str = mammoth.convert_to_html(
                copied,
                style_map=STYLE_MAP,
                convert_image=mammoth.images.img_element(self._picture),
                include_embedded_style_map=False,
            ).value
        except (KeyError, ValueError, TypeError, AttributeError, OSError) as error:
            # What mammoth raises for a document with parts that it counts on missing.
            raise UnreadableError(DAMAGED) from error
        html = _ITEM.sub(_item, html)
        return _BLOCK.sub("\n", _MARK.sub("", html))

    def _picture(self, image: Any) -> dict[str, str]:  # noqa: ANN401, RUF100 - untyped there
        with image.open() as file:
            content = file.read()
        name = hashlib.sha256(content).hexdigest()[:16]
        self.pictures[name] = content
        if len(self.pictures) > MOST_PICTURES:
            most = message("article_import.too-many-pictures", most=MOST_PICTURES)
            raise UnreadableError(most)
        return {"src": name}

    def _properties(self) -> tuple[str, str]:
        """Return title and author as the document's properties have them."""
        path = next(self._related("", "core-properties"), "docProps/core.xml")
        core = self.package.xml(path)
        if core is None:
            return "", ""
        found = (core.find(f"{_CORE}{name}") for name in ("title", "creator"))
        title, author = ("" if each is None else (each.text or "").strip() for each in found)
        return title, author

    def _others(self, main: str) -> Iterator[LeftOut]:
        """Yield the comments, headers and footers, and the words of charts and SmartArt."""
        for kind, reason in _REASONS.items():
            for path in self._related(main, kind):
                root = self.package.xml(path)
                for part in root.iter(f"{W}p") if root is not None else ():
                    if text := " ".join("".join(_letters(part)).split()):
                        yield LeftOut(self.file, 1, text, reason)
        for path in sorted(self.package.names):
            if re.fullmatch(r"word/(diagrams/data|charts/chart)\d*\.xml", path):
                root = self.package.xml(path)
                texts = [part.text or "" for part in root.iter(f"{_A}t")] if root else []
                if text := " ".join(" ".join(texts).split()):
                    reason = message("article_import.words-of-drawing")
                    yield LeftOut(self.file, 1, text, reason)


def _item(found: re.Match[str]) -> str:
    """Return the tag of an item with the number that its private characters carry."""
    form = FORMS[ord(found[2]) - FIRST_FORM]
    lettered = f' type="{form}"' if form else ""
    return f'<li value="{ord(found[1]) - FIRST_NUMBER}"{lettered}>'


def _letters(element: Element) -> Iterator[str]:
    for part in element.iter():
        if part.tag == f"{W}t":
            yield part.text or ""
        elif part.tag in {f"{W}tab", f"{W}br"}:
            yield " "


def _shown(root: Element) -> Iterator[str]:
    """Yield the letters of each paragraph, deleted ones apart, as they stand in the file."""
    gone = {
        id(part)
        for outer in root.iter()
        if outer.tag.rpartition("}")[2] in {"del", "moveFrom", "Fallback"}
        for part in outer.iter()
    }
    for paragraph in root.iter(f"{W}p"):
        if id(paragraph) not in gone:
            inner = {
                id(part)
                for other in paragraph.iter(f"{W}p")
                if other is not paragraph
                for part in other.iter()
            }
            parts = (
                part for part in paragraph.iter() if id(part) not in gone and id(part) not in inner
            )
            yield "".join(_parted(parts))


def _parted(parts: Iterable[Element]) -> Iterator[str]:
    """Yield the letters of a paragraph; what is hidden stands apart, for it is listed by itself."""
    is_hidden = False
    for part in parts:
        if part.tag == f"{W}r":
            yield " " if is_hidden else ""
            is_hidden = part.find(f"{W}rPr/{W}vanish") is not None
        yield part.text or "" if part.tag == f"{W}t" else _PARTING.get(part.tag, "")


def _language(body: Element, styles: Element | None) -> str:
    """Return the language in which most letters are written, as a code; `""` if none says."""
    usual = ""
    if styles is not None:
        found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        usual = "" if found is None else found.get(f"{W}val", "")
    counted: Counter[str] = Counter()
    for run in body.iter(f"{W}r"):
        own = run.find(f"{W}rPr/{W}lang")
        named = "" if own is None else own.get(f"{W}val", "")
        counted[named or usual] += sum(len(part.text or "") for part in run.iter(f"{W}t"))
    return counted.most_common(1)[0][0] if counted else usual


def _recognised(file: str, cleaner: Cleaner) -> Iterator[Message]:
    if cleaner.changes:
        yield message("article_import.accepted-changes", file=file, number=cleaner.changes)
    if number := cleaner.as_written.numbered_headings:
        yield message("article_import.numbered-headings", file=file, number=number)
    if cleaner.formulas:
        yield message("article_import.formulas", file=file, number=cleaner.formulas)
