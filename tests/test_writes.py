"""One module changes the disk, and it changes nothing but what it is told to."""

import ast
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import handouts
from handouts.errors import WorldError
from handouts.project import atomic_files
from handouts.project.lock import exclusive_lock
from tests.conftest import snapshot

PACKAGE = Path(handouts.__file__).parent
CHANGES = frozenset({
    "chmod", "copyfile", "copytree", "fdopen", "hardlink_to", "makedirs", "mkdir", "mkdtemp",
    "mkstemp", "NamedTemporaryFile", "rename", "rmdir", "rmtree", "symlink_to",
    "TemporaryDirectory", "TemporaryFile", "touch", "unlink", "write_bytes", "write_text",
})  # fmt: skip
"""Functions and methods that change the disk, whatever they are called on."""
OF_MODULES = frozenset({"copy", "copy2", "link", "move", "remove", "symlink", "truncate"})
"""Those that do so as functions of `os` and `shutil`; other things have methods of these names.

One more is `replace` of a path, which takes one argument; that of a text takes two.
"""
MODES = frozenset({"w", "wb", "x", "xb", "a", "ab", "r+", "r+b", "w+", "w+b"})


def changing(tree: ast.AST) -> Iterator[str]:
    """What in a module changes the disk by itself."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        owner = getattr(getattr(call.func, "value", None), "id", "")
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        words = {value.value for value in values if isinstance(value, ast.Constant)}
        flags = any("O_" in ast.dump(value) for value in values)
        is_null = "devnull" in ast.dump(call)
        if (
            name in CHANGES
            or (name in OF_MODULES and owner in {"os", "shutil"})
            or (name == "replace" and len(call.args) == 1 and not call.keywords)
            or (name == "open" and not is_null and (words & MODES or flags))
        ):
            yield name


@pytest.mark.long
def test_no_other_module_changes_the_disk() -> None:
    found = {
        str(path.relative_to(PACKAGE)): sorted(set(changing(ast.parse(path.read_text("utf-8")))))
        for path in PACKAGE.rglob("*.py")
    }
    assert set(found.pop("project/atomic_files.py")) >= {
        "mkdir",
        "mkstemp",
        "open",
        "rename",
        "rmtree",
        "unlink",
    }
    assert {module: calls for module, calls in found.items() if calls} == {}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project's folder, with somebody's own file beside it."""
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_a_path_that_is_not_in_the_project_is_refused(home: Path) -> None:
    for path in (home.parent / "x", home / ".." / "x", home / "a" / ".." / "x", home, Path("x")):
        with pytest.raises(WorldError) as raised:
            atomic_files.write_whole(path, b"new", inside=home)
        assert str(raised.value) == f"{path} is no place in {home}. Give the file another name."
    with pytest.raises(WorldError, match="is no place in"):
        atomic_files.write_whole(home / "a\0b", b"new", inside=home)
    assert snapshot(home.parent) == {"mine": b"mine"}


def test_a_folder_that_is_a_link_is_refused_whatever_is_to_be_done(home: Path) -> None:
    (home / "real").mkdir()
    outside = home.parent / "outside"
    outside.mkdir()
    (outside / ".x.1.part").write_bytes(b"")
    os.utime(outside / ".x.1.part", (0, 0))
    (home / "out").symlink_to(outside)
    (home / "in").symlink_to(home / "real")
    (home / "circle").symlink_to(home / "circle")
    (home / "nowhere").symlink_to(home.parent / "nowhere")
    before = snapshot(home.parent)
    told = {
        "out": f"{home}/out leads out of the project, to {outside}. Delete the link.",
        "in": f"{home}/in leads elsewhere in the project, to {home}/real. Delete the link.",
        "nowhere": f"{home}/nowhere leads out of the project, to {home.parent}/nowhere. "
        "Delete the link.",
    }
    for link in ("out", "in", "nowhere", "circle"):
        for folder in (home / link, home / link / "deep"):
            for act in (
                lambda file: atomic_files.write_whole(file, b"new", inside=home),
                lambda file: atomic_files.write_new(file, b"new", inside=home, private=True),
                lambda file: atomic_files.remove(file, inside=home),
                lambda file: atomic_files.private_folder(file.parent, inside=home),
                lambda file: atomic_files.private_file(file, inside=home),
                lambda file: atomic_files.remove_stale_temp_files(file.parent, inside=home),
                lambda file: exclusive_lock(file, inside=home, busy="").__enter__(),
            ):
                with pytest.raises(WorldError) as raised:
                    act(folder / "x")
                if link in told:
                    assert str(raised.value) == told[link]
        atomic_files.remove_folder(home / link, inside=home)
    assert snapshot(home.parent) == before


