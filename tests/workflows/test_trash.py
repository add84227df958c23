"""What is moved to the trash can be brought back, and nothing that is in use goes there."""

import datetime
import json
import stat
from contextlib import closing
from pathlib import Path

import pytest

from handouts.certificates.ledger import Ledger
from handouts.errors import CallError, WorldError
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.sender_lock import sender_lock
from handouts.project.layout import Project
from handouts.project.lock import BusyError
from handouts.workflows.edit_files import bring_back, states
from handouts.workflows.trash import empty_trash, move_to_trash, restore_from_trash, trash
from tests.conftest import snapshot
from tests.small_project import ARTICLE, small_project

MOMENT = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text("place: Kell\n", "utf-8")
    (folder / "roster.csv").write_text("Name\nBo Lind\n", "utf-8")
    return project


@pytest.mark.parametrize(
    ("name", "what", "place"),
    [
        ("tea", "training", "content/tea"),
        ("tea/may", "session", "content/tea/sessions/may"),
        ("tea/chart.yaml", "file", "content/tea/chart.yaml"),
        ("tea/sessions/may/roster.csv", "file", "content/tea/sessions/may/roster.csv"),
    ],
)
def test_what_is_moved_is_gone_from_its_place_and_comes_back_whole(
    tea: Project, name: str, what: str, place: str
) -> None:
    before = snapshot(tea.content)
    item = move_to_trash(tea, name, clock=lambda: MOMENT)
    assert (item.what, item.place, item.moved) == (what, place, MOMENT)
    assert not (tea.root / place).exists()
    assert trash(tea) == (item,)
    assert restore_from_trash(tea, item.id) == item
    assert snapshot(tea.content) == before
    assert trash(tea) == ()


def test_the_trash_is_the_owners_alone_and_no_part_of_a_repository(tea: Project) -> None:
    move_to_trash(tea, "tea/may")
    assert stat.S_IMODE((tea.root / ".trash").stat().st_mode) == 0o700
    assert (tea.root / ".trash/.gitignore").read_bytes() == b"*\n"


def test_the_trash_is_emptied_as_a_whole_or_in_part_the_last_being_the_first(tea: Project) -> None:
    first = move_to_trash(tea, "tea/chart.yaml", clock=lambda: MOMENT)
    last = move_to_trash(tea, "tea", clock=lambda: MOMENT + datetime.timedelta(hours=1))
    assert trash(tea) == (last, first)
    assert empty_trash(tea, [first.id]) == 1
    assert trash(tea) == (last,)
    assert empty_trash(tea) == 1
    assert snapshot(tea.root / ".trash") == {".gitignore": b"*\n"}
    assert empty_trash(tea) == 0
    with pytest.raises(CallError, match="no longer in the trash"):
        restore_from_trash(tea, last.id)
    with pytest.raises(CallError, match="no longer in the trash"):
        empty_trash(tea, ["../content"])


def test_what_has_the_place_now_is_never_overwritten(tea: Project) -> None:
    item = move_to_trash(tea, "tea/article.md")
    (tea.content / "tea/article.md").write_text("new", "utf-8")
    with pytest.raises(CallError, match="something else has its name"):
        restore_from_trash(tea, item.id)
    training = move_to_trash(tea, "tea")
    with pytest.raises(CallError, match="Bring the training back first"):
        restore_from_trash(tea, item.id)
    restore_from_trash(tea, training.id)
    assert (tea.content / "tea/article.md").read_text("utf-8") == "new"


def test_a_file_in_the_trash_has_its_history(tea: Project) -> None:
    move_to_trash(tea, "tea/article.md")
    empty_trash(tea)
    (state,) = states(tea, "tea/article.md")
    bring_back(tea, "tea/article.md", state.sha256)
    assert (tea.content / "tea/article.md").read_text("utf-8") == ARTICLE


@pytest.mark.parametrize(
    "name", ["coffee", "tea/june", "tea/none.md", "tea/sessions", "tea/sessions/may"]
)
def test_what_is_not_there_is_not_moved(tea: Project, name: str) -> None:
    with pytest.raises(CallError, match="that could be moved"):
        move_to_trash(tea, name)


@pytest.mark.parametrize("name", ["../tea", "", "tea/../tea", ".trash"])
def test_names_that_lead_elsewhere_are_refused(tea: Project, name: str) -> None:
    with pytest.raises(CallError, match="not the name"):
        move_to_trash(tea, name)


def issued(project: Project, session: str) -> None:
    """One certificate in the ledger, as far as the trash looks at it."""
    with Ledger(project.records) as ledger, ledger.change() as connection:
        connection.execute("INSERT INTO stocks (sha256, occasion, content) VALUES ('s', '', x'')")
        connection.execute(
            "INSERT INTO certificates (number, session, person, email, sorted_by, award, stock, "
            "personal, title, link, file, sha256, issued) "
            "VALUES ('1', ?, 'p', '', '', '', 's', x'', '', '', '', '', '')",
            (session,),
        )


def test_a_session_with_certificates_goes_only_where_that_is_wanted(tea: Project) -> None:
    issued(tea, "tea/may")
    before = snapshot(tea.content)
    for name in ("tea/may", "tea"):
        with pytest.raises(CallError, match="1 certificate was issued for tea/may"):
            move_to_trash(tea, name)
    assert snapshot(tea.content) == before
    move_to_trash(tea, "tea/may", with_certificates=True)
    assert not (tea.content / "tea/sessions/may").exists()


def test_certificates_of_other_sessions_do_not_matter(tea: Project) -> None:
    issued(tea, "tea/june")
    assert move_to_trash(tea, "tea/may").what == "session"


def test_a_session_with_mail_under_way_is_never_moved(tea: Project) -> None:
    mailed = Mailed("p", "Bo Lind", "bo@example.org", "v", "<1@x>", "queued")
    with Ledger(tea.records) as ledger:
        log = DeliveryLog(ledger, "tea/may", "before")
        log.queue([mailed])
    with pytest.raises(CallError, match="1 message to participants of tea/may may still be"):
        move_to_trash(tea, "tea", with_certificates=True)
    with Ledger(tea.records) as ledger:
        DeliveryLog(ledger, "tea/may", "before").set((mailed, "accepted", ""))
    assert move_to_trash(tea, "tea").what == "training"


@pytest.mark.long
def test_nothing_is_moved_while_mail_is_sent(tea: Project) -> None:
    with closing(Ledger(tea.records)):
        pass
    with sender_lock(tea), pytest.raises(BusyError):
        move_to_trash(tea, "tea")
    assert (tea.content / "tea").is_dir()


def test_what_a_killed_run_left_or_somebody_wrote_there_is_not_brought_back(tea: Project) -> None:
    item = move_to_trash(tea, "tea/may")
    (tea.root / ".trash" / "20260101-000000-half").mkdir()
    assert trash(tea) == (item,)
    place = tea.root / ".trash" / item.id / "place.json"
    place.write_text(json.dumps({**json.loads(place.read_bytes()), "place": "../may"}), "utf-8")
    with pytest.raises(CallError, match="not the name"):
        restore_from_trash(tea, item.id)


def test_a_trash_that_leads_elsewhere_is_refused(
    tea: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (tea.root / ".trash").symlink_to(tmp_path_factory.mktemp("outside"))
    with pytest.raises(WorldError, match="leads out of the project"):
        move_to_trash(tea, "tea")
    assert (tea.content / "tea").is_dir()
