"""Values changed in YAML: what is not changed stays to the letter."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content.yaml_edit import (
    Changes,
    NotEditableError,
    read_values,
    with_values,
)
from handouts.content.yaml_values import plain, with_value

TEXT = """\
# yaml-language-server: $schema=x
code: "TEA"   # the code

title: 'Two Ways: of tea'
# about the date
date: 2026-03-01
presenters:
  - name: 'Bo'   # him
    credentials: PhD
  # her
  - name: Ada
objectives:
- one
# a note
- "two" # why
- three
mail:
  before: {subject: x, documents: [a, b]}
address: |  # where
  Street
  Town

# end
"""
KEYS = {
    (): ("code", "title", "short_title", "date", "place", "presenters", "objectives", "address"),
    ("presenters", 0): ("name", "credentials"),
}


def changed(changes: Changes, text: str = TEXT) -> str:
    return with_values(text, changes, KEYS)


@pytest.mark.parametrize(
    ("location", "value", "old", "new"),
    [
        (("code",), "POT", '"TEA"   # the code', '"POT"   # the code'),
        (("title",), "Bo's", "'Two Ways: of tea'", "'Bo''s'"),
        (("date",), datetime.date(2026, 4, 1), "2026-03-01", "2026-04-01"),
        (("short_title",), "x # y", "# about", "short_title: 'x # y'\n# about"),
        (("place",), "Kell: 2", "presenters:", "place: 'Kell: 2'\npresenters:"),
        (("presenters", 0, "name"), "Zoë", "'Bo'   # him", "'Zoë'   # him"),
        (("presenters", 0, "credentials"), None, "\n    credentials: PhD", ""),
        (("presenters", 1, "credentials"), "MA", "- name: Ada", "- name: Ada\n    credentials: MA"),
        (("presenters", 2, "name"), "Cy", "- name: Ada", "- name: Ada\n  - name: Cy"),
        (("presenters", 1), None, "  - name: Ada\n", ""),
        (("objectives",), ["one", "2", "three", "four"], '- "two" # why\n- three',
         '- "2" # why\n- three\n- four'),
        (("objectives",), ["three"], '- one\n# a note\n- "two" # why\n', "# a note\n"),
        (("objectives",), ["nought", "one", "two", "three"], "- one", "- nought\n- one"),
        (("objectives", 0), "uno", "- one", "- uno"),
        (("mail", "before", "subject"), "y, z", "subject: x", "subject: 'y, z'"),
        (("mail", "after", "certificate"), False, "[a, b]}",
         "[a, b]}\n  after:\n    certificate: no"),
        (("address",), "One", "address: |  # where\n  Street\n  Town", "# where\naddress: One"),
        (("address",), None, "address: |  # where\n  Street\n  Town\n", ""),
        (("address",), "Street\nTown", "", ""),
        (("hours",), Decimal("5.5"), "  Town\n", "  Town\nhours: 5.5\n"),
        (("presenters", 0, "name"), None, "  - name: 'Bo'   # him\n    credentials: PhD",
         "  - credentials: PhD"),
        (("mail",), None, "mail:\n  before: {subject: x, documents: [a, b]}\n", ""),
    ],
)  # fmt: skip
def test_one_change_changes_its_own_lines(
    location: tuple[str | int, ...], value: Any, old: str, new: str
) -> None:
    assert TEXT.count(old) == 1 or not old
    assert changed({location: value}) == (TEXT.replace(old, new) if old else TEXT)


def test_what_is_left_empty_goes_with_its_key() -> None:
    found = changed({("presenters", 1): None, ("presenters", 0): None})
    assert "presenters" not in read_values(found)
    assert "objectives" not in read_values(changed({("objectives", 0): None}, "objectives:\n- a\n"))
    assert read_values(changed({("objectives",): ()}))["objectives"] == []


def test_files_of_notes_alone_and_files_without_a_last_line_feed() -> None:
    assert with_values("", {("a",): "x"}, {}) == "a: x\n"
    assert with_values("# notes", {("a", "b", 0, "c"): 3}, {}) == "# notes\na:\n  b:\n    - c: 3"
    assert with_values("a:\nb: 1", {("a",): "x", ("b",): None}, {}) == "a: x"
    assert with_values("a:\nb: 1", {("c",): "x", ("d",): "y"}, {}) == "a:\nb: 1\nc: x\nd: y"


def test_several_changes_are_made_together() -> None:
    changes = {("title",): "A", ("short_title",): "B", ("place",): "C", ("date",): None}
    assert changed(changes).split("\n")[3:8] == [
        "title: 'A'", "short_title: B", "# about the date", "place: C", "presenters:",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", "- a\n", "just words"])
def test_what_cannot_be_read_is_not_changed(text: str) -> None:
    with pytest.raises(NotEditableError):
        with_values(text, {("b",): "x"}, {})


def test_words_that_are_taken_for_a_note_are_a_part_of_their_text() -> None:
    text = "a: x # y\nb:\n  # a note\nc: z\n  # more\nd:\n  - e\n  # less\n"
    assert read_values(text) == {"a": "x # y", "b": None, "c": "z # more", "d": ["e"]}
    assert with_values(text, {("d", 0): "f"}, {}) == text.replace("- e", "- f")
    found = text.replace("b:\n  #", "b: f\n#")
    assert with_values(text, {("b",): "f"}, {}) == found  # else it were a part of b
    found = with_values(text, {("a",): "x # w", ("c",): "v"}, {})
    assert found == text.replace("x # y", "'x # w'").replace("z\n  # more", "v")


@pytest.mark.parametrize("new", [{"a": "1", "l": "A"}, {"l": "A"}, {"b": "3"}, {"a": "1"}])
def test_the_first_key_of_an_item_gives_way_to_others(new: dict[str, str]) -> None:
    text = "k:\n  - c: 5\n    l: A\n    b: 3\nz: end\n"
    assert read_values(with_values(text, {("k",): [new]}, {("k", 0): ("a", "l")})) == {
        "k": [new],
        "z": "end",
    }


WORDS = st.one_of(
    st.sampled_from(
        ["a", "yes", "no", "10", "1.50", "2026-03-01", "", " a ", "a: b", "# a", "a #b", "- a", "'",
         '"', "{a}", "[", "é", "a\nb", "a\n\n b\n", "\u00a0a", "a\u200b", "~", "null", "&x", "*x",
         "!x", "|", ">", "%", "@", "`", "a\tb", "\U0001f375", "---", "...", "a\\n", "=", "<<", ":"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12),
)  # fmt: skip
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from("abcd"), inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
TREES = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)


def written(tree: Mapping[str, Any], notes: list[str]) -> str:
    """A file with these values, and notes of the trainer's own between its keys."""
    text = with_values("", {(key,): value for key, value in tree.items()}, {})
    lines = []
    for line in text.split("\n"):
        if notes and line[:1] in tuple("abcd"):
            lines.append(notes[len(lines) % len(notes)])
        lines.append(line)
    return "\n".join(lines)


