"""Markdown of other programs → the Markdown that `article.md` knows, line by line.

Marks of Pandoc, Notion, Obsidian, HackMD, Google Docs and Ulysses are understood, or taken out and
listed; private comments always. What a line is made into carries the number of that line.
"""

import re
from collections.abc import Iterator, Sequence

from handouts.content.foreign_marks import TAG
from handouts.importers import dialect_tables
from handouts.importers.dialect_inlines import GAP, Inlines, closed
from handouts.importers.dialect_lines import DialectLines, fenced_parts, is_in_code
from handouts.importers.parts import LeftOut
from handouts.importers.wrapped import Line
from handouts.messages import Message, message

_RAW_FENCE = re.compile(
    r"[ \t>]*(?:`{3,}|~{3,})\s*(?:\{=\w+\}|(?:mermaid|dataview|dataviewjs|query|tasks|plantuml"
    r"|graphviz|flow|sequence|vega|markmap|csvpreview|button)\b.*)\s*",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(style|script|iframe|noscript|head)\b.*?</\1\s*>", re.I | re.S)
_MANY_LINES = (
    (re.compile(r"\{>>.{0,2000}?<<\}", re.S), message("left_out.private-comment")),
    (re.compile(r"%%(?!\n\s*\n).{0,2000}?%%", re.S), message("left_out.private-comment")),
    (re.compile(r"(?m)^[ \t]*%%[^%\n]*$"), message("left_out.private-comment")),
    (re.compile(r"(?m)^[ \t]*\$\$[ \t]*\n(?:[^$\n]*\n){1,50}?[ \t]*\$\$[ \t]*$"),
     message("left_out.formula")),
    (_UNSEEN, message("left_out.script")),
)  # fmt: skip
_DIV = re.compile(r"[ \t]{0,3}:{3,}[ \t]*(.*?)[ \t]*:*")
_BOX_KINDS = (
    "attention|caution|danger|details|error|hint|important|info|note|quote|spoiler|success|tip|todo"
    "|warning"
)
_BOX = re.compile(rf"({_BOX_KINDS})\b[ \t]*(.*)", re.IGNORECASE)
_QUOTES = re.compile(r"quot|block.?text|\.epigraph", re.IGNORECASE)
_ADMONITION = re.compile(r"(?:!!!|\?\?\?)\+?[ \t]+([\w-]+)[ \t]*\"?(.*?)\"?[ \t]*")
_CALLOUT = re.compile(r"((?:[ \t]{0,3}>[ \t]?)+)(\[!\w[\w-]*\][+-]?)[ \t]*(.*)")
_CONTENTS = re.compile(r"\s*(?:\[{1,2}_{0,2}toc_{0,2}\]{1,2}|\{:\s*toc\s*\})\s*", re.IGNORECASE)
_CONTENTS_LINK = re.compile(r"\s*(?:[-*+]|\d+[.)])?(?:\s*\[(?:[^\[\]\\]|\\.)*\]\(#[^()]*\))+\s*")
_KEYWORDS = re.compile(r"\s*(?:#{6}\s+(?:tags|keywords):.*|#[\w/-]+#?(?:\s+#[\w/-]+#?)*)\s*", re.I)
_ABBREVIATION = re.compile(r"\s{0,3}\*\[[^\[\]]+\]:.*")
_DATA = re.compile(r"(\s*\[[^\[\]]+\]:\s*<?data:[\w/+.-]+).*")
_DEFINITION = re.compile(r"[ \t]{0,3}:[ \t]+(\S.*)")
_LINE_BLOCK = re.compile(r"\|[ \t](?!.*\|\s*$)(.*)")
_BOLD_HEADING = re.compile(r"^(#{1,6}[ \t]+)\*\*([^*]+)\*\*(?=[ \t]*(?:\{[^{}]*\})?[ \t]*$)")
_ADDRESS = re.compile(r"[ ]{0,3}\[(?!\^)[^\[\]]+\]:[ \t]+\S")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\[\]\s]+\]:")
_ODD_BOX = re.compile(r"(\s*(?:[-*+]|\d+[.)])\s+)\[[-/<>?!*]\](?=\s)")
_LETTERED = re.compile(
    r"([ \t]*)(?:\(?([a-zA-Z]|[ivxIVX]{2,5})[.)]|\((\d{1,3})\)|(#)\.|\(@\w*\))([ \t]{2,}|\t)(?=\S)"
)
_ROMAN = re.compile(r"([ \t]*)([ivxIVX]{2,5})()()[.]([ \t])(?=\S)")
_ITEM = re.compile(r"[ \t]*\d+\.[ \t]")
_BULLET = re.compile(r"([ \t]*)[•◦▪‣·●○■□\uf0b7\uf0a7§][ \t]+(?=\S)")
_PANDOC = re.compile(r"(?m)^:{3,} ?\{|\{[.#][\w-]+|^\[\^\d+\]:|^[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$")


