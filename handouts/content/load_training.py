"""Files → models: every problem of every file at once, each with its place and a fix."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.content import fixed_words, text_file
from handouts.content.chart import Chart
from handouts.content.checks import NO_CHECKS, Checks
from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.content.field_types import web_address_problem
from handouts.content.ignored_files import strays
from handouts.content.load_article import load_article
from handouts.content.load_charts import check_places, in_order, load_chart
from handouts.content.needed_fonts import fallback_fonts
from handouts.content.provider import Provider
from handouts.content.provider_looks import check_looks
from handouts.content.text_file import SourceFile
from handouts.content.training import Training, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.content.yaml_file import check_markdown, check_name, read_yaml
from handouts.content.yaml_tree import Location
from handouts.errors import ContentError
from handouts.languages.phrases import Phrases, language_of
from handouts.messages import message, suggestion
from handouts.project.layout import (
    ARTICLE_FILE,
    RENAMED_THEMES,
    TRAINING_FILE,
    WORKSHEETS_FILE,
    Project,
    chart_file,
    chart_name,
)


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
    sources = [about, *fixed_words.opened(project, texts)]
    own = fixed_words.own_words(sources[1:])
    families = fallback_fonts(sources)
    trainings, names = [], list(names)
    for name in names:
        files = _opened(ContentFiles(project, texts), name)
        sources += files.all
        training = _training(project, name, provider, files, checks)
        fallback = tuple(dict.fromkeys((*families, *fallback_fonts(files.all))))
        if training is not None:
            language = language_of(training.head.language, training.head.paper)
            words = Phrases(language, own)
            known = dataclasses.replace(training, fallback_fonts=fallback, phrases=words)
            trainings.append(known)
    problems = [problem for file in sources for problem in file.problems]
    problems += strays(project, names, texts)
    if problems:
        raise ContentError(problems)
    return trainings


@dataclass(frozen=True)
class _Files:
    """The files of one training, those that there are."""

    head: SourceFile
    article: SourceFile | None
    charts: Mapping[str, SourceFile]
    """By the names of the charts; "" is that of `chart.yaml`."""
    worksheets: SourceFile | None

    @property
    def all(self) -> list[SourceFile]:
        """Every file."""
        also = (self.article, *self.charts.values(), self.worksheets)
        return [self.head, *(file for file in also if file is not None)]


def _opened(files: ContentFiles, name: str) -> _Files:
    """Read the files of a training."""

    def opened(file: str) -> SourceFile:
        return text_file.opened(files.project, f"{name}/{file}", files.texts)

    def if_there(file: str) -> SourceFile | None:
        return opened(file) if files.exists(f"{name}/{file}") else None

    charts = [chart for file in files.names(name) if (chart := chart_name(file)) is not None]
    return _Files(
        opened(TRAINING_FILE),
        if_there(ARTICLE_FILE),
        {chart: opened(chart_file(chart)) for chart in sorted(charts)},
        if_there(WORKSHEETS_FILE),
    )


def _training(
    project: Project, name: str, provider: Provider | None, files: _Files, checks: Checks
) -> Training | None:
    """Return a training without its fonts and phrases, or None and the reasons in the sources."""
    head = read_yaml(files.head, TrainingMetadata)
    article = load_article(project, name, files.article) if files.article else None
    charts = {chart: load_chart(file) for chart, file in files.charts.items()}
    if files.article and article:
        check_places(files.article, article, list(charts))
    if not files.article and not charts:
        files.head.report(0, message("training.empty"))
    for chart, file in files.charts.items():
        for check in checks.chart:
            check(project, file, chart)
    own = _worksheets(files.worksheets, charts, checks) if files.worksheets else WorksheetsFile()
    check_markdown(files.head, "objectives")
    if head is not None:
        head = head.model_copy(update={"theme": project.theme(head.theme)})
    check_name(files.head, "theme", [*project.themes(), *RENAMED_THEMES])
    if head is not None:
        for check_training in checks.training:
            check_training(project, files.head, head, list(charts))
    for each in files.all:
        each.check_characters()
    if provider is None or head is None or own is None or (files.article and article is None):
        return None
    read = {chart: charts[chart] for chart in in_order(article, charts)}
    whole = {chart: table for chart, table in read.items() if table is not None}
    return Training(name, head, article, whole, provider, own) if whole == read else None


def _check_provider(project: Project, file: SourceFile, provider: Provider | None) -> None:
    """Report pictures, colours and addresses that documents could not use."""
    if provider is None:
        return
    check_looks(project, file, provider)
    address = provider.verify_url
    if address and not (
        address.isascii() and address.startswith("https://") and not web_address_problem(address)
    ):
        found = message("training.verify-url", address=address)
        file.report(file.tree.line(("verify_url",)), found)


def _worksheets(
    file: SourceFile, charts: Mapping[str, Chart | None], checks: Checks
) -> WorksheetsFile | None:
    own = read_yaml(file, WorksheetsFile)
    check_markdown(file, "reflection", "key_terms", "kinds")
    if own is None:
        return None
    for location, name, numbers in _rows_left_out(own, list(charts)):
        chart = charts.get(name)
        rows = len(chart.rows) if chart else 0
        for place, number in enumerate(numbers):
            if chart and number > rows:
                found = message("training.no-row", file=chart_file(name), number=number, rows=rows)
                file.report(file.tree.line((*location, place)), found)
        if name not in charts:
            near = suggestion(name, charts)
            found = message("training.no-such-chart", name=name, suggestion=near)
            file.report(file.tree.line(location), found)
    for check in checks.worksheets:
        check(file, own, list(charts))
    return own


def _rows_left_out(
    own: WorksheetsFile, names: Sequence[str]
) -> Iterator[tuple[Location, str, Sequence[int]]]:
    """Yield where numbers of rows stand in the file, of which chart, and the numbers."""
    location: Location = ("leave_out", "rows")
    if own.leave_out.rows:
        yield location, names[0] if len(names) == 1 else "", own.leave_out.rows
    for name, numbers in own.leave_out.charts.items():
        yield ("leave_out", "charts", name), name, numbers
