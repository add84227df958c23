import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts import worksheets
from handouts.content.load_training import load
from handouts.content.models import Chart, Row, Training
from handouts.documents import registry as documents
from handouts.documents.editions import EDITIONS
from handouts.errors import WorldError
from handouts.project.layout import Project
from tests.conftest import REPOSITORY
from tests.small_project import read

HERE = Project(REPOSITORY)
REGISTRY = documents.registry(HERE)


@pytest.fixture
def training() -> Training:
    (training,) = load(HERE, ["two-models"])
    return training


def number(document: str, training: Training) -> str:
    made = worksheets.all_sheets(training, seed=1, versions=1).sheets
    (variant,) = documents.variants(REGISTRY[document], training, made)
    return variant.number


def with_cell(training: Training, text: str) -> Training:
    row = training.chart.rows[0]
    changed = dataclasses.replace(row, cells=(text, *row.cells[1:]))
    rows = (changed, *training.chart.rows[1:])
    return dataclasses.replace(training, chart=dataclasses.replace(training.chart, rows=rows))


def with_article_head(training: Training, **changes: object) -> Training:
    head = training.article.head.model_copy(update=changes)
    return dataclasses.replace(training, article=dataclasses.replace(training.article, head=head))


def with_head(training: Training, **changes: object) -> Training:
    return dataclasses.replace(training, head=training.head.model_copy(update=changes))


def without_last_paragraph(training: Training) -> Training:
    blocks = training.article.blocks[:-1]
    return dataclasses.replace(
        training, article=dataclasses.replace(training.article, blocks=blocks)
    )


def test_documents_are_found_by_their_templates_in_their_order() -> None:
    assert list(REGISTRY)[:2] == ["handout", "chart"]
    assert [REGISTRY[name].title for name in ("handout", "chart")] == [
        "Handout",
        "Comparison chart",
    ]
    assert all(document.name == name for name, document in REGISTRY.items())
    orders = [document.head.order for document in REGISTRY.values()]
    assert orders == sorted(orders)


def test_a_template_of_the_projects_own_is_a_document(project: Project) -> None:
    own = project.root / "templates" / "documents" / "objectives.html"
    own.parent.mkdir(parents=True)
    head = "title: Objectives\naudience: participants\norder: 15\neditions:\n  print: {plain: 1}\n"
    own.write_text(f"{{#\n{head}#}}\n", "utf-8")
    (own.parent / "_draft.html").write_text("Not a document.", "utf-8")
    registry = documents.registry(project)
    assert set(registry) == set(REGISTRY) | {"objectives"}
    assert list(registry)[:3] == ["handout", "objectives", "chart"]
    assert registry["objectives"].head.editions == {"print": {"plain": 1}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{# a remark #}",
        "{#\ntitle: Objectives\n#}",
        "{#\ntitle: Objectives\naudience: everybody\neditions:\n  print: {plain: 1}\n#}",
        "{#\ntitle: Objectives\naudience: participants\neditions:\n  print: {}\n#}",
        "{#\ntitle: Objectives\naudience: participants\neditions:\n  pront: {plain: 1}\n#}",
        "{#\ntitle: A\naudience: participants\neditions:\n  print: {plain: 1}\nauthor: B\n#}",
        "{#\ntitle: [\n#}",
    ],
)
def test_a_template_without_a_proper_head_is_told_with_its_place(
    project: Project, text: str
) -> None:
    own = project.root / "templates" / "documents" / "objectives.html"
    own.parent.mkdir(parents=True)
    own.write_text(text, "utf-8")
    with pytest.raises(WorldError, match=r"^templates/documents/objectives\.html "):
        documents.registry(project)


@pytest.mark.long
def test_a_number_names_training_and_document_and_is_short(training: Training) -> None:
    assert number("handout", training).startswith("TWO-HANDOUT-")
    assert number("chart", training).startswith("TWO-CHART-")
    for document in REGISTRY:
        short = number(document, training).rsplit("-", 1)[1]
        assert len(short) == 6
        assert set(short) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_number_is_the_same_for_every_release(tmp_path: Path) -> None:
    small = read(tmp_path)
    assert [number(name, small) for name in ("handout", "chart")] == [
        "TEA-HANDOUT-VC9PXZ",
        "TEA-CHART-DXEKFK",
    ]


@pytest.mark.long
def test_a_number_stays_while_its_content_stays(training: Training) -> None:
    (again,) = load(Project(REPOSITORY), ["two-models"])
    numbers = [number(document, training) for document in REGISTRY]
    assert numbers == [number(document, again) for document in REGISTRY]
    assert len(set(numbers)) == len(REGISTRY)


@pytest.mark.long
@pytest.mark.parametrize(
    "change",
    [
        lambda t: with_cell(t, "Another word"),
        lambda t: dataclasses.replace(t, chart=dataclasses.replace(t.chart, title="Another")),
        lambda t: with_head(t, title="Another"),
        lambda t: dataclasses.replace(t, provider=t.provider.model_copy(update={"name": "B"})),
    ],
)
def test_a_word_that_both_show_changes_both_numbers(
    training: Training, change: Callable[[Training], Training]
) -> None:
    changed = change(training)
    for document in ("handout", "chart"):
        assert number(document, changed) != number(document, training)