def understood(lines: Sequence[Line], file: str) -> tuple[list[Line], list[LeftOut]]:
    """Return the lines as `article.md` knows them, and what of them is left out."""
    whole = "\n".join(line for _, line in lines)
    inlines = Inlines(file, has_dashes=bool(_PANDOC.search(whole)))
    out = DialectLines(inlines)
    seen = _without_long_marks(lines, inlines)
    for is_code, part in fenced_parts(seen):
        if not is_code:
            _read(_without_contents(dialect_tables.with_bars(part), out), out)
        elif _RAW_FENCE.fullmatch(part[0][1]):
            for line in part:
                out.leave(line, message("left_out.command"))
        else:
            for number, each in part:
                out.write(number, each)
    out.end_break()
    for place, (number, text) in enumerate(inlines.notes, 1):
        words = " ".join(inlines.fixed(text, number).split())
        out.written += [(number, ""), (number, f"[^in-line-{place}]: {words}")]
    return out.written, inlines.left_out


def _without_long_marks(lines: Sequence[Line], inlines: Inlines) -> list[Line]:
    """Take out comments, formulas and scripts that run over several lines."""
    kept: list[Line] = []
    for is_code, part in fenced_parts(lines):
        text = "\n".join(each for _, each in part)
        if not is_code:
            for pattern, reason in _MANY_LINES:
                text = pattern.sub(lambda f, r=reason, p=part: _left(f, r, p, inlines), text)  # type: ignore[misc]
            text = TAG.sub(_on_one_line, closed(text))
        if part:
            numbers = [number for number, _ in part]
            kept += zip(numbers, text.split("\n"), strict=True)
    return kept


def _left(found: re.Match[str], reason: Message, part: Sequence[Line], inlines: Inlines) -> str:
    if is_in_code(found):
        return found[0]
    first = found.string.count("\n", 0, found.start())
    for place, text in enumerate(found[0].split("\n")):
        if text.strip():
            inlines.leave(part[first + place][0], text, reason)
    return GAP + "\n" * found[0].count("\n")


def _on_one_line(found: re.Match[str]) -> str:
    ends = found[0].count("\n")
    return found[0].replace("\n", " ") + "\n" * ends


def _without_contents(lines: Sequence[Line], out: DialectLines) -> Iterator[Line]:
    """Yield lines without two or more links to places of the same file: a table of contents."""
    run: list[Line] = []
    for line in [*lines, (0, "end")]:
        if _CONTENTS_LINK.fullmatch(line[1]) or (run and not line[1].strip()):
            run.append(line)
            continue
        links = [each for each in run if each[1].strip()]
        if len(links) > 1:
            for each in links:
                out.leave(each, message("article_import.table-of-contents"))
            yield run[0][0], ""
        else:
            yield from run
        run = []
        if line[0]:
            yield line


