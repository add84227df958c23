"""A backup, and bringing it back: beside the project, and where there is none."""

from pathlib import Path

import pytest

from tests.studio.conftest import Running

SECRET = "kettle harbour seven lantern"  # noqa: S105 - of this test


def backup(running: Running, passphrase: str = SECRET, again: str = SECRET) -> bytes:
    with running.client() as client:
        answer = client.post("/settings/backup", data={"passphrase": passphrase, "again": again})
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert ".age" in answer.headers["content-disposition"]
        return answer.content


def bring_back(running: Running, content: bytes, folder: Path, passphrase: str = SECRET) -> str:
    with running.client() as client:
        answer = client.post(
            "/restore",
            data={"passphrase": passphrase, "folder": str(folder)},
            files={"backup": ("../x.age", content)},
        )
        return answer.text


@pytest.mark.long
def test_a_backup_is_brought_back_into_another_folder(
    home: Path, running: Running, tmp_path: Path
) -> None:
    content = backup(running)
    assert b"Harbour Street" not in content

    wrong = bring_back(running, content, tmp_path / "other", "another passphrase")
    assert "does not open this backup" in wrong
    assert not (tmp_path / "other").exists()

    assert "were brought back" in bring_back(running, content, tmp_path / "other")
    there = {path.relative_to(tmp_path / "other") for path in (tmp_path / "other").rglob("*.md")}
    assert there == {path.relative_to(home) for path in home.rglob("*.md")}
    assert 'role="alert"' in bring_back(running, content, tmp_path / "other")


def test_passphrases_that_differ_or_are_short_make_no_backup(running: Running) -> None:
    with running.client() as client:
        differ = client.post("/settings/backup", data={"passphrase": SECRET, "again": "else"})
        short = client.post("/settings/backup", data={"passphrase": "kettle", "again": "kettle"})

    assert differ.status_code == short.status_code == 422
    assert "not the same" in differ.text
    assert "too short" in short.text


def test_what_is_no_backup_is_refused(running: Running, tmp_path: Path) -> None:
    assert "no backup of handouts" in bring_back(running, b"PK\3\4", tmp_path / "x")
    assert not (tmp_path / "x").exists()


@pytest.mark.long
def test_an_empty_folder_begins_with_a_backup(
    running: Running, running_nowhere: Running, tmp_path: Path
) -> None:
    content = backup(running)
    with running_nowhere.client() as client:
        assert 'href="/restore"' in client.get("/start").text
        assert "Bring back a backup" in client.get("/restore").text
    bring_back(running_nowhere, content, tmp_path / "brought")

    with running_nowhere.client() as client:
        assert "Two Models" in client.get("/").text
