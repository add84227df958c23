"""The forms of an evaluation, and whether one is mailed."""

from pathlib import Path

import pytest

from tests.conftest import PATIENCE
from tests.studio.conftest import Running

pytestmark = pytest.mark.long
HERE = "/training/two-models/session/example/evaluation"


def test_the_forms_are_made_for_paper_and_for_a_screen(running: Running, home: Path) -> None:
    file = home / "content/two-models/sessions/example/session.yaml"
    with running.client(follow_redirects=True) as client:
        before = client.get(HERE).text
        client.post(f"{HERE}/make")
        work = running.studio.works.at(HERE)
        assert work is not None
        assert work.wait(PATIENCE)
        made = client.get(HERE).text
        with file.open("a", encoding="utf-8") as session:
            session.write("\nmail: {after: {documents: [evaluation]}}\n")
        mailed = client.get(HERE).text
        for name in ("evaluation", "evaluation-email", "evaluation-large-print"):
            shown = client.get(f"/file/two-models/sessions/example/{name}.pdf")
            assert shown.headers["content-type"] == "application/pdf"
    assert before.count("Not made yet") == 3
    assert "Not made yet" not in made
    assert "is not attached" in made
    assert "is attached" in mailed