def test_two_that_write_one_file_at_once_both_write_it_whole(home: Path) -> None:
    path = home / "x"
    with atomic_files.atomic_write(path, inside=home) as first:
        first.write(b"first, ")
        with atomic_files.atomic_write(path, inside=home) as second:
            second.write(b"second")
        assert path.read_bytes() == b"second"
        first.write(b"and whole")
    assert snapshot(home) == {"x": b"first, and whole"}


def test_a_lock_that_is_a_link_is_not_followed(home: Path) -> None:
    (home / "lock").symlink_to(home.parent / "mine")
    with exclusive_lock(home / "lock", inside=home, busy="busy"):
        pass
    assert (home.parent / "mine").read_bytes() == b"mine"


def test_what_is_there_is_never_replaced_by_a_new_file(home: Path) -> None:
    assert atomic_files.write_new(home / "x", b"first", inside=home)
    assert not atomic_files.write_new(home / "x", b"second", inside=home)
    (home / "y").symlink_to(home.parent / "nothing")
    assert not atomic_files.write_new(home / "y", b"second", inside=home)
    assert snapshot(home) == {"x": b"first"}
    assert [file.name for file in home.iterdir() if "part" in file.name] == []


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_private_files_are_for_the_owner_alone_under_every_umask(home: Path, umask: int) -> None:
    (home / "open").mkdir(mode=0o777)
    (home / "open").chmod(0o777)
    (home / "open" / "old").write_bytes(b"")
    (home / "open" / "old").chmod(0o666)
    before = os.umask(umask)
    try:
        atomic_files.write_whole(home / "made" / "x", b"new", inside=home, private=True)
        atomic_files.write_new(home / "made" / "y", b"new", inside=home, private=True)
        atomic_files.private_file(home / "open" / "z", inside=home)
        atomic_files.write_whole(home / "public" / "x", b"new", inside=home)
    finally:
        os.umask(before)
    modes = {str(f.relative_to(home)): stat.S_IMODE(f.stat().st_mode) for f in home.rglob("*")}
    assert modes == {
        "made": 0o700, "made/x": 0o600, "made/y": 0o600,
        "open": 0o700, "open/old": 0o600, "open/z": 0o600,
        "public": 0o777 & ~umask, "public/x": 0o666 & ~umask,
    }  # fmt: skip


def test_one_run_at_a_time_has_the_lock_and_a_killed_one_has_it_no_longer(home: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from handouts.project.lock import exclusive_lock\n"
        "home = Path(sys.argv[1])\n"
        "with exclusive_lock(home / 'lock', inside=home, busy='busy'):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    lock = home / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PACKAGE.parent,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        waiting = exclusive_lock(lock, inside=home, busy="Another run has it.", wait=0)
        with pytest.raises(WorldError, match=r"^Another run has it\.$"):
            waiting.__enter__()
        holder.kill()
    with exclusive_lock(lock, inside=home, busy="busy", wait=0):
        pass


def test_a_lock_that_is_no_lock_is_told(home: Path) -> None:
    (home / "lock").write_bytes(b"Something else, and longer than a hundred letters. " * 9)
    with pytest.raises(WorldError) as raised:
        exclusive_lock(home / "lock", inside=home, busy="busy").__enter__()
    assert str(raised.value) == (
        f"{home / 'lock'}, which keeps runs apart, cannot be used: file is not a database. Make "
        "room on the disk, fix the folder's permissions, or delete the file while nothing is "
        "running."
    )
