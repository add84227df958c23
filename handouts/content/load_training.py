"""Files → models: every problem of every file at once, each with its place and a cure."""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handouts.content import front_matter, markdown, richtext, text_file, yaml_tree
from handouts.content.chart import Chart, ChartFile, Row, row_model
from handouts.content.checks import NO_CHECKS, Checks
from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.content.field_types import web_address_problem
from handouts.content.ignored_files import strays
from handouts.content.images import picture_problem
from handouts.content.needed_fonts import fallback_fonts
from handouts.content.provider import Provider
from handouts.content.text_file import Source
from handouts.content.training import Article, ArticleMetadata, Training, TrainingMetadata
from handouts.content.validation_messages import explain, worth_reporting
from handouts.content.worksheet_options import WorksheetsFile
from handouts.content.yaml_tree import Location
from handouts.errors import ContentError, Diagnostic
from handouts.project.layout import TRAINING_FILES, WORKSHEETS_FILE, Project
from handouts.text import characters
from handouts.text.suggestions import did_you_mean

_LONGEST_TEXT = 20_000
"""Letters of one text in a YAML file, such as a cell: six pages, and read in a moment."""
_M = TypeVar("_M", bound=BaseModel)


def load(
    project: Project,
    names: Iterable[str],
    checks: Checks = NO_CHECKS,
    texts: Texts = NO_TEXTS,
) -> list[Training]:
    """Return the trainings of these names, looked at by these checks too.

    `texts` are unsaved ones that are read instead of files. Raises ContentError with the problems
    of all of them where there are any.
    """
    about = text_file.opened(project, "provider.yaml", texts)
    provider = read_yaml(about, Provider)
    _check_provider(project, about, provider)
    if provider is not None:
        for check in checks.provider:
            check(about, provider)
    about.check_characters()
    families = fallback_fonts([about])
    sources, trainings, names = [about], [], list(names)
    for name in names:
        has_options = ContentFiles(project, texts).exists(f"{name}/{WORKSHEETS_FILE}")
        named = (*TRAINING_FILES, WORKSHEETS_FILE) if has_options else TRAINING_FILES
        files = [text_file.opened(project, f"{name}/{file}", texts) for file in named]
        sources += files
        training = _training(project, name, provider, files, checks)
        fallback = tuple(dict.fromkeys((*families, *fallback_fonts(files))))
        if training is not None:
            trainings.append(dataclasses.replace(training, fallback_fonts=fallback))
    problems = [problem for file in sources for problem in file.problems]
    problems += strays(project, names, texts)
    if problems:
        raise ContentError(problems)
    return trainings


def _training(
    project: Project,
    name: str,
    provider: Provider | None,
    files: Sequence[Source],
    checks: Checks,
) -> Training | None:
    """Return a training that only lacks its fonts, or None and the reasons in the sources."""
    about, text, table, *options = files
    head = read_yaml(about, TrainingMetadata)
    article = _article(project, name, text)
    chart = _chart(table)
    own = _worksheets(options[0], chart, checks) if options else WorksheetsFile()
    _check_markdown(about, "objectives")
    _check_name(about, "theme", project.themes())
    if head is not None:
        for check in checks.training:
            check(project, about, head)
    for file in files:
        file.check_characters()
    if provider is None or head is None or article is None or chart is None or own is None:
        return None
    return Training(name, head, article, chart, provider, own)


def _check_provider(project: Project, file: Source, provider: Provider | None) -> None:
    """Report pictures and addresses that certificates could not use."""
    if provider is None:
        return
    pictures: dict[Location, str] = {("logo",): provider.logo}
    if provider.signatory:
        pictures["signatory", "signature"] = provider.signatory.signature
    for location, picture in pictures.items():
        problem = picture and picture_problem(project.content, project.content, picture)
        if problem:
            file.report(file.tree.line(location), problem)
    address = provider.verify_url
    if address and not (
        address.isascii() and address.startswith("https://") and not web_address_problem(address)
    ):
        cause = f'"verify_url" cannot be "{address}"'
        file.report(file.tree.line(("verify_url",)), cause, "Write a web address with https://.")


def _worksheets(file: Source, chart: Chart | None, checks: Checks) -> WorksheetsFile | None:
    own = read_yaml(file, WorksheetsFile)
    _check_markdown(file, "reflection", "key_terms", "kinds")
    if own is None or chart is None:
        return own
    for place, number in enumerate(own.leave_out.rows):
        if number > len(chart.rows):
            cause = f"the chart has no row {number}, for it has {len(chart.rows)}"
            line = file.tree.line(("leave_out", "rows", place))
            file.report(line, cause, "Count the rows from the top, from 1.")
    for check in checks.worksheets:
        check(file, own)
    return own


def read_yaml(
    file: Source, model: type[_M], text: str | None = None, first_line: int = 1
) -> _M | None:
    """Return the model of a YAML text, or None and the reasons in the source's problems."""
    if file.problems:
        return None
    _read(file, file.text if text is None else text, first_line)
    return _validated(file, model, file.tree.value)


def _read(file: Source, text: str, first_line: int = 1) -> None:
    file.tree = yaml_tree.read(text, first_line)
    for problem in file.tree.problems:
        file.report(problem.line, problem.message)
    for location, long in file.tree.texts():
        if len(long) > _LONGEST_TEXT:
            cause = f"a text has {len(long):,} letters"
            cure = f"It may have up to {_LONGEST_TEXT:,}: shorten it, or divide it."
            file.report(file.tree.line(location), cause, cure)
            file.tree = yaml_tree.YamlTree()
            break
    if file.tree.value is None and not file.problems:
        file.tree.value = {}  # only notes, so that each key is reported as missing


