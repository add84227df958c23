"""Files → models: every problem of every file at once, each with its place and a cure."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handouts import fonts, markdown, prose, yaml_source
from handouts.errors import ContentError, Problem
from handouts.explain import explain
from handouts.models import (
    Article,
    ArticleHead,
    Chart,
    ChartFile,
    Provider,
    Row,
    Training,
    TrainingHead,
    row_model,
)
from handouts.pictures import picture_problem
from handouts.project import Project
from handouts.suggest import did_you_mean

LARGEST_FILE = 5_000_000
"""Bytes. A book has a tenth of this; what is larger is not an article."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_M = TypeVar("_M", bound=BaseModel)


@dataclass
class Source:
    """One file that is being read, and what is wrong with it."""

    path: str
    """Relative to the project."""
    text: str = ""
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, cause: str, cure: str, quoted: int = 1) -> None:
        """Add a problem and quote `quoted` lines of the file, `line` being the first."""
        lines = self.text.split("\n")[line - 1 : line - 1 + quoted] if line and quoted else []
        source = "\n".join(text if len(text) <= 160 else text[:159] + "…" for text in lines)
        self.problems.append(Problem(self.path, line, cause, cure, source))


def load(project: Project, names: Iterable[str]) -> list[Training]:
    """Return the trainings of these names.

    Raises ContentError with the problems of all of them where there are any.
    """
    sources: list[Source] = []
    provider = _yaml(_open(project, "provider.yaml", sources), Provider)
    trainings = [_training(project, name, provider, sources) for name in names]
    problems = [problem for source in sources for problem in source.problems]
    if problems:
        raise ContentError(problems)
    return [training for training in trainings if training is not None]


def _training(
    project: Project, name: str, provider: Provider | None, sources: list[Source]
) -> Training | None:
    opened = {file: _open(project, f"{name}/{file}", sources) for file in _FILES}
    head = _yaml(opened["training.yaml"], TrainingHead)
    article = _article(project, name, opened["article.md"])
    chart = _chart(opened["chart.yaml"])
    if head is not None and head.theme not in (themes := project.themes()):
        cure = did_you_mean(head.theme, themes) or f"Themes are: {', '.join(themes)}."
        opened["training.yaml"].complain(
            _line_of(opened["training.yaml"], "theme"), f'there is no theme "{head.theme}"', cure
        )
    fallback = _fallback_fonts([*opened.values(), sources[0]])
    if provider is None or head is None or article is None or chart is None:
        return None
    return Training(name, head, article, chart, provider, fallback)


_FILES = ("training.yaml", "article.md", "chart.yaml")


def _open(project: Project, name: str, sources: list[Source]) -> Source:
    """Read one file of `content/`; what keeps it from being read is in its problems."""
    source = Source(f"content/{name}")
    sources.append(source)
    path = project.content / name
    try:
        if not path.resolve().is_relative_to(project.root):
            source.complain(0, "the file lies outside the project", "Copy it into the project.")
        elif not path.is_file():
            cure = f"Write it; `handouts new` makes a project with a {path.name} to begin with."
            source.complain(0, "there is no such file", cure)
        elif path.stat().st_size > LARGEST_FILE:
            size = f"{path.stat().st_size / 1e6:.0f} MB"
            source.complain(0, f"the file has {size}", "It may have up to 5 MB of text.")
        else:
            source.text = _decoded(path.read_bytes(), source)
    except OSError as error:
        source.complain(0, f"the file cannot be read ({error.strerror})", "Check its permissions.")
    return source


def _decoded(content: bytes, source: Source) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        binary = b"\0" in content[:4096]
        cause = "the file is not text" if binary else f"byte {error.start + 1} is not UTF-8"
        cure = "Save it as plain text with the encoding UTF-8."
        source.complain(0 if binary else content[: error.start].count(b"\n") + 1, cause, cure)
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        source.complain(0, "the file is empty", "Write its content, or restore it from a copy.")
    bad = list(_CONTROL.finditer(text))
    source.text = text
    for found in bad[:20]:
        line = text.count("\n", 0, found.start()) + 1
        cause = f"the character {_character_name(found[0])} cannot be printed"
        source.complain(line, cause, "Delete it; it is invisible, so type the word anew.", quoted=0)
    return "" if bad else text


def _character_name(character: str) -> str:
    names = {"\u2028": "LINE SEPARATOR", "\u2029": "PARAGRAPH SEPARATOR"}
    name = unicodedata.name(character, names.get(character, "a control character"))
    return f"U+{ord(character):04X} ({name})"


def _yaml(
    source: Source, model: type[_M], text: str | None = None, first_line: int = 1
) -> _M | None:
    """Return the model of a YAML text, or None and the reasons in the source's problems."""
    tree = _tree(source, source.text if text is None else text, first_line)
    return _validated(source, tree, model.model_validate, model)


def _tree(source: Source, text: str, first_line: int) -> yaml_source.YamlTree:
    tree = yaml_source.read(text, first_line)
    for problem in tree.problems:
        source.complain(problem.line, problem.cause, problem.cure)
    return tree


def _validated(
    source: Source,
    tree: yaml_source.YamlTree,
    validate: Callable[[Any], _M],
    model: type[BaseModel],
) -> _M | None:
    if source.problems and tree.value is None:
        return None
    try:
        return validate(tree.value)
    except ValidationError as error:
        for detail in error.errors():
            source.complain(*explain(detail, tree, model))
        return None


