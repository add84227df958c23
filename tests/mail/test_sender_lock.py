"""The lock that keeps senders apart."""

from pathlib import Path

import pytest

from handouts.errors import WorldError
from handouts.mail.sender_lock import NAME, sender_lock
from handouts.project.layout import Project
from handouts.project.lock import BusyError


def test_one_sender_at_a_time_and_the_next_one_after_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with sender_lock(project), pytest.raises(BusyError), sender_lock(project, wait=0):
        pytest.fail("there were two")
    with sender_lock(project, wait=0):
        assert [path.name for path in project.records.glob("*.sqlite3")] == [NAME]


def test_what_goes_wrong_while_it_is_held_goes_on_and_lets_go_of_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with pytest.raises(WorldError, match="the disk is full"), sender_lock(project):
        raise WorldError("the disk is full")
    with sender_lock(project, wait=0):
        pass


def test_a_lock_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    project = Project((tmp_path / "project").resolve())
    project.records.mkdir(parents=True)
    (project.records / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorldError, match="is a link"), sender_lock(project, wait=0):
        pytest.fail("it was followed")
    assert not (tmp_path / "elsewhere").exists()
