"""Files opened and saved to the letter: conflicts, history, names that lead elsewhere."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.errors import CallError, ContentError
from handouts.importers.three_way import merged_lines
from handouts.project.layout import Project
from handouts.records import history
from handouts.workflows.edit_files import (
    NEW,
    Conflict,
    ListedFile,
    Saved,
    bring_back,
    compare,
    files_of,
    read_file,
    save_bytes,
    save_file,
    state_content,
    states,
)
from tests.conftest import snapshot
from tests.small_project import ARTICLE, small_project

NAME = "tea/article.md"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def put(project: Project, content: bytes, name: str = NAME) -> None:
    (project.content / name).write_bytes(content)


def held(project: Project, name: str = NAME) -> bytes:
    return (project.content / name).read_bytes()


def kept(project: Project, name: str = NAME) -> list[bytes]:
    return [state_content(project, name, state.sha256) for state in states(project, name)]


def test_a_saved_text_is_in_the_file_and_all_its_states_in_the_history(tea: Project) -> None:
    opened = read_file(tea, NAME)
    assert opened.text == ARTICLE
    first = save_file(tea, NAME, ARTICLE + "More.\n", opened.version)
    assert isinstance(first, Saved)
    assert first.history is None
    second = save_file(tea, NAME, ARTICLE, first.version)
    assert isinstance(second, Saved)
    assert second.version == opened.version
    assert kept(tea) == [ARTICLE.encode(), f"{ARTICLE}More.\n".encode(), ARTICLE.encode()]


def test_a_text_without_changes_is_not_written(tea: Project) -> None:
    opened = read_file(tea, NAME)
    before = (tea.content / NAME).stat()
    assert save_file(tea, NAME, opened.text, opened.version) == Saved(opened.version)
    assert (tea.content / NAME).stat().st_ino == before.st_ino
    assert len(states(tea, NAME)) == 1


_LINES = st.lists(st.sampled_from(["one", "two", "", "é", "three # x"]), max_size=8)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    _LINES, st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=8, max_size=8), st.booleans()
)
def test_what_is_opened_and_saved_again_is_the_same_to_the_letter(
    tea: Project, lines: list[str], ends: list[str], marked: bool
) -> None:
    text = "".join(line + end for line, end in zip(lines, ends, strict=False))
    content = b"\xef\xbb\xbf" * marked + text.encode()
    put(tea, content)
    opened = read_file(tea, NAME)
    assert "\r" not in opened.text
    save_file(tea, NAME, opened.text, opened.version)
    assert held(tea) == content


def test_new_lines_have_the_ends_of_the_file_and_untouched_ones_keep_theirs(tea: Project) -> None:
    put(tea, b"\xef\xbb\xbfone\r\ntwo\r\n")
    opened = read_file(tea, NAME)
    save_file(tea, NAME, "one\r\nand\r\ntwo\r\n", opened.version)
    assert held(tea) == b"\xef\xbb\xbfone\r\nand\r\ntwo\r\n"
    put(tea, b"one\r\ntwo\nthree\r")
    opened = read_file(tea, NAME)
    save_file(tea, NAME, "one\ntwo\nand\nthree\n", opened.version)
    assert held(tea) == b"one\r\ntwo\nand\nthree\r"


def test_a_file_that_was_changed_elsewhere_is_not_overwritten(tea: Project) -> None:
    put(tea, b"one\ntwo\nthree\nfour\n")
    opened = read_file(tea, NAME)
    put(tea, b"ONE\ntwo\nthree\nfour\n")
    conflict = save_file(tea, NAME, "one\ntwo\nthree\nFOUR\n", opened.version)
    assert isinstance(conflict, Conflict)
    assert held(tea) == b"ONE\ntwo\nthree\nfour\n"
    assert conflict.theirs == "ONE\ntwo\nthree\nfour\n"
    assert conflict.base == "one\ntwo\nthree\nfour\n"
    assert conflict.merged == "ONE\ntwo\nthree\nFOUR\n"
    assert isinstance(save_file(tea, NAME, conflict.merged, conflict.version), Saved)
    assert held(tea) == b"ONE\ntwo\nthree\nFOUR\n"


def test_changes_that_touch_are_not_merged() -> None:
    assert merged_lines("a\nb\nc", "A\nb\nc", "a\nb\nC") == "A\nb\nC"
    assert merged_lines("a\nb\nc", "A\nb\nc", "a\nB\nc") is None
    assert merged_lines("a\nb\nc", "a\nx\nb\nc", "a\ny\nb\nc") is None
    assert merged_lines("a\nb\nc", "A\nb\nc", "A\nb\nc") == "A\nb\nc"
    assert merged_lines("a\nb\nc", "b\nc", "a\nb\nC") == "b\nC"


@settings(max_examples=200, deadline=None)
@given(_LINES, _LINES, st.booleans())
def test_one_change_alone_is_always_merged_whole(
    base: list[str], changed: list[str], is_ours: bool
) -> None:
    old, new = "\n".join(base), "\n".join(changed)
    assert merged_lines(old, new if is_ours else old, old if is_ours else new) == new


def test_a_deleted_and_a_new_file_are_conflicts_too(tea: Project) -> None:
    opened = read_file(tea, NAME)
    (tea.content / NAME).unlink()
    conflict = save_file(tea, NAME, "mine\n", opened.version)
    assert conflict == Conflict("", ARTICLE, NEW, None)
    assert isinstance(save_file(tea, NAME, "mine\n", NEW), Saved)
    again = save_file(tea, NAME, "other\n", NEW)
    assert isinstance(again, Conflict)
    assert (again.theirs, again.base) == ("mine\n", None)
    with pytest.raises(CallError, match="was changed elsewhere"):
        save_bytes(tea, NAME, b"x", opened.version)
    assert held(tea) == b"mine\n"


def test_a_state_is_brought_back_and_what_it_replaces_is_kept(tea: Project) -> None:
    opened = read_file(tea, NAME)
    save_file(tea, NAME, "second\n", opened.version)
    put(tea, b"by another program\n")
    bring_back(tea, NAME, opened.version)
    assert held(tea) == ARTICLE.encode()
    assert kept(tea)[:2] == [ARTICLE.encode(), b"by another program\n"]
    (tea.content / NAME).unlink()
    bring_back(tea, NAME, opened.version)
    assert held(tea) == ARTICLE.encode()
    with pytest.raises(CallError, match="no such earlier state"):
        bring_back(tea, NAME, "0" * 64)
    with pytest.raises(CallError, match="no such earlier state"):
        bring_back(tea, "tea/other.md", opened.version)


def test_states_are_compared_by_lines() -> None:
    assert compare("a\nb\nc\n", "a\nB\nc\n") == ("@@ -1,4 +1,4 @@", " a", "-b", "+B", " c", " ")
    assert compare("a", "a") == ()


def test_where_the_history_cannot_be_kept_the_file_is_saved_and_that_is_reported(
    tea: Project,
) -> None:
    (tea.records / history.NAME).mkdir(parents=True)  # as good as a full disk, for anybody
    opened = read_file(tea, NAME)
    saved = save_file(tea, NAME, "new\n", opened.version)
    assert held(tea) == b"new\n"
    assert isinstance(saved, Saved)
    assert "content/tea/article.md was saved, but its history was not" in str(saved.history)
    put(tea, b"theirs\n")
    conflict = save_file(tea, NAME, "mine\n", saved.version)
    assert conflict == Conflict("theirs\n", None, read_file(tea, NAME).version, None)


@pytest.mark.parametrize(
    "name",
    ["../x", "tea/../../x", "/etc/passwd", "tea//x", "tea/./x", "", "tea\\x", "tea/con.md",
     "tea/.schemas", ".schemas/x", "C:/x", "tea/x\0", "tea/a:b", "tea/x ", "tea/"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tea: Project, name: str) -> None:
    before = snapshot(tea.root)
    for use in (
        lambda: read_file(tea, name),
        lambda: save_file(tea, name, "x", NEW),
        lambda: save_bytes(tea, name, b"x", NEW),
        lambda: states(tea, name),
        lambda: bring_back(tea, name, "0"),
    ):
        with pytest.raises(CallError, match="is not the name of a file"):
            use()
    assert snapshot(tea.root) == before


def test_links_are_refused(tea: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.md").write_bytes(b"secret")
    (tea.content / "out").symlink_to(outside)
    (tea.content / "tea/link.md").symlink_to(outside / "x.md")
    for name in ("out/x.md", "tea/link.md"):
        with pytest.raises(CallError, match="link"):
            read_file(tea, name)
        with pytest.raises(CallError, match="link"):
            save_file(tea, name, "x", NEW)
    assert (outside / "x.md").read_bytes() == b"secret"


def test_what_is_no_text_is_reported_and_not_opened(tea: Project) -> None:
    put(tea, "Käse\n".encode("cp1252"))
    with pytest.raises(ContentError, match="not text with the encoding UTF-8"):
        read_file(tea, NAME)
    with pytest.raises(ContentError, match="no such file"):
        read_file(tea, "tea/other.md")
    with pytest.raises(CallError, match="half of a character"):
        save_file(tea, "tea/new.md", "a\ud800", NEW)
    assert not (tea.content / "tea/new.md").exists()


def test_the_files_of_a_training_are_listed_without_what_programs_keep(tea: Project) -> None:
    session = tea.content / "tea/sessions/may"
    session.mkdir(parents=True)
    for name in ("roster.csv", ".hidden", "~$roster.xlsx"):
        (session / name).write_bytes(b"Name\n")
    names = [file.name for file in files_of(tea, "tea")]
    assert names == [
        "tea/article.md", "tea/chart.yaml", "tea/sessions/may/roster.csv", "tea/training.yaml",
    ]  # fmt: skip
    assert ListedFile("tea/sessions/may/roster.csv", 5) in files_of(tea, "tea")
    with pytest.raises(CallError):
        files_of(tea, "coffee")


def test_lists_of_people_are_for_their_owner_alone(tea: Project) -> None:
    name = "tea/sessions/may/roster.csv"
    save_bytes(tea, name, b"Name\nBo Lind\n", NEW)
    path = tea.content / name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    save_file(tea, name, "Name\nAda Poe\n", read_file(tea, name).version)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_leaves_the_file_as_it_is(tea: Project) -> None:
    opened = read_file(tea, NAME)
    (tea.content / "tea").chmod(0o500)
    try:
        with pytest.raises(Exception, match="cannot be written"):
            save_file(tea, NAME, "x", opened.version)
    finally:
        (tea.content / "tea").chmod(0o700)
    assert held(tea) == ARTICLE.encode()
