"""Marks inside a line that other programs read: understood, or taken out and listed.

Those of Pandoc, Notion, Obsidian, HackMD, Google Docs and Ulysses, as their manuals describe them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handouts.content.foreign_marks import ATTRIBUTES, TAG
from handouts.importers import marks
from handouts.importers.parts import LeftOut
from handouts.importers.raw_html import is_inline
from handouts.messages import Message, message

_CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_TAG_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "u": "*", "ins": "*", "mark": "**"}

Fix = Callable[[re.Match[str]], tuple[str, str]]
"""What stands for a mark, and what of it is listed as left out; the latter may be empty."""


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    fix: Fix
    reason: Message | None = None
    """Of what is listed; None where nothing ever is."""
    words_stay: bool = False


def _kept(group: int = 1, mark: str = "") -> Fix:
    """Keep the words of a group, with a mark where nothing around them has one."""

    def fix(found: re.Match[str]) -> tuple[str, str]:
        words = found[group]
        around = found.string[found.start() - 1 : found.start()] + found.string[found.end() :][:1]
        clean = mark and "*" not in words + around and words.strip() == words and words
        return (f"{mark}{words}{mark}" if clean else words), ""

    return fix


def _removed(group: int = 0) -> Fix:
    return lambda found: ("", found[group])


def _shifted(table: dict[int, int], letters: str) -> Fix:
    def fix(found: re.Match[str]) -> tuple[str, str]:
        words = found[1]
        return (words.translate(table) if all(each in letters for each in words) else words), ""

    return fix


def _span(found: re.Match[str]) -> tuple[str, str]:
    mark = "*" if ".underline" in found[2] else "**" if ".mark" in found[2] else ""
    plain = mark and "*" not in found[1]
    return (f"{mark}{found[1]}{mark}" if plain and found[1].strip() else found[1]), found[2]


def _wiki(found: re.Match[str]) -> tuple[str, str]:
    target, _, label = found[1].partition("|")
    name = target.rpartition("/")[2]
    return (label, target) if label else (name.replace("#", " – "), target.removesuffix(name))


def _formula(found: re.Match[str]) -> tuple[str, str]:
    words = found[1].strip()
    return ("", found[0]) if re.search(r"[\\^_{}]", words) else (words, "")


def _critic(found: re.Match[str]) -> tuple[str, str]:
    return found[2], found[1]


_HOLDS = r"\[((?:[^\[\]\n\\]|\\.|\[[^\[\]\n]*\])*)\]"
_PRIVATE = message("left_out.private-comment")
_COMMAND = message("left_out.command")

_RULES = (
    _Rule(re.compile(r"\{>>(.{0,2000}?)<<\}"), _removed(), _PRIVATE),
    _Rule(re.compile(r"%%(.{0,2000}?)%%"), _removed(), _PRIVATE),
    _Rule(re.compile(r"\{~~([^~]{0,500})~>([^~]{0,500})~~\}"), _critic,
          message("left_out.tracked-change")),
    _Rule(re.compile(r"\{--(.{0,2000}?)--\}"), _removed(), message("left_out.tracked-change")),
    _Rule(re.compile(r"\{\+\+(.{0,2000}?)\+\+\}"), _kept()),
    _Rule(re.compile(r"\{==(.{0,2000}?)==\}"), _kept()),
    _Rule(re.compile(r"(?<!\\)\[(?:name|time|color)=[^\[\]\n]{1,80}\](?!\()"),
          _removed(), _COMMAND),
    _Rule(re.compile(r"\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|@\[\w+\]\([^()\n]*\)|\\(?:newpage|pagebreak|clearpage"
                     r"|tableofcontents|toc|maketitle)\b|\$\{toc\}"), _removed(), _COMMAND),
    _Rule(re.compile(r"!\[\[[^\[\]\n]+\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?)(?:[|#][^\[\]\n]*)?\]\]",
                     re.IGNORECASE), _removed(), message("left_out.picture-not-there")),
    _Rule(re.compile(r"!\[\[[^\[\]\n]+\]\]"), _removed(), message("left_out.embedded-file")),
    _Rule(re.compile(r"\[\[([^\[\]\n]+)\]\]"), _wiki, message("left_out.name-of-note")),
    _Rule(re.compile(rf"{_HOLDS}({ATTRIBUTES})"), _span, message("left_out.attributes")),
    _Rule(re.compile(rf"[ \t]*({ATTRIBUTES})"), _removed(1), message("left_out.attributes")),
    _Rule(re.compile("[\U0001f000-\U0001faff][\U0001f000-\U0001faff\ufe0f\u200d]*"), _removed(),
          message("left_out.emoji")),
    _Rule(re.compile(r"(?<=\s)\^[A-Za-z0-9-]{3,}[ \t]*$"), _removed(),
          message("left_out.name-of-paragraph")),
    _Rule(re.compile(r"\$\$(.{1,2000}?)\$\$"), _formula,
          message("left_out.formula")),
    _Rule(re.compile(r"(?<![\w$\\])\$(?=[^\s$])(?=[^$\n]*[\\^_={}])([^$\n]{1,200})(?<=\S)\$(?!\d)"),
          _formula, message("left_out.formula")),
    _Rule(re.compile(r"(?<!=)==(?=[^\s=])(.{1,2000}?)(?<=[^\s=])==(?!=)"), _kept(1, "**")),
    _Rule(re.compile(r"(?<![:\w]):{2}(?=[^\s:])([^:\n]+?)(?<=[^\s:]):{2}(?![:\w])"),
          _kept(1, "**")),
    _Rule(re.compile(r"(?<![+\w])\+\+(?=[^\s+])(.{1,2000}?)(?<=[^\s+])\+\+(?![+\w])"),
          _kept(1, "*")),
    _Rule(re.compile(r"(?<!~)~~(?=[^\s~])(.{1,2000}?)(?<=[^\s~])~~(?!~)"), _removed(),
          message("left_out.words-struck-out")),
    _Rule(re.compile(r"(?<=\w)\^([^\W_]{1,20})\^"), _shifted(_RAISED, "0123456789n")),
    _Rule(re.compile(r"(?<=\w)~([^\W_]{1,20})~"), _shifted(_LOWERED, "0123456789")),
    _Rule(re.compile(r"[ \t]*(?<![\w:/]):[a-z][a-z0-9_+-]{0,40}[a-z0-9]:(?![\w:/])"), _removed(),
          message("left_out.name-of-emoji")),
)  # fmt: skip
GAP = "\0"
"""Where something was taken out; no text has this letter."""
_INLINE_NOTE = re.compile(rf"\^{_HOLDS}")
_DASHES = re.compile(r"(\S*://\S*|\]\([^()]*\))|(?<=[^\s|+:!<-])(---?)(?=[^\s|+:>-])")
_DASH = {"--": "–", "---": "—"}
_STRUCK_TAG = re.compile(r"<(s|del|strike)>(.{0,2000}?)</\1>", re.IGNORECASE)
_SHIFTED_TAG = re.compile(r"<(su[bp])>([^<>]{1,40})</\1>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\s[^<>]*?href\s*=\s*[\"']?((?:https?:|mailto:)[^\s\"'<>]+)[^<>]*>([^<>]+)</a>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->")


class Inlines:
    """Takes the marks out of lines, and keeps what is left out with them."""

    def __init__(self, file: str, *, has_dashes: bool = False) -> None:
        self.file = file
        self.has_dashes = has_dashes
        """Whether two hyphens are a dash, as Pandoc writes it."""
        self.left_out: list[LeftOut] = []
        self.notes: list[tuple[int, str]] = []
        """Footnotes that were written inside a line, with its number."""

    def fixed(self, text: str, line: int) -> str:
        """Return a line in which what stands outside of code and comments is understood."""
        parts = []
        for part, is_code in _parts(text):
            parts.append(part if is_code else self._words(part, line))
        first, *more = closed("".join(parts)).split("\n")
        prefix = _PREFIX.match(text)[0]  # type: ignore[index]
        if first.startswith(prefix):
            words = first[len(prefix) :]
            if words.lstrip()[:3] != text[len(prefix) :].lstrip()[:3]:
                first = prefix + _begun(words.lstrip())
        return "\n".join([first, *map(_begun, more)])

    def _words(self, text: str, line: int) -> str:
        for rule in _RULES:
            text = rule.pattern.sub(lambda found, rule=rule: self._apply(rule, found, line), text)  # type: ignore[misc]
        text = _INLINE_NOTE.sub(lambda found: self._note(found, line), text)
        if self.has_dashes:
            text = _DASHES.sub(lambda found: found[1] or _DASH[found[2]], text)
        return self._without_tags(text, line)

    def _note(self, found: re.Match[str], line: int) -> str:
        self.notes.append((line, found[1]))
        return f"[^in-line-{len(self.notes)}]"

    def _apply(self, rule: _Rule, found: re.Match[str], line: int) -> str:
        if found.string[: found.start()].endswith("\\"):
            return found[0]
        written, listed = rule.fix(found)
        if listed.strip() and rule.reason is not None:
            self.leave(line, listed, rule.reason)
        return written or GAP

    def leave(self, line: int, text: str, reason: Message) -> None:
        """List something as left out."""
        self.left_out.append(LeftOut(self.file, line, " ".join(text.split()), reason))

    def _without_tags(self, text: str, line: int) -> str:
        if "<" not in text:
            return text
        text = _ANCHOR.sub(r"[\2](\1)", text)
        text = _STRUCK_TAG.sub(lambda found: self._struck(found, line), text)
        text = _SHIFTED_TAG.sub(_shifted_tag, text)

        def tag(found: re.Match[str]) -> str:
            if found.string[: found.start()].endswith("\\"):
                return found[0]
            name = found[2].lower()
            if name == "img":
                self.leave(line, found[0], message("left_out.picture-beside"))
                return ""
            if name == "br":
                return "<br>" if text.lstrip().startswith("|") else "\\\n"
            if name in _TAG_MARKS and _is_closed(name, found.string):
                return _TAG_MARKS[name]
            self.leave(line, found[0], message("left_out.page-tag"))
            if is_inline(name):
                return GAP
            return " " if name in {"td", "th"} else "\n\n"

        return TAG.sub(tag, text)

    def _struck(self, found: re.Match[str], line: int) -> str:
        self.leave(line, found[0], message("left_out.words-struck-out"))
        return GAP


_PREFIX = re.compile(
    r"(?:[ \t]*(?:>|#{1,6}(?=[ \t])|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[[ xX]\](?=[ \t])))*[ \t]*"
)
"""What a line begins with that is not part of its words."""


def _begun(line: str) -> str:
    """Return a line that begins nothing but a paragraph, whatever was taken out before it."""
    line = marks.paragraph(line)
    return f"\\{line}" if re.match(r"\[[^\[\]]+\]:", line) else line


def _is_closed(name: str, text: str) -> bool:
    """Whether each tag of a name that begins on a line ends there too."""
    opened = re.findall(rf"<{name}(?:\s[^<>]*)?>", text, re.IGNORECASE)
    return len(opened) == len(re.findall(rf"</{name}>", text, re.IGNORECASE))


def closed(text: str) -> str:
    """Return a text without gaps, and with one space where there was one on both sides."""
    text = re.sub(rf"(?m)(^|[ \t]){GAP}+[ \t]+", r"\1", text)
    return re.sub(rf"[ \t]*{GAP}+(?=[.,;:!?]?$)|{GAP}", "", text)


def _shifted_tag(found: re.Match[str]) -> str:
    table = _RAISED if found[1].lower() == "sup" else _LOWERED
    return found[2].translate(table) if found[2].isdigit() else found[2]


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Divide a line at code and comments, which are kept as they are."""
    end = 0
    for found in sorted(
        [*_CODE.finditer(text), *_COMMENT.finditer(text)], key=lambda each: each.start()
    ):
        if found.start() >= end:
            yield text[end : found.start()], False
            yield found[0], True
            end = found.end()
    yield text[end:], False
