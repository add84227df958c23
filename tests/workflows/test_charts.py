"""Charts come to a training and go, with their places in the article and in worksheets."""

import datetime
from pathlib import Path

import pytest
import yaml

from handouts.content.chart_place import with_places, without_place
from handouts.content.chart_table import chart_table
from handouts.errors import CallError
from handouts.importers import Given
from handouts.project.layout import Project
from handouts.workflows.charts import (
    add_chart,
    bring_in_charts,
    chart_titles,
    put_back,
    remove_chart,
    save_chart,
)
from handouts.workflows.edit_files import Saved, read_file
from handouts.workflows.load import load_checked
from handouts.workflows.trash import restore_from_trash
from tests.small_project import ARTICLE, CHART, small_project

TODAY = datetime.date(2026, 5, 4)
FEES = "Short\tLong\nCheap\tDear\nSoon over\tNever over\n"
COMMENT = "\n<!--\nLeft out: page 3\n-->\n"


def article(project: Project) -> str:
    return (project.content / "tea/article.md").read_text("utf-8")


def test_a_new_chart_is_empty_and_has_a_name_of_its_title(tmp_path: Path) -> None:
    project = small_project(tmp_path)

    name = add_chart(project, "tea", "What it costs, & when")

    table = chart_table((project.content / f"tea/chart-{name}.yaml").read_text("utf-8"))
    assert (name, table.title) == ("what-it-costs-when", "What it costs, & when")
    assert [column.title for column in table.columns] == ["", ""]
    assert [row.cells for row in table.rows] == [("", "")] * 3
    assert chart_titles(project, "tea") == {"": "Kettle and pot", name: "What it costs, & when"}


def test_the_first_chart_of_a_training_has_no_name_and_needs_no_place(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.content / "tea/chart.yaml").unlink()

    assert add_chart(project, "tea", "Sides") == ""
    assert article(project) == ARTICLE


def test_names_that_are_taken_or_reserved_get_a_number(tmp_path: Path) -> None:
    project = small_project(tmp_path)

    names = [add_chart(project, "tea", title) for title in ("Fees", "Fees", "漢", "Plan b")]

    assert names == ["fees", "fees-2", "4", "plan-b1"]


def test_charts_of_files_are_read_and_can_be_built_at_once(tmp_path: Path) -> None:
    project = small_project(tmp_path)

    (name,) = bring_in_charts(project, "tea", [Given("Fees.tsv", FEES.encode())], TODAY)

    (training,), _ = load_checked(project, ["tea"])
    assert [*training.charts] == ["", name]
    assert training.charts[name].columns == ("Short", "Long")
    assert chart_titles(project, "tea")[""] == "Kettle and pot"