def _article(project: Project, name: str, source: Source) -> Article | None:
    if source.problems:
        return None
    found = _FRONT_MATTER.match(source.text)
    if found is None:
        cause = "the article does not begin with its front matter"
        source.complain(
            1, cause, "Begin the file with: ---, title: …, byline: …, --- on lines of their own."
        )
        return None
    head = _yaml(source, ArticleHead, found[1], first_line=2)
    body = source.text[found.end() :]
    parsed = markdown.parse(body, source.text.count("\n", 0, found.end()) + 1)
    for complaint in parsed.complaints:
        source.complain(complaint.line, complaint.cause, complaint.cure)
    _check_blocks(project, name, parsed.blocks, source)
    if head is None:
        return None
    for key, texts in (("pull_quotes", head.pull_quotes), ("sources", head.sources)):
        for text in (*texts, head.title, head.subtitle):
            for complaint in markdown.inline_complaints(text, _line_of(source, key)):
                source.complain(complaint.line, complaint.cause, complaint.cure)
    _check_pull_quotes(head, parsed.blocks, source)
    return Article(head, parsed.blocks)


def _check_blocks(
    project: Project, name: str, blocks: tuple[prose.Block, ...], source: Source
) -> None:
    if not any(isinstance(block, prose.Paragraph) for block in blocks):
        source.complain(0, "the article has no text", "Write at least one paragraph.")
    places = [block for block in prose.walk(blocks) if isinstance(block, prose.ChartPlace)]
    for extra in places[1:]:
        cause = f"[chart] stands twice, here and on line {places[0].line}"
        source.complain(extra.line, cause, "Keep one of the two.")
    for inner in set(places) - set(blocks):
        source.complain(inner.line, "[chart] stands in a list or a quotation", "Move it out of it.")
    for block in prose.walk(blocks):
        if isinstance(block, prose.Figure) and (
            problem := picture_problem(project.root, project.content / name, block.source)
        ):
            source.complain(block.line, *problem)


def _check_pull_quotes(head: ArticleHead, blocks: tuple[prose.Block, ...], source: Source) -> None:
    sentences = [" ".join(prose.plain_text(text).split()) for text in prose.texts(blocks)]
    for place, quote in enumerate(head.pull_quotes):
        plain = " ".join(prose.plain_text(markdown.parse_inline(quote)).split())
        if not any(plain in text for text in sentences):
            parts = [part for text in sentences for part in re.split(r"(?<=[.!?])\s+", text)]
            hint = (
                did_you_mean(plain, parts) or "Copy a sentence from the article, letter by letter."
            )
            cause = f"pull quote {place + 1} does not stand in the article"
            source.complain(_line_of(source, "pull_quotes") + place + 1, cause, hint)


def _chart(source: Source) -> Chart | None:
    if source.problems:
        return None
    tree = _tree(source, source.text, 1)
    value = tree.value if isinstance(tree.value, dict) else {}
    columns, rows = value.get("columns"), value.get("rows")
    read_rows: list[Row] = []
    if isinstance(columns, dict) and isinstance(rows, list):
        model = row_model(columns)
        for place, given in enumerate(rows):
            if isinstance(given, dict):
                read_rows += _row(source, tree, model, place)
        # Told cell by cell above, so that the file's own model need not repeat it.
        tree.value = {**value, "rows": [{"label": "x"} if isinstance(r, dict) else r for r in rows]}
    file = _validated(source, tree, ChartFile.model_validate, ChartFile)
    if file is None or source.problems:
        return None
    keys = list(file.columns)
    if file.preferred and file.preferred not in keys:
        cure = did_you_mean(file.preferred, keys) or f"Columns are: {', '.join(keys)}."
        source.complain(tree.line(("preferred",)), f'there is no column "{file.preferred}"', cure)
        return None
    preferred = keys.index(file.preferred) if file.preferred else None
    return Chart(file.title, tuple(file.columns.values()), preferred, tuple(read_rows))


def _row(
    source: Source, tree: yaml_source.YamlTree, model: type[BaseModel], place: int
) -> list[Row]:
    """Return row `place` in a list, or an empty list and the reasons in the source's problems."""
    given = tree.value["rows"][place]  # type: ignore[index]
    try:
        values = list(model.model_validate(given).model_dump().values())
    except ValidationError as error:
        for detail in error.errors():
            located = {**detail, "loc": ("rows", place, *detail["loc"])}
            source.complain(*explain(located, tree, model))
        return []
    for key, text in given.items():
        for complaint in markdown.inline_complaints(text or "", tree.line(("rows", place, key))):
            source.complain(complaint.line, complaint.cause, complaint.cure)
    return [Row(place + 1, values[0], tuple(values[1:]))]


def _fallback_fonts(sources: list[Source]) -> tuple[str, ...]:
    """Return system fonts for the characters that the house fonts lack; complain of the others."""
    families: list[str] = []
    for source in sources:
        for character in fonts.not_in_house_fonts(source.text):
            family = fonts.system_family(character)
            if family is None:
                line = source.text[: source.text.index(character)].count("\n") + 1
                cause = f"no font on this machine has the character {_character_name(character)}"
                source.complain(line, cause, fonts.cure(character))
            else:
                families.append(family)
    return tuple(dict.fromkeys(families))


def _line_of(source: Source, key: str) -> int:
    lines = source.text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
