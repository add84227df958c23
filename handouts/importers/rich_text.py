"""Rich Text (.rtf), as TextEdit, WordPad, Word and LibreOffice save it → HTML.

A reader of our own, since those that can be had give letters only: no headings, lists and tables.
What a destination is, and what is to be skipped, is as the Rich Text Format Specification has it.
"""

import locale
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape

from handouts.importers.document import SourceDocument
from handouts.importers.packed import TOO_DEEP, TOO_LARGE, UnreadableError
from handouts.importers.rich_text_destinations import ENTERED, NAMES, PROPERTIES, SKIPPED, TEXTS
from handouts.importers.rich_text_left_out import LeftOutTexts
from handouts.importers.rich_text_letters import SIGNS, Letters, Token, code_page, encoding, tokens
from handouts.importers.rich_text_page import RichTextPage
from handouts.importers.rich_text_state import LOOKS, GroupState
from handouts.importers.word.styles import depth_of, role_of
from handouts.messages import message

MAGIC = b"{\\rtf"
_DEEPEST = 200
_MOST_TOKENS = 3_000_000
_MOST_PICTURES = 500
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)', re.IGNORECASE)


def read(content: bytes, file: str) -> SourceDocument:
    """Return what a file of Rich Text holds; `file` is its name, for what is left out.

    Raises UnreadableError where it is too large or nested too deeply.
    """
    reader = _Reader(file, LeftOutTexts(file))
    for number, token in enumerate(tokens(content)):
        if number > _MOST_TOKENS:
            raise UnreadableError(TOO_LARGE)
        reader.take(token)
    return reader.document()