def _read(lines: Iterator[Line], out: DialectLines) -> None:
    box_indent = False
    for line in lines:
        number, text = line
        if box_indent and text.strip() and not text.startswith(("    ", "\t")):
            box_indent = False
            out.end_box(number)
        if _leave_line(line, out) or _div(line, out):
            continue
        if found := _ADMONITION.fullmatch(text):
            out.leave(line, message("left_out.box"), found[1])
            out.write(number, "")
            out.quotes.append(True)
            box_indent = True
            out.write(number, found[2])
            continue
        if box_indent:
            text = re.sub(r"^(?:    |\t)", "", text)
        if found := _CALLOUT.fullmatch(text):
            out.leave(line, message("left_out.box"), found[2])
            text = f"{found[1]}{found[3]}"
        _write_line(number, text, out)
    if box_indent:
        out.end_box(out.written[-1][0])


def _leave_line(line: Line, out: DialectLines) -> bool:
    """Leave out a line that is for another program alone."""
    text = line[1]
    if _CONTENTS.fullmatch(text):
        out.leave(line, message("left_out.place-of-contents"))
    elif _KEYWORDS.fullmatch(text) and not re.fullmatch(r"\s*#\d+\s*", text):
        out.leave(line, message("left_out.keywords"))
    elif _ABBREVIATION.fullmatch(text):
        out.leave(line, message("left_out.abbreviation"))
    elif found := _DATA.fullmatch(text):
        out.leave(line, message("left_out.data-of-picture"), f"{found[1]}…")
    else:
        return False
    out.write(line[0], "")
    return True


def _div(line: Line, out: DialectLines) -> bool:
    """Begin or end a box: its words stay, as a quotation where it is one or is set apart."""
    found = _DIV.fullmatch(line[1])
    if found is None:
        return False
    if not found[1]:
        out.end_box(line[0])
        return True
    box = _BOX.fullmatch(found[1].strip("{}. "))
    listed = f"{box[1]}" if box else found[1]
    out.leave(line, message("left_out.box-whose-words-stay"), listed)
    out.write(line[0], "")
    out.quotes.append(bool(box or _QUOTES.search(found[1])))
    if box and box[2].strip():
        out.write(line[0], f"{box[2].strip()}\n")
    return True


def _write_line(number: int, text: str, out: DialectLines) -> None:
    above = out.before()
    if not text.strip():
        out.end_break()
    if found := _LETTERED.match(text) or (_ITEM.match(above) and _ROMAN.match(text)):
        text = _numbered(found) + text[found.end() :]
    elif found := _BULLET.match(text):
        text = f"{found[1]}- {text[found.end() :]}"
    if _ADDRESS.match(text) and _NOTE.match(above):
        out.write(number, "")  # or it would be part of the note
    text = _BOLD_HEADING.sub(r"\1\2", text)
    text = _ODD_BOX.sub(r"\1[ ]", text)
    if (found := _LINE_BLOCK.fullmatch(text)) and not above.lstrip("> ").endswith("|"):
        text = f"{found[1]}\\" if found[1].strip() else ""
    if found := _DEFINITION.fullmatch(text):
        text = f"Table: {found[1]}" if out.is_below_table() else _defined(found[1], text, out)
    out.write(number, out.inlines.fixed(text, number))


def _defined(words: str, text: str, out: DialectLines) -> str:
    """Return a definition, the line above being its term; `text` as it is where that is none."""
    while out.written and not out.before().strip(" >"):
        out.written.pop()
    number, term = out.written[-1] if out.written else (0, "")
    if not term:
        return text
    if not term.endswith(":"):
        bold = term if re.match(r"[ \t]*(?:[#>-]|\d)|.*\*", term) else f"**{term.strip()}**"
        out.written[-1] = (number, f"{bold}:")
    return words


def _numbered(found: re.Match[str]) -> str:
    """Return the mark of an item that is numbered by a letter, as Markdown has it."""
    indent, letter, number, _, gap = found.groups()
    value = number or "1"
    if letter:
        value = str(_roman(letter) if len(letter) > 1 or letter in "iI" else _alphabetical(letter))
    return f"{indent}{value}.{gap}"


def _alphabetical(letter: str) -> int:
    return ord(letter.lower()) - ord("a") + 1


def _roman(letters: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in letters.lower()]
    return sum(
        -value if after > value else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
