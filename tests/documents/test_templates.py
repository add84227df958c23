import dataclasses
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from handouts.content.load_training import load
from handouts.content.training import Training
from handouts.documents import registry, templates
from handouts.documents.editions import EDITIONS, Edition
from handouts.documents.variants import variants
from handouts.errors import CallError, HandoutsError
from handouts.project.layout import Project
from handouts.text import quotes
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)
REGISTRY = registry.registry(HERE)
EVIL = '<script>alert("1")</script> & {{ 7 * 7 }} {% raw %} <img src=x onerror=y>'


@pytest.fixture
def training() -> Training:
    (training,) = load(HERE, ["two-models"])
    return training


def page(
    training: Training, document: str = "handout", edition: str = "print", project: Project = HERE
) -> templates.RenderedPage:
    (variant,) = variants(REGISTRY[document], training, {})
    look = templates.Look("press", EDITIONS[edition], "letter")
    return templates.page(project, REGISTRY[document], training, variant, look)


def parsed(training: Training, document: str = "handout", edition: str = "print") -> Element:
    written = page(training, document, edition).html
    return tinyhtml5.parse(written, namespace_html_elements=False)


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def with_head(training: Training, **changes: object) -> Training:
    return dataclasses.replace(training, head=training.head.model_copy(update=changes))


def running_title(training: Training) -> str | None:
    return parsed(training).find("body").get("data-training")


def test_a_page_has_its_language_direction_title_author_and_dates(training: Training) -> None:
    tree = parsed(training)
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    assert tree.findtext("head/title") == "Two Models of Psychotherapy – Handout"
    metadata = {meta.get("name"): meta.get("content") for meta in tree.iterfind("head/meta")}
    assert metadata["author"] == "After an article by Janae B. Weinhold, PhD, LPC"
    assert metadata["dcterms.created"] == metadata["dcterms.modified"] == "2026-11-01T00:00:00Z"
    number = tree.find("body").get("data-number")
    assert number in metadata["description"]


@pytest.mark.parametrize(
    ("language", "direction"),
    [("he", "rtl"), ("ar-EG", "rtl"), ("fa", "rtl"), ("de", "ltr"), ("es-MX", "ltr")],
)
def test_a_language_has_its_direction(training: Training, language: str, direction: str) -> None:
    tree = parsed(with_head(training, language=language))
    assert (tree.get("lang"), tree.get("dir")) == (language, direction)


def test_without_a_byline_the_provider_is_the_author(training: Training) -> None:
    head = training.article.head.model_copy(update={"byline": ""})
    article = dataclasses.replace(training.article, head=head)
    tree = parsed(dataclasses.replace(training, article=article))
    metadata = {meta.get("name"): meta.get("content") for meta in tree.iterfind("head/meta")}
    assert metadata["author"] == "Lantern Street Training"


