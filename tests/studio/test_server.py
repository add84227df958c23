"""Starting and ending the studio: one for each project, and its end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.errors import CallError, WorldError
from handouts.studio import server
from tests.conftest import PATIENCE
from tests.studio.conftest import Running, run


def test_a_second_studio_opens_a_window_of_the_first_and_ends(
    running: Running, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(running.studio, "open_window", lambda: opened.append("window"))

    with pytest.raises(CallError, match="is open already"):
        server.serve(server.ServeOptions(home, opens_browser=False))

    assert opened == ["window"]


def test_what_only_typesets_or_imports_is_not_loaded_at_the_start() -> None:
    code = (
        "import sys; import handouts.studio.server\n"
        "print([name for name in ('weasyprint', 'handouts.importers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_where_it_is_can_be_read_by_its_owner_alone(running: Running, home: Path) -> None:
    place = home / "records/studio.json"

    assert json.loads(place.read_text("utf-8"))["port"] == running.studio.admission.port
    assert place.stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_reported(running: Running, tmp_path: Path) -> None:
    options = server.ServeOptions(tmp_path, running.studio.admission.port, opens_browser=False)

    with pytest.raises(WorldError, match="is taken by another program"):
        server.serve(options)


def test_the_button_ends_it_and_lets_go_of_the_project(home: Path) -> None:
    for running in run(home):
        with running.client() as client:
            assert "Everything is saved" in client.post("/close").text

    for again in run(home):  # which waits until the first has ended
        with again.client() as client:
            assert client.get("/").status_code == 200


@pytest.mark.long
def test_the_command_prints_where_it_is_and_ends_on_ctrl_c(home: Path) -> None:
    command = [sys.executable, "-m", "handouts", "studio", "--no-browser", "--folder", str(home)]
    if not (server.BUNDLE / "studio.js").is_file():
        pytest.skip("the bundle is not here: see make test-studio")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as studio:
        assert studio.stderr is not None
        said = studio.stderr.readline()
        studio.terminate()
        assert studio.wait(PATIENCE) == 0

    assert "The studio is at http://127.0.0.1:" in said
    assert not (home / "records/studio.json").exists()