def test_a_file_without_a_chart_is_refused(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    text = b"# Tea\n\nWater is poured on leaves, and one waits for a while.\n"

    with pytest.raises(CallError, match="no chart in these files"):
        bring_in_charts(project, "tea", [Given("tea.md", text)], TODAY)
    assert project.charts("tea") == [""]


def test_what_is_removed_is_in_the_trash_and_nothing_refers_to_it(tmp_path: Path) -> None:
    worksheets = "leave_out:\n  kinds: [matching-fees, reflection]\n  charts:\n    fees: [1]\n"
    project = small_project(tmp_path, worksheets=worksheets)
    before = article(project)
    bring_in_charts(project, "tea", [Given("Fees.tsv", FEES.encode())], TODAY)
    with_two = article(project)
    (name,) = [each for each in project.charts("tea") if each]
    (project.content / f"tea/chart-{name}.yaml").rename(project.content / "tea/chart-fees.yaml")
    (project.content / "tea/article.md").write_text(with_two.replace(name, "fees"), "utf-8")

    moved = remove_chart(project, "tea", "fees")

    (training,), _ = load_checked(project, ["tea"])
    assert [*training.charts] == [""]
    assert training.worksheets.leave_out.kinds == ("reflection",)
    assert article(project).replace("\n[chart]\n", "") == before
    assert restore_from_trash(project, moved.id).place == "content/tea/chart-fees.yaml"


LONG = f"{ARTICLE.rstrip()}\n\nFirst of all\ntea.\n\n[chart fees]\n\nLast of all, tea.\n\n[chart]\n"


def two_charts(folder: Path) -> Project:
    project = small_project(folder)
    add_chart(project, "tea", "Fees")
    (project.content / "tea/article.md").write_text(LONG, "utf-8")
    return project


@pytest.mark.parametrize("name", ["fees", ""])
def test_a_chart_that_is_put_back_regains_its_place_and_its_worksheets(
    tmp_path: Path, name: str
) -> None:
    project = two_charts(tmp_path)
    said = {
        "": "leave_out:\n  rows: [2]\n",
        "fees": "leave_out:\n  kinds: [matching, sorting-fees]\n  charts:\n    fees: [2]\n"
        "kinds:\n  matching-fees:\n    title: Which fee\n",
    }[name]
    worksheets = project.content / "tea/worksheets.yaml"
    worksheets.write_text(said, "utf-8")

    moved = remove_chart(project, "tea", name)
    assert article(project) != LONG

    assert put_back(project, moved.id) == ()
    assert article(project) == LONG
    assert yaml.safe_load(worksheets.read_text("utf-8")) == yaml.safe_load(said)


def test_an_only_chart_that_is_put_back_regains_its_place(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    text = LONG.replace("[chart fees]\n\n", "")
    (project.content / "tea/article.md").write_text(text, "utf-8")
    moved = remove_chart(project, "tea", "")
    assert put_back(project, moved.id) == ()
    assert article(project) == text


def test_the_place_of_a_chart_is_found_in_an_article_that_was_changed(tmp_path: Path) -> None:
    project = two_charts(tmp_path)
    moved = remove_chart(project, "tea", "fees")
    changed = article(project).replace("tea.\n\nLast", "tea.\nAnd more.\n\nLast")
    (project.content / "tea/article.md").write_text(changed, "utf-8")
    assert put_back(project, moved.id) == ()
    assert "And more.\n\n[chart fees]\n\nLast of all" in article(project)

    moved = remove_chart(project, "tea", "fees")
    changed = article(project).replace("And more.", "And less.")
    (project.content / "tea/article.md").write_text(changed, "utf-8")
    assert put_back(project, moved.id) == ()
    assert "And less.\n\n[chart fees]\n\nLast of all" in article(project)


def test_a_chart_whose_place_is_gone_stands_at_the_end_and_that_is_said(tmp_path: Path) -> None:
    project = two_charts(tmp_path)
    moved = remove_chart(project, "tea", "fees")
    (project.content / "tea/article.md").write_text(f"{ARTICLE.rstrip()}\n\n[chart]\n", "utf-8")
    (said,) = put_back(project, moved.id)
    assert "at the end of the article" in str(said)
    assert article(project).endswith("[chart]\n\n[chart fees]\n")


def test_a_chart_that_is_all_there_is_stays(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.content / "tea/article.md").unlink()

    with pytest.raises(CallError, match="all that there is"):
        remove_chart(project, "tea", "")


def test_places_stand_above_the_comment_that_ends_an_article() -> None:
    text = with_places(ARTICLE + COMMENT, ["fees"], ["hours"])

    assert text == f"{ARTICLE.rstrip()}\n\n[chart fees]\n\n[chart hours]\n{COMMENT}"
    assert without_place(text, "fees", is_only=False).count("[chart") == 1


def test_the_mark_of_the_only_chart_gets_its_name_when_there_are_two() -> None:
    assert with_places("One.\n\n[chart]\n", ["fees"], [""]) == "One.\n\n[chart fees]\n\n[chart]\n"


def test_without_its_place_every_other_line_of_an_article_stays() -> None:
    text = "One.\n\n\n[Chart  fees]\n\nTwo.\n\n\n\nThree.\n"

    assert without_place(text, "fees", is_only=False) == "One.\n\nTwo.\n\n\n\nThree.\n"
    assert without_place("One.\n\n[chart]\n", "fees", is_only=True) == "One.\n"
    assert without_place("One.\n\n[chart]\n", "fees", is_only=False) == "One.\n\n[chart]\n"


def test_rows_that_are_left_out_of_worksheets_stay_so_where_they_move(tmp_path: Path) -> None:
    project = small_project(tmp_path, worksheets="leave_out:\n  rows: [2]\n")
    version = read_file(project, "tea/chart.yaml").version
    turned = CHART.replace("Speed", "x").replace("Taste", "Speed").replace("x", "Taste")

    saved = save_chart(project, "tea", "", (turned, version, [1, 0]))

    assert isinstance(saved, Saved)
    assert "rows: [1]" in (project.content / "tea/worksheets.yaml").read_text("utf-8")