def lines_of(text: str, key: str) -> str:
    """The lines of a key and its value, as they stand in a file."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    ends = (n for n, line in enumerate(lines) if n > start and line[:1] in tuple("abcd#"))
    return "\n".join(lines[start : next(ends, len(lines))]).rstrip("\n")


def settled(value: Any) -> Any:
    return value.rstrip("\n") if isinstance(value, str) else value


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(TREES, st.lists(st.sampled_from(["", "# a note", "#  b: c"]), max_size=2), TREES)
def test_every_value_comes_back_and_other_keys_stay_to_the_letter(
    tree: dict[str, Any], notes: list[str], new: dict[str, Any]
) -> None:
    text = written(tree, notes)
    old = read_values(text)
    found = with_values(text, {(key,): value for key, value in new.items()}, {})
    read = read_values(found)
    assert read.keys() == old.keys() | new.keys()
    for key, value in read.items():
        assert settled(value) == settled(plain(new.get(key, old.get(key))))
    for key in old.keys() - new.keys():
        assert lines_of(text, key) == lines_of(found, key)
    own = [line for line in text.split("\n") if line.startswith("#")]
    assert [line for line in found.split("\n") if line.startswith("#")] == own


LEAVES = st.sampled_from(
    [("title",), ("date",), ("presenters", 0, "name"), ("presenters", 1), ("presenters", 2, "name"),
     ("objectives", 1), ("objectives",), ("mail", "after", "subject"), ("address",), ("place",)]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(LEAVES, st.one_of(st.none(), WORDS), min_size=1, max_size=4))
def test_changes_anywhere_say_what_they_should(changes: dict[Any, Any]) -> None:
    expected: Any = read_values(TEXT)
    for location, value in changes.items():
        expected = with_value(expected, location, plain(value))
    found: Any = read_values(changed(changes))
    for key in found.keys() | {key for key, value in expected.items() if value != []}:
        assert settled(found.get(key)) == settled(expected.get(key))
    assert "# about the date" in changed(changes)
