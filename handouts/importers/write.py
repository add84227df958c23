"""What was read → the three files of a training, as a trainer will go on to edit them."""

import datetime
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from handouts.content import markdown, richtext
from handouts.content.chart import GROUP, LABEL
from handouts.importers import marks
from handouts.importers.byline import presenter
from handouts.importers.parts import LeftOut, Piece, ReadChart
from handouts.text import short_titles

_WIDTH = 96
"""Characters of a line of YAML; longer texts are folded."""
_OBJECTIVES = """\
# What participants will be able to do after the training, three or four lines, each beginning
# with a verb. Take the [] away and write, for example:
#   - Tell the two columns of the chart apart
#   - Choose between them for a case of their own
objectives: []
"""


_LABELS = """\
# A label says in a word or two what its row is about, and is printed before it. Some are proposed
# below: take the # away from those that you like, and write others.
"""


@dataclass(frozen=True)
class Metadata:
    """What stands above the article, in Markdown but for the by-line."""

    title: str
    subtitle: str
    byline: str

    @property
    def plain_title(self) -> str:
        """The title without marks."""
        return richtext.plain_text(markdown.parse_inline(self.title))


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Write a text of several lines as lines, `|`, where YAML can."""
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def yaml_text(value: object) -> str:
    """Return YAML that reads back as the value; texts are quoted only where they must be."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


def training_yaml(metadata: Metadata, name: str, today: datetime.date, language: str) -> str:
    """Return `training.yaml`."""
    title = metadata.plain_title
    named: dict[str, object] = {"code": training_code(name, title), "title": title}
    if short := short_titles.proposed(title):
        named["short_title"] = short
    taught: dict[str, object] = {"language": language or "en"}
    if found := presenter(metadata.byline):
        taught["presenters"] = [{"name": found[0], "credentials": found[1]}]
    date = f"date: {today.isoformat()}\n"
    return _schema("training") + yaml_text(named) + date + yaml_text(taught) + _OBJECTIVES


def article_md(metadata: Metadata, pieces: Sequence[Piece], left_out: Sequence[LeftOut]) -> str:
    """Return `article.md`, what was left out in one comment at its end."""
    byline = marks.escape(metadata.byline)
    front = {"title": metadata.title, "subtitle": metadata.subtitle, "byline": byline}
    filled = {key: text for key, text in front.items() if text}
    body = "\n\n".join(piece.markdown for piece in pieces)
    comment = f"\n{_comment(left_out)}" if left_out else ""
    return f"---\n{_schema('article')}{yaml_text(filled)}---\n\n{body}\n{comment}"


def chart_yaml(title: str, chart: ReadChart, left_out: Sequence[LeftOut] = ()) -> str:
    """Return the file of a chart with a title in plain text, its rows parted by empty lines.

    What was left out stands in a comment at its end, where there is no article that has it.
    """
    rows = []
    for number, cells in enumerate(chart.rows):
        label = chart.labels[number] if chart.labels else ""
        group = chart.groups[number] if chart.groups else ""
        row = {key: text for key, text in ((GROUP, group), (LABEL, label)) if text}
        row |= dict(zip(chart.columns, cells, strict=True))
        text = textwrap.indent(yaml_text([row]), "  ")
        if not label and chart.proposed and (proposal := chart.proposed[number]):
            # Without its #, the line is the row's first key.
            text = text.replace("  - ", f"  - # {yaml_text({'label': proposal})}    ", 1)
        rows.append(text)
    above = yaml_text({"title": marks.escape(title), "columns": dict(chart.columns)})
    listed = "\n".join(f"# {line}".rstrip() for line in _listed(left_out))
    comment = f"\n{listed}\n" if left_out else ""
    below = f"\n{yaml_text({'notes': chart.notes})}" if chart.notes else ""
    if any(chart.proposed):
        above += _LABELS
    return f"{_schema('chart')}{above}rows:\n" + "\n".join(rows) + below + comment


def training_code(name: str, title: str) -> str:
    """Return two to eight capitals or digits: initials of the name, else its first letters."""
    for text in (name, title):
        words: list[str] = re.findall(r"[A-Z0-9]+", _latin(text).upper())
        if len(words) > 1:
            return "".join(word[0] for word in words)[:8]
        if words and len(words[0]) > 1:
            return words[0][:4]
    return "TR"


def _latin(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _schema(kind: str) -> str:
    return f"# yaml-language-server: $schema=../.schemas/{kind}.schema.json\n"


def _comment(left_out: Sequence[LeftOut]) -> str:
    lines = [
        "<!--",
        "Left out by `handouts import`; nothing of this comment is printed. Take back what is the",
        "article's. Two hyphens in a row are written - - here: they could end the comment.",
        "",
        *(re.sub(r"-(?=-)", "- ", line) for line in list(_listed(left_out))[1:]),
    ]
    return "\n".join([*lines, "-->", ""])


def _listed(left_out: Sequence[LeftOut]) -> Iterator[str]:
    """Yield the lines that list what was left out, below one that says what they are."""
    yield "Left out by `handouts import`:"
    for each in left_out:
        place = f"{each.file}:{each.line}: {each.text.strip() or '(empty)'}"
        yield " ".join(place.split())
        yield f"    {each.reason}"
