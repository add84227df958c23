"""The handout as typst source: the same words, paper, fonts and chart, made by hand for speed.

It is plainer than ours: no footer with a document number, no pull quotes beside the text, no pages
for notes, no reading back of what was written. That makes the comparison harder for us, not easier.
"""

from collections.abc import Iterable

from handouts.content import richtext
from handouts.content.chart import Chart
from handouts.content.markdown import parse_inline
from handouts.content.richtext import Block, Inline
from handouts.content.training import Training

_PREAMBLE = """#set document(title: {title}, author: {author})
#set page(paper: {paper}, margin: (inside: 25mm, outside: 20mm, y: 22mm),
  numbering: "1 / 1")
#set text(font: "Source Serif Pro", size: 11pt, lang: {language})
#set par(justify: false, leading: 0.65em)
#show heading: set text(font: "Source Sans Pro")
#show table.cell: set text(font: "Source Sans Pro", size: 10pt)
"""


def handout(training: Training, paper: str) -> str:
    """Return typst source for the handout of a training, on `letter` or `a4`."""
    article = training.article
    if article is None:
        raise ValueError(f"{training.name} has no article to set")
    head = article.head
    preamble = _PREAMBLE.format(
        title=_string(training.head.title),
        author=_string(training.provider.name),
        paper=_string({"letter": "us-letter"}.get(paper, paper)),
        language=_string(training.head.language.split("-")[0]),
    )
    parts = [preamble, f'#text(font: "Source Sans Pro")[#{_string(training.head.title)}]']
    parts.append(f"#heading(level: 1)[{_marked(head.title)}]")
    parts += [_marked(text) for text in (head.subtitle, head.byline) if text]
    if training.head.objectives:
        parts.append("#heading(level: 2)[Objectives]")
        parts.append(_call("enum", (_marked(text) for text in training.head.objectives)))
    blocks = article.blocks
    if not any(isinstance(block, richtext.ChartPlace) for block in blocks):
        blocks = (*blocks, richtext.ChartPlace(line=0))
    parts += [_block(block, _chart_of(training)) for block in blocks]
    parts += [_marked(text) for text in head.sources]
    return "\n\n".join(parts) + "\n"


def chart(training: Training, paper: str) -> str:
    """Return typst source for the chart alone."""
    own = _chart_of(training)
    preamble = _PREAMBLE.format(
        title=_string(own.title),
        author=_string(training.provider.name),
        paper=_string({"letter": "us-letter"}.get(paper, paper)),
        language=_string(training.head.language.split("-")[0]),
    )
    title = f"#heading(level: 1)[#{_string(training.head.title)}]"
    return f"{preamble}\n{title}\n\n{_table(own)}\n"


def _chart_of(training: Training) -> Chart:
    if training.chart is None:
        raise ValueError(f"{training.name} has no chart to set")
    return training.chart


def _block(block: Block, chart: Chart) -> str:  # noqa: C901, PLR0911 - one a kind of block
    match block:
        case richtext.Heading(level, inlines):
            return f"#heading(level: {level})[{_inlines(inlines)}]"
        case richtext.Paragraph(inlines):
            return _inlines(inlines)
        case richtext.BulletList(items):
            return _call("list", (_blocks(item, chart) for item in items))
        case richtext.OrderedList(start, items):
            items_ = (_blocks(item, chart) for item in items)
            return _call("enum", items_, f"start: {start}")
        case richtext.Quotation(blocks):
            return f"#quote(block: true)[{_blocks(blocks, chart)}]"
        case richtext.Preformatted(text):
            return f"#raw(block: true, {_string(text)})"
        case richtext.Figure(_, alternative):
            return f"#{_string(alternative)}"
        case richtext.Divider():
            return "#line(length: 30%)"
        case richtext.Table():
            raise ValueError("tables of the article are not set here")
        case richtext.ChartPlace():
            return _table(chart)


def _blocks(blocks: Iterable[Block], chart: Chart) -> str:
    return "\n\n".join(_block(block, chart) for block in blocks)


def _table(chart: Chart) -> str:
    columns = len(chart.columns) + chart.has_labels
    titles = ["" for _ in range(chart.has_labels)] + [_marked(title) for title in chart.columns]
    cells = [
        _marked(text)
        for row in chart.rows
        for text in ((row.label, *row.cells) if chart.has_labels else row.cells)
    ]
    header = f"table.header({', '.join(f'[{title}]' for title in titles)})"
    body = ",\n  ".join(f"[{cell}]" for cell in cells)
    table = f"table(columns: (1fr,) * {columns}, stroke: (y: 0.5pt), {header},\n  {body})"
    return f"#heading(level: 2)[{_marked(chart.title)}]\n\n#{table}"


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:  # noqa: PLR0911 - one a kind of inline
    match inline:
        case richtext.Text(text):
            return f"#{_string(text)}"
        case richtext.Code(text):
            return f"#raw({_string(text)})"
        case richtext.LineBreak():
            return "#linebreak()"
        case richtext.Emphasis(children):
            return f"#emph[{_inlines(children)}]"
        case richtext.Strong(children):
            return f"#strong[{_inlines(children)}]"
        case richtext.Link(text, address):
            return f"#link({_string(address)})[#{_string(text)}]"
        case richtext.Note(_, inlines):
            return f"#footnote[{_inlines(inlines)}]"
        case richtext.ItemSign() | richtext.Box():
            raise ValueError("items of cells and boxes to tick are not set here")


def _marked(text: str) -> str:
    return _inlines(parse_inline(text))


def _call(function: str, bodies: Iterable[str], *options: str) -> str:
    return f"#{function}({', '.join([*options, *(f'[{body}]' for body in bodies)])})"


def _string(text: str) -> str:
    """Return a typst string literal: no letter of a person's text is ever read as markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