@dataclass
class _Reader:
    file: str
    left_out: LeftOutTexts
    page: RichTextPage = field(default_factory=RichTextPage)
    words: list[str] = field(default_factory=list)
    state: GroupState = field(default_factory=GroupState)
    stack: list[GroupState] = field(default_factory=list)
    languages: Counter[int] = field(default_factory=Counter)
    """How many letters are written in each."""
    letters: Letters = field(default_factory=Letters)
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """What was read of each destination beside the text: a style's name, a field's instruction."""
    changes: int = 0
    """How many tracked changes were accepted."""
    number: int = 0
    """Of the font or the style that is being read."""
    star: bool = False

    def take(self, token: Token) -> None:
        """Read one more token."""
        if token.kind == "{":
            self.stack.append(self.state)
            if len(self.stack) > _DEEPEST:
                raise UnreadableError(TOO_DEEP)
            self.star = False
        elif token.kind == "}":
            self._close()
        elif token.kind == "bytes":
            self.texts["pict"] = token.content.hex()
        elif token.kind == "letters":
            self._letters(token.content)
        elif token.word == "*":
            self.star = True
        else:
            self._word(token.word, token.value)
            self.star = False

    def document(self) -> SourceDocument:
        """Return everything that was read."""
        self.page.end_paragraph()
        self.left_out.list_all(self.page.line)
        title, author = self.texts.get("title", ""), self.texts.get("author", "")
        most = self.languages.most_common(1)
        language = locale.windows_locale.get(most[0][0], "").replace("_", "-") if most else ""
        changes = message("article_import.accepted-changes", file=self.file, number=self.changes)
        return SourceDocument(
            f'<html lang="{language}"><head><title>{escape(title.strip())}</title>'
            f'<meta name="author" content="{escape(author.strip())}"></head><body>'
            f"{self.page.html()}</body></html>",
            str(message("article_import.rich-text")),
            self.page.pictures,
            tuple(self.left_out.listed),
            tuple("".join(self.words).split("\n")),
            (changes,) if self.changes else (),
        )

    def _letters(self, content: bytes) -> None:
        if self.state.destination == "skipped":
            return
        if self.state.destination == "pict":
            self.texts["pict"] = self.texts.get("pict", "") + content.decode("latin-1")
            return
        if text := self.letters.decoded(content, self.state.codec):
            self._text(text)

    def _text(self, text: str) -> None:
        """Put letters where they belong."""
        destination = self.state.destination
        if destination in {"skipped", "pict"}:
            return
        if self.state.deleted:
            return
        if destination == "listtext":
            self.page.paragraph.mark += text
        elif destination in TEXTS and self.state.left_out:
            self.left_out.add(self.state.left_out, text)
            self.words.append(f" {text} ")
        elif destination in TEXTS:
            self.words.append(text)
            self.languages[self.state.language] += len(text)
            self.page.add(self.state.marked(escape(text)))
        else:
            self.texts[destination] = self.texts.get(destination, "") + text

    def _word(self, word: str, value: int | None) -> None:
        if self.star and word not in ENTERED:
            self.state = replace(self.state, destination="skipped")
            return
        if self.state.destination == "skipped":
            return
        own: dict[str, Callable[[int], None]] = {
            "u": self._unicode, "uc": self._skipping, "ansicpg": self._code_page, "f": self._font,
            "fcharset": self._charset, "s": self._style, "plain": self._plain, "pard": self._pard,
            "outlinelevel": self._level, "ilvl": self._depth, "intbl": self._in_table,
            "lang": self._language, "revised": self._revise,
            "nosupersub": self._level_line,
        }  # fmt: skip
        if word in SKIPPED:
            self.state = replace(self.state, destination="skipped")
        elif word in own:
            own[word](0 if value is None else value)
        elif word in {"v", "deleted"}:
            self._hide(word, on=value != 0)
        elif word in LOOKS:
            self.state = self.state.with_look(LOOKS[word], on=value != 0)
        elif word in SIGNS:
            self._text(SIGNS[word])
        elif word in {"par", "sect", "page", "cell", "row", "nestcell", "nestrow", "line"}:
            self._end(word)
        else:
            self._enter(word)

    def _end(self, word: str) -> None:
        if self.state.destination not in TEXTS:
            if self.state.destination != "listtext":
                self._text("\n")
            return
        self.words.append("\n")
        self.left_out.list_all(self.page.line)
        if word == "line":
            self.page.add("<br>")
        elif word in {"cell", "nestcell"}:
            self.page.end_cell()
        elif word in {"row", "nestrow"}:
            self.page.end_row()
        else:
            self.page.end_paragraph()

    def _enter(self, word: str) -> None:
        """Begin a destination."""
        if word == "footnote":
            self.words.append("\n")
            self.page.begin_note()
            self.state = GroupState("note", codec=self.state.codec)
        elif word == "fldrslt":
            self._begin_result()
        elif word == "shptxt":
            self.words.append("\n")
            self.page.begin_box()
            self.state = GroupState("box", codec=self.state.codec)
        elif word in PROPERTIES and self.state.destination != "aside":
            return
        elif word in NAMES:
            self.state = replace(self.state, destination=NAMES[word])
            if word == "listtext":
                self.page.paragraph.mark = ""
            elif word in {"fldinst", "pict"}:
                self.texts[NAMES[word]] = ""

    def _begin_result(self) -> None:
        instruction = self.texts.pop("instruction", "")
        name = instruction.strip().partition(" ")[0].upper()
        found = _HYPERLINK.match(instruction)
        link = found[1] if found and found[1].lower().startswith(("http", "mailto:")) else ""
        fields = self.state.field if self.state.is_field_left_out else name
        self.state = replace(self.state, field=fields, link=link or self.state.link)

    def _close(self) -> None:
        if not self.stack:
            return
        closed, self.state = self.state, self.stack.pop()
        if closed.destination == self.state.destination:
            if closed.destination == "styles":
                self.styles[self.number] = self.texts.pop("styles", "").strip().rstrip(";").strip()
            return
        endings: dict[str, Callable[[], None]] = {
            "pict": self._picture,
            "sv": self._property,
            "note": self._end_note,
            "box": self._end_box,
            "edge": lambda: self._leave_out("edge"),
            "annotation": lambda: self._leave_out("annotation"),
        }
        if closed.destination in endings:
            endings[closed.destination]()

    def _property(self) -> None:
        """Keep what a picture shows, of the properties of shapes."""
        name, value = self.texts.pop("sn", ""), self.texts.pop("sv", "")
        if name.strip() == "wzDescription":
            self.texts["description"] = value.strip()

    def _end_note(self) -> None:
        self.words.append("\n")
        self.page.end_note()

    def _end_box(self) -> None:
        self.words.append("\n")
        self.page.end_box()

    def _leave_out(self, destination: str) -> None:
        self.left_out.list_lines(destination, self.texts.pop(destination, ""), self.page.line)

    def _picture(self) -> None:
        digits = re.sub(r"[^0-9a-fA-F]", "", self.texts.pop("pict", ""))
        content = bytes.fromhex(digits[: len(digits) // 2 * 2])
        self.page.add_picture(content, self.texts.pop("description", ""))
        self.words.append(" ")
        if len(self.page.pictures) > _MOST_PICTURES:
            raise UnreadableError(message("article_import.too-many-pictures", most=_MOST_PICTURES))

    def _unicode(self, value: int) -> None:
        if text := self.letters.unicode(value, self.state.skipped):
            self._text(text)

    def _skipping(self, value: int) -> None:
        self.state = replace(self.state, skipped=max(0, value))

    def _code_page(self, value: int) -> None:
        self.letters.usual = code_page(value)

    def _font(self, value: int) -> None:
        if self.state.destination == "fonts":
            self.number = value
        self.state = replace(self.state, codec=self.fonts.get(value, ""))

    def _charset(self, value: int) -> None:
        self.fonts[self.number] = encoding(value, self.letters.usual)

    def _style(self, value: int) -> None:
        self.number = value
        if self.state.destination in TEXTS:
            name = self.styles.get(value, "")
            paragraph = self.page.paragraph
            paragraph.role, paragraph.depth = role_of(name), paragraph.depth or depth_of(name)

    def _pard(self, _: int) -> None:
        if self.state.destination in TEXTS:
            self.page.reset()

    def _level(self, value: int) -> None:
        if self.state.destination in TEXTS and value < 9:
            self.page.paragraph.role = self.page.paragraph.role or f"heading {value + 1}"

    def _depth(self, value: int) -> None:
        self.page.paragraph.depth = max(self.page.paragraph.depth, min(value, 8))

    def _in_table(self, _: int) -> None:
        self.page.paragraph.in_table = True

    def _hide(self, word: str, *, on: bool) -> None:
        if word == "v":
            self.state = replace(self.state, hidden=on)
        else:
            self.changes += on and not self.state.deleted
            self.state = replace(self.state, deleted=on)

    def _plain(self, _: int) -> None:
        self.state = self.state.plain()

    def _language(self, value: int) -> None:
        self.state = replace(self.state, language=value)

    def _revise(self, _: int) -> None:
        self.changes += 1

    def _level_line(self, _: int) -> None:
        self.state = replace(self.state, looks=self.state.looks - {"sup", "sub"})