@pytest.mark.long
@pytest.mark.parametrize(
    "change",
    [
        without_last_paragraph,
        lambda t: with_article_head(t, title="Another"),
        lambda t: with_article_head(t, subtitle="Another"),
        lambda t: with_article_head(t, sources=("Another",)),
        lambda t: with_article_head(t, pull_quotes=()),
        lambda t: with_head(t, objectives=("Another",)),
    ],
)
def test_a_word_that_only_the_handout_shows_leaves_the_charts_number(
    training: Training, change: Callable[[Training], Training]
) -> None:
    changed = change(training)
    assert number("handout", changed) != number("handout", training)
    assert number("chart", changed) == number("chart", training)


@pytest.mark.parametrize("look", [{"theme": "quiet"}, {"paper": "a4"}])
def test_paper_and_theme_are_no_part_of_the_number(
    training: Training, look: dict[str, str]
) -> None:
    for document in ("handout", "chart"):
        assert number(document, with_head(training, **look)) == number(document, training)


def test_another_code_is_another_number(training: Training) -> None:
    assert number("chart", with_head(training, code="NEW")).startswith("NEW-CHART-")


def with_columns(training: Training, count: int, words: int = 5) -> Training:
    cells = tuple("word " * words for _ in range(count))
    chart = Chart("Side by side", tuple("ABCDE"[:count]), None, (Row(1, "Goal", cells),))
    return dataclasses.replace(training, chart=chart)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("edition", ["print", "email"])
def test_four_columns_and_more_are_tried_on_a_landscape_page_first(
    training: Training, count: int, edition: str
) -> None:
    chart = REGISTRY["chart"]
    fits = documents.fits(chart, with_columns(training, count), EDITIONS[edition])
    listed = chart.head.editions[edition]
    assert fits == dict(listed)
    landscape = [fit.startswith("landscape") for fit in fits]
    assert any(landscape)
    assert not all(landscape)
    if count > 3:
        assert landscape == sorted(landscape, reverse=True)
    else:
        assert list(fits) == list(listed)
        assert not landscape[0]
    within = [fit for fit in listed if fit.startswith("landscape")]
    assert [fit for fit in fits if fit.startswith("landscape")] == within


def test_large_type_is_not_tried_for_a_chart_of_many_words(training: Training) -> None:
    chart, edition = REGISTRY["chart"], EDITIONS["print"]
    few = documents.fits(chart, with_columns(training, 2, words=20), edition)
    many = documents.fits(chart, with_columns(training, 2, words=400), edition)
    assert "portrait-13" in few
    assert {fit: limit for fit, limit in few.items() if fit != "portrait-13"} == many


def test_every_fit_list_ends_with_one_that_takes_any_number_of_pages() -> None:
    lists = [fits for document in REGISTRY.values() for fits in document.head.editions.values()]
    assert len(lists) >= 6
    assert all(0 in fits.values() for fits in lists)


def test_a_pull_quote_stands_beside_the_block_that_says_it(training: Training) -> None:
    parts = documents.facts(REGISTRY["handout"], training)["parts"]
    said = {part.pull_quote: part.block for part in parts if part.pull_quote}
    assert list(said) == list(training.article.head.pull_quotes)
    assert len(said) == 2
    for quote, block in said.items():
        assert quote in "".join(inline.text for inline in block.inlines if hasattr(inline, "text"))


def test_an_article_without_a_place_for_the_chart_ends_with_it(training: Training) -> None:
    def kinds(of: Training) -> list[str]:
        parts = documents.facts(REGISTRY["handout"], of)["parts"]
        return [part.block.kind for part in parts]

    blocks = tuple(block for block in training.article.blocks if block.kind != "chart_place")
    assert len(blocks) == len(training.article.blocks) - 1
    article = dataclasses.replace(training.article, blocks=blocks)
    assert kinds(training).count("chart_place") == 1
    assert kinds(training)[-1] != "chart_place"
    without = kinds(dataclasses.replace(training, article=article))
    assert without.count("chart_place") == 1
    assert without[-1] == "chart_place"


def test_every_paragraph_and_every_cell_is_expected_in_the_finished_file(
    training: Training,
) -> None:
    seen = documents.facts(REGISTRY["handout"], training)
    paragraphs, rows = documents.expected_texts(seen)
    article = (REPOSITORY / "content" / "two-models" / "article.md").read_text("utf-8")
    written = [block.strip() for block in article.split("---\n", 2)[2].split("\n\n")]
    plain = [block.lstrip("# ").replace("*", "") for block in written if block != "[chart]"]
    assert len(plain) > 15
    assert [text for text in paragraphs if text in plain] == plain
    assert rows == tuple(
        tuple(text.replace("*", "") for text in (row.label, *row.cells))
        for row in training.chart.rows
    )
    _, alone = documents.expected_texts(documents.facts(REGISTRY["chart"], training))
    assert alone == rows