def test_the_date_inside_is_the_contents_or_the_packagers(
    training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert templates.content_date(training) == "2026-11-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert templates.content_date(training) == "2023-11-14T22:13:20Z"


@pytest.mark.parametrize("epoch", ["", "yesterday", "1.5", "9" * 30])
def test_a_date_from_outside_that_is_none_is_reported(
    training: Training, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(CallError, match=f'^SOURCE_DATE_EPOCH is "{epoch}", not a number'):
        templates.content_date(training)


def test_the_chart_is_a_table_with_headers_for_each_column_and_row(training: Training) -> None:
    (table,) = parsed(training, "chart").iter("table")
    assert text(table.find("caption")) == "Treatment and healing, side by side"
    heads = table.findall("thead/tr/th")
    assert [(text(head), head.get("scope")) for head in heads] == [
        ("Topic", "col"),
        ("The treatment model", "col"),
        ("The healing model", "col"),
    ]
    rows = table.findall("tbody/tr")
    assert len(rows) == 12
    assert all([cell.tag for cell in row] == ["th", "td", "td"] for row in rows)
    assert all(row.find("th").get("scope") == "row" for row in rows)
    assert [text(cell) for cell in rows[4]] == [
        "5 Pace",
        "Brief, and steered by the therapist",
        "Unfolds in its own time, and follows the client",
    ]


@pytest.mark.parametrize("document", ["chart", "handout"])
def test_in_large_print_the_chart_is_a_stack_of_labelled_rows(
    training: Training, document: str
) -> None:
    tree = parsed(training, document, "large-print")
    assert list(tree.iter("table")) == []
    rows = [part for part in tree.iter("section") if part.get("class") == "chart-row"]
    assert len(rows) == 12
    assert [text(part) for part in rows[4].iter() if part.tag in ("h3", "p")] == [
        "5 Pace",
        "The treatment model",
        "Brief, and steered by the therapist",
        "The healing model",
        "Unfolds in its own time, and follows the client",
    ]


def test_the_author_says_what_a_preferred_column_is_or_nobody_does(training: Training) -> None:
    chart = dataclasses.replace(training.chart, preferred_note="the model of *this* training")
    tree = parsed(dataclasses.replace(training, charts={"": chart}), "chart")
    assert "prefers-2" in next(tree.iter("table")).get("class")
    heads = [text(head) for head in tree.iter("th") if head.get("scope") == "col"]
    assert heads[2] == "The healing model the model of this training"
    even = dataclasses.replace(chart, preferred=None)
    tree = parsed(dataclasses.replace(training, charts={"": even}), "chart")
    assert "even" in next(tree.iter("table")).get("class")


def test_straight_marks_of_the_author_are_printed_as_the_language_has_them(
    training: Training,
) -> None:
    row = dataclasses.replace(training.chart.rows[0], cells=('Asks *"what"*', 'It\'s `"so"`'))
    chart = dataclasses.replace(training.chart, title='The "two"', rows=(row,))
    tree = parsed(dataclasses.replace(training, charts={"": chart}), "chart")
    assert text(next(tree.iter("caption"))) == "The “two”"
    assert [text(cell) for cell in tree.iter("td")] == ["Asks “what”", 'It’s "so"']
    hebrew = with_head(dataclasses.replace(training, charts={"": chart}), language="he")
    assert text(next(parsed(hebrew, "chart").iter("caption"))) == 'The "two"'


def test_what_a_person_wrote_is_shown_and_never_obeyed(training: Training) -> None:
    plain = parsed(training)
    row = dataclasses.replace(training.chart.rows[0], label=EVIL, cells=(EVIL, EVIL))
    chart = dataclasses.replace(training.chart, title=EVIL, columns=(EVIL, EVIL), rows=(row,))
    head = training.article.head.model_copy(update={"title": EVIL, "byline": EVIL})
    evil = dataclasses.replace(
        with_head(training, title=EVIL, objectives=(EVIL,)),
        article=dataclasses.replace(training.article, head=head),
        charts={"": chart},
        provider=training.provider.model_copy(update={"name": EVIL, "phone": EVIL}),
    )
    tree = parsed(evil)
    assert {part.tag for part in tree.iter()} <= {part.tag for part in plain.iter()}
    wanted = quotes.printed(" ".join(EVIL.split()), "en")
    assert text(next(tree.iter("caption"))) == wanted
    assert text(next(tree.iter("h1"))) == wanted
    assert [text(cell) for cell in tree.iter("td")] == [wanted, wanted]
    assert tree.findtext("head/title") == f"{quotes.printed(EVIL, 'en')} – Handout"


def test_a_title_that_fits_stands_whole_in_the_footers(training: Training) -> None:
    assert running_title(with_head(training, title="A" * 40)) == "A" * 40


def test_a_long_title_is_cut_between_words_in_the_footers(training: Training) -> None:
    long = "What the technician does well, and whatever the artist does"
    assert running_title(with_head(training, title=long)) == "What the technician does well…"
    assert running_title(with_head(training, title=long, short_title="Both")) == "Both"


def test_a_project_template_comes_before_the_packaged_one_file_by_file(
    project: Project, training: Training
) -> None:
    own = project.root / "templates" / "macros" / "inlines.html"
    own.parent.mkdir(parents=True)
    packaged = (REPOSITORY / "templates" / "macros" / "inlines.html").read_text("utf-8")
    own.write_text(packaged.replace("<em>", "<em class='own'>"), "utf-8")
    written = page(training, project=project).html
    assert "<em class='own'>technician</em>" in written
    assert "The Technician and the Artist" in written


def test_stylesheets_run_from_the_general_to_the_particular(project: Project) -> None:
    look = templates.Look("clinic", EDITIONS["email"], "a4")
    sheets = templates.stylesheets(project, REGISTRY["chart"], look, ["plain"])["plain"]
    names = [sheet.relative_to(REPOSITORY / "styles").as_posix() for sheet in sheets]
    components = [name for name in names if name.startswith("components/")]
    assert components == sorted(components)
    assert len(components) >= 3
    assert names == [
        "fonts.css",
        "themes/clinic/fonts.css",
        "base.css",
        "themes/clinic.css",
        "page.css",
        *components,
        "documents/chart.css",
        "themes/clinic/style.css",
        "editions/booklet.css",
        "editions/email.css",
        "themes/clinic/email.css",
        "papers/a4.css",
        "fits/plain.css",
    ]


@pytest.mark.parametrize("name", ["base.css", "components/chart.css", "documents/handout.css"])
def test_a_project_style_comes_before_the_packaged_one_file_by_file(
    project: Project, name: str
) -> None:
    look = templates.Look("press", EDITIONS["print"], "letter")
    before = templates.stylesheets(project, REGISTRY["handout"], look, ["plain"])["plain"]
    own = project.root / "styles" / name
    own.parent.mkdir(parents=True)
    own.write_text("", "utf-8")
    after = templates.stylesheets(project, REGISTRY["handout"], look, ["plain"])["plain"]
    assert own in after
    packaged = REPOSITORY / "styles" / name
    assert [sheet for sheet in after if sheet != own] == [s for s in before if s != packaged]


@pytest.mark.parametrize(
    "wrong", [{"theme": "prs"}, {"edition": Edition("prnt", "")}, {"paper": "a6"}]
)
def test_a_stylesheet_that_is_not_there_is_reported(
    project: Project, wrong: dict[str, Any]
) -> None:
    look = templates.Look(**{"theme": "press", "edition": EDITIONS["print"], "paper": "a4"} | wrong)
    (name,) = (getattr(value, "name", value) for value in wrong.values())
    with pytest.raises(HandoutsError, match=rf"There is no stylesheet styles/\w+/{name}\.css"):
        templates.stylesheets(project, REGISTRY["chart"], look, ["plain"])


def test_a_broken_template_is_reported_with_its_place(project: Project, training: Training) -> None:
    own: Path = project.root / "templates" / "documents" / "chart.html"
    own.parent.mkdir(parents=True)
    packaged = (REPOSITORY / "templates" / "documents" / "chart.html").read_text("utf-8")
    for wrong in ("training.provider.nme", "training.provider.name |", "no_such_thing"):
        own.write_text(packaged.replace("training.provider.name", wrong), "utf-8")
        with pytest.raises(HandoutsError, match=r"documents/chart\.html"):
            page(training, "chart", project=Project(project.root))


def test_a_style_that_is_a_link_to_a_file_elsewhere_is_not_read(project: Project) -> None:
    (project.root / "styles" / "email").mkdir(parents=True)
    (project.root / "styles" / "email" / "message.css").symlink_to("../../content/provider.yaml")
    with pytest.raises(HandoutsError) as raised:
        templates.found_style(project, "email/message.css")
    assert str(raised.value) == (
        f"{project.root}/styles/email/message.css is a link that leads out of styles/. Copy the "
        "file there."
    )


def with_cells(training: Training, *cells: str) -> Training:
    chart = training.charts[""]
    first, *others = chart.rows
    rows = (dataclasses.replace(first, cells=cells), *others)
    return dataclasses.replace(training, charts={"": dataclasses.replace(chart, rows=rows)})


@pytest.mark.parametrize("document", ["chart", "handout"])
@pytest.mark.parametrize("edition", list(EDITIONS))
def test_lists_in_cells_are_lists(training: Training, document: str, edition: str) -> None:
    before = len(list(parsed(training, document, edition).iter("li")))
    listed = with_cells(training, "- one\n- two\n  - deep", "1. first\n2. *second*")
    found = parsed(listed, document, edition)

    assert len(list(found.iter("li"))) == before + 5
    assert not [each for each in found.iter("p") if list(each.iter("li"))]


@pytest.mark.parametrize("document", ["chart", "handout"])
@pytest.mark.parametrize("edition", list(EDITIONS))
def test_only_a_row_that_fills_a_page_may_be_divided(
    training: Training, document: str, edition: str
) -> None:
    long = with_cells(training, "so and so " * 170, "short")
    tall = [each for each in parsed(long, document, edition).iter() if _has_class(each, "tall")]

    assert [each.tag for each in tall] in (["tr"], ["section"])
    whole = parsed(training, document, edition).iter()
    assert not [each for each in whole if _has_class(each, "tall", "divided")]


def _has_class(element: Element, *names: str) -> bool:
    return bool({*names} & {*element.get("class", "").split()})