def _validated(file: Source, model: type[_M], value: object) -> _M | None:
    if value is None:
        return None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in worth_reporting(error.errors()):
            line, found, quoted = explain(detail, file.tree, model)
            file.report(line, found, quoted=quoted)
        return None


def _check_name(file: Source, key: str, existing: Sequence[str]) -> None:
    """Report where the text of a key is not one of the names that there are."""
    name = yaml_tree.value_at(file.tree.value, (key,))
    if isinstance(name, str) and name not in existing:
        cure = did_you_mean(name, existing) or f"There are: {', '.join(existing)}."
        what = "column" if key == "preferred" else key
        file.report(file.tree.line((key,)), f'there is no {what} "{name}"', cure)


def _check_markdown(file: Source, *keys: str) -> None:
    """Report Markdown that cannot be set in the texts of these keys."""
    for location, text in file.tree.texts():
        if location and location[0] in keys:
            for diagnostic in markdown.inline_diagnostics(text, file.tree.line(location)):
                file.report(diagnostic.line, diagnostic.message)


def _article(project: Project, name: str, file: Source) -> Article | None:
    if file.problems:
        return None
    divided = front_matter.divide(file.text)
    if isinstance(divided, Diagnostic):
        file.report(divided.line, divided.message)
        return None
    head = read_yaml(file, ArticleMetadata, divided.yaml, divided.yaml_line)
    file.body = divided.body
    parsed = markdown.parse(file.body, divided.body_line)
    for diagnostic in parsed.diagnostics:
        file.report(diagnostic.line, diagnostic.message)
    if parsed.blocks or not parsed.diagnostics:
        _check_blocks(project, name, parsed.blocks, file)
    _check_markdown(file, *ArticleMetadata.model_fields)
    if head is None:
        return None
    _check_pull_quotes(head, parsed.blocks, file)
    return Article(head, parsed.blocks)


def _check_blocks(
    project: Project, name: str, blocks: tuple[richtext.Block, ...], file: Source
) -> None:
    walked = list(richtext.walk(blocks))
    words = [block for block in walked if not isinstance(block, richtext.Heading)]
    if not any(characters.is_seen(richtext.plain_text(text)) for text in richtext.texts(words)):
        file.report(0, "the article has no text", "Write at least one paragraph.")
    places = [block for block in walked if isinstance(block, richtext.ChartPlace)]
    for extra in places[1:]:
        cause = f"[chart] stands twice, here and on line {places[0].line}"
        file.report(extra.line, cause, "Keep one of the two.")
    outer = [block for block in blocks if isinstance(block, richtext.ChartPlace)]
    for inner in places:
        if not any(inner is place for place in outer):
            file.report(inner.line, "[chart] stands in a list or a quotation", "Move it out of it.")
    for block in walked:
        if isinstance(block, richtext.Figure) and (
            problem := picture_problem(project.content, project.content / name, block.source)
        ):
            file.report(block.line, problem)


def _check_pull_quotes(
    head: ArticleMetadata, blocks: tuple[richtext.Block, ...], file: Source
) -> None:
    sentences = [" ".join(richtext.plain_text(text).split()) for text in richtext.texts(blocks)]
    for place, quote in enumerate(head.pull_quotes):
        plain = " ".join(richtext.plain_text(markdown.parse_inline(quote)).split())
        if not any(plain in text for text in sentences):
            parts = [part for text in sentences for part in re.split(r"(?<=[.!?])\s+", text)]
            hint = (
                did_you_mean(plain, parts) or "Copy a sentence from the article, letter by letter."
            )
            cause = f"pull quote {place + 1} does not stand in the article"
            file.report(file.tree.line(("pull_quotes", place)), cause, hint)


def _chart(file: Source) -> Chart | None:
    if file.problems:
        return None
    _read(file, file.text)
    value = file.tree.value
    columns, rows = (
        yaml_tree.value_at(value, ("columns",)),
        yaml_tree.value_at(value, ("rows",)),
    )
    read_rows: list[Row] = []
    if isinstance(value, dict) and isinstance(rows, list):
        # What is in a row is reported below, cell by cell.
        value = {**value, "rows": [{} if isinstance(row, dict) else row for row in rows]}
    shape = _validated(file, ChartFile, value)
    if isinstance(columns, dict) and "label" not in columns:
        _check_name(file, "preferred", list(columns))
        _check_column_titles(file, columns)
        if isinstance(rows, list):
            model = row_model(columns)
            places = [place for place, row in enumerate(rows) if isinstance(row, dict)]
            read_rows = [row for place in places for row in _row(file, model, place)]
    _check_markdown(file, "title", "rows")
    if shape is None or file.problems:
        return None
    preferred = list(shape.columns).index(shape.preferred) if shape.preferred else None
    return Chart(shape.title, tuple(shape.columns.values()), preferred, tuple(read_rows))


def _check_column_titles(file: Source, columns: Mapping[str, Any]) -> None:
    first: dict[str, str] = {}
    for key, title in columns.items():
        if isinstance(title, str):
            other = first.setdefault(" ".join(title.lower().split()), key)
            if other != key:
                cause = f'the columns "{other}" and "{key}" have the same title'
                file.report(file.tree.line(("columns", key)), cause, "Tell them apart.")


def _row(file: Source, model: type[BaseModel], place: int) -> list[Row]:
    """Return row `place` in a list, or an empty list and the reasons in the source's problems."""
    try:
        row = model.model_validate(yaml_tree.value_at(file.tree.value, ("rows", place)))
    except ValidationError as error:
        for detail in error.errors():
            located = {**detail, "loc": ("rows", place, *detail["loc"])}
            line, found, quoted = explain(located, file.tree, model)
            file.report(line, found, quoted=quoted)
        return []
    label, *cells = row.model_dump().values()
    return [Row(place + 1, label, tuple(cells))]
