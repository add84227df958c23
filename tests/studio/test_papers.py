"""The papers of the day: found by their templates, made, opened, printed."""

import re
from pathlib import Path

import pytest

from handouts.studio.routes.papers import papers
from handouts.workflows.built_files import BuiltFiles
from tests.conftest import PATIENCE
from tests.studio.conftest import Running

HERE = "/training/two-models/session/example/papers"
TEMPLATE = """\
{#
title: Room plan
audience: facilitator
stock: card
needs: chalk
order: 999
editions:
  print: {plain: 0}
#}
{% extends "base.html" %}
{% block content %}<main><h1>Room plan</h1><p>{{ session.place }}</p></main>{% endblock %}
"""


def test_every_paper_is_found_also_one_of_the_trainers_own(running: Running, home: Path) -> None:
    (home / "templates/sessions").mkdir(parents=True)
    (home / "templates/sessions/room-plan.html").write_text(TEMPLATE, "utf-8")
    with running.client() as client:
        shown = client.get(HERE).text
    titles = re.findall(r"<h3>(.+?)</h3>", shown)
    assert titles == ["Sign-in sheet", "Name badges", "Tent cards", "Evaluation", "Room plan"]
    assert shown.count("Not made yet") == 5
    assert "Needs card instead of paper, chalk" in shown
    project = running.studio.project
    assert project is not None
    assert [one.file for one in papers(project, BuiltFiles(()))] == [None] * 5


@pytest.mark.long
def test_one_paper_is_made_shown_and_changes_with_the_list(running: Running, home: Path) -> None:
    with running.client() as client:
        begun = client.post(f"{HERE}/make", data={"document": "sign-in-sheet"})
        assert begun.headers["location"] == HERE
        work = running.studio.works.at(HERE)
        assert work is not None
        assert work.wait(PATIENCE)
        assert "1 file made" in client.get(HERE).text

        compared = client.get(f"{HERE}/compared").text
        assert compared.count("Current") == 1
        path = re.findall(r'data-print="(/file/[^"]+)"', compared)
        assert len(path) == 1
        assert client.get(path[0]).content.startswith(b"%PDF")
        assert client.get(path[0].replace("/file/", "/picture/")).content.startswith(b"\x89PNG")

        roster = home / "content/two-models/sessions/example/roster.csv"
        roster.write_text("Name\n<b>Bo Lind\n", "utf-8")
        assert "Changed since" in client.get(f"{HERE}/compared").text

        roster.write_text("Name,Email\nBo Lind,bo@\n", "utf-8")
        assert "To be put right" in client.get(f"{HERE}/compared").text
