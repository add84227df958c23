import pytest

from handouts.content import yaml_tree
from handouts.content.yaml_tree import YamlTree
from handouts.errors import Diagnostic
from handouts.messages import message


def problems(text: str) -> list[str]:
    return [f"{one.line}: {one.cause}" for one in yaml_tree.read(text).problems]


@pytest.mark.parametrize(
    "text", ["No", "yes", "1.10", "0x1F", "2026-01-02", "~", "null", "Null", "1:30", "=", "1e3"]
)
def test_every_scalar_stays_the_text_that_was_typed(text: str) -> None:
    assert yaml_tree.read(f"cell: {text}").value == {"cell": text}


def test_a_key_without_a_text_has_no_value_and_empty_quotes_an_empty_one() -> None:
    assert yaml_tree.read('a:\nb: ""\n').value == {"a": None, "b": ""}


def test_every_part_knows_its_line() -> None:
    tree = yaml_tree.read("title: x\nrows:\n  - a: one\n    b: |\n      two\n", first_line=5)
    assert tree.lines == {
        (): 5,
        ("title",): 5,
        ("rows",): 6,
        ("rows", 0): 7,
        ("rows", 0, "a"): 7,
        ("rows", 0, "b"): 8,
    }
    assert tree.line(("rows", 0, "c")) == 7
    assert list(tree.texts()) == [
        (("title",), "x"),
        (("rows", 0, "a"), "one"),
        (("rows", 0, "b"), "two\n"),
    ]


def test_a_key_that_stands_twice_is_told_with_both_lines() -> None:
    tree = yaml_tree.read("a: 1\nb: 2\na: 3\n")
    assert tree.problems == [Diagnostic(3, message("yaml.same-key", key="a", line=1))]
    assert tree.value == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: We are #1 in tea\nb: x\n", 1),
        ("a: #1 in tea\n", 1),
        ("a: We are\n  #1 in tea\nb: x\n", 2),
        ("a:\n  - We are\n    #1 in tea\n", 3),
        ("a:\n  - We are #1\n", 2),
    ],
)
def test_words_that_yaml_takes_for_a_comment_are_not_lost_in_silence(text: str, line: int) -> None:
    (problem,) = yaml_tree.read(text).problems
    assert problem == Diagnostic(line, message("yaml.note-in-text"))


@pytest.mark.parametrize(
    "text",
    [
        "# above\na: x\n# below\nb: y\n",
        "rows: # twelve\n  # first\n  - a: x\n    # inside\n    b: y\n",
        'a: "We are #1" # quoted\nb: No#1\n',
        "a: |  # kept\n  We are #1\n  # and this\n",
    ],
)
def test_notes_on_lines_of_their_own_and_behind_quotes_are_allowed(text: str) -> None:
    assert problems(text) == []


def test_a_comment_in_a_block_is_text() -> None:
    assert yaml_tree.read("a: |\n  We are #1\n").value == {"a": "We are #1\n"}


@pytest.mark.parametrize(
    "text",
    ["a: &x y", "a: *x", "a: !x y", "a: !!python/object:os.system y", "a: &a [x]\nb: *a\n"],
)
def test_anchors_aliases_and_tags_are_refused(text: str) -> None:
    assert "has a meaning of its own in YAML" in problems(text)[0]
    assert yaml_tree.read(text).value is None


def test_an_alias_bomb_is_refused_before_it_is_built() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    assert len(problems(bomb)) == 1


@pytest.mark.parametrize("text", ["[" * 10_000, "a: " + "{b: " * 10_000, "- " * 10_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert problems(text) == ["1: the text is nested too deeply"]


@pytest.mark.parametrize("indent", ["\t", "  \t"])
def test_every_line_that_is_indented_with_a_tab_is_told(indent: str) -> None:
    cause = "the line is indented with a tab"
    text = f"rows:\n{indent}- a: x\n{indent}  b: y\n"
    assert problems(text) == [f"2: {cause}", f"3: {cause}"]


def test_a_tab_behind_a_colon_is_a_space() -> None:
    assert yaml_tree.read("a:\tx\n").value == {"a": "x"}


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", "\u200b", "\ufeff"])
def test_what_only_looks_like_a_space_is_told(space: str) -> None:
    cause = "2: the line has a no-break space, or another odd one, before its text"
    assert problems(f"a: x\nb:{space}y\n") == [cause]
    assert problems(f"a:\n{space}{space}b: y\n") == [cause]
    assert problems(f"a:\n  -{space}y\n") == [cause]


def test_an_odd_space_inside_a_text_is_part_of_it() -> None:
    assert yaml_tree.read("a: 5\u00a0cups\n").value == {"a": "5\u00a0cups"}


def test_characters_that_yaml_forbids_are_a_problem_and_no_crash() -> None:
    assert problems("a: \x01\n") == ["1: the text has characters that YAML does not allow"]


def test_nothing_makes_an_empty_tree() -> None:
    assert yaml_tree.read("# only a note\n") == YamlTree()
