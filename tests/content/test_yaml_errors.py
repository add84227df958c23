import pytest

from handouts.content import yaml_tree


def problem(text: str) -> tuple[int, str, str]:
    (found,) = yaml_tree.read(text).problems
    return found.line, found.cause, found.fix


@pytest.mark.parametrize("sign", list("*&!|>%@`["))
def test_a_text_that_begins_with_a_sign_of_yaml_is_shown_in_quotes(sign: str) -> None:
    assert problem(f"a: x\nb: {sign}tea{sign} and milk\n") == (
        2,
        f"a text begins with {sign}, which has a meaning of its own in YAML",
        f'Put the whole text in quotes: "{sign}tea{sign} and milk"',
    )


@pytest.mark.parametrize("text", ["- tea", "? tea", ", tea", "{{ 7*7 }}", "{% raw %}"])
def test_so_is_one_that_begins_with_a_sign_of_a_list_or_of_a_template(text: str) -> None:
    assert problem(f"a: {text}\n") == (
        1,
        f"a text begins with {text[0]}, which has a meaning of its own in YAML",
        f'Put the whole text in quotes: "{text}"',
    )


def test_words_behind_a_closing_quotation_mark() -> None:
    assert problem('a: "Tea" he said\n') == (
        1,
        'words stand after a closing ", or the " that closes is missing',
        "Put the whole text in quotes: '\"Tea\" he said'",
    )


def test_an_apostrophe_between_single_quotes() -> None:
    assert problem("a: 'it's tea'\n")[2] == "Put the whole text in quotes: \"'it's tea'\""


def test_a_colon_inside_a_text() -> None:
    assert problem("a: x\nb: Tea: a drink\n") == (
        2,
        "a colon followed by a space stands inside a text",
        'Put the whole text in quotes: "Tea: a drink"',
    )


def test_a_long_text_is_not_written_out_again() -> None:
    assert problem(f"b: Tea: {'x' * 200}\n")[2] == "Put the whole text in quotes."


def test_typographic_quotes_do_not_quote() -> None:
    assert problem("a: “Tea: a drink”\n")[2] == 'Put the whole text in quotes: "“Tea: a drink”"'


@pytest.mark.parametrize("text", ["a: x\ncell:Tea\nb: y\n", "a: x\ncell:Tea\n"])
def test_a_missing_space_after_a_colon(text: str) -> None:
    cause = 'there is no space after the colon of "cell"'
    assert problem(text) == (2, cause, "Write: cell: Tea")


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens() -> None:
    assert problem('a: x\nb: "Tea\nc: y\n') == (
        2,
        "a quotation mark is opened here and never closed",
        "Close it at the end of the text.",
    )


@pytest.mark.parametrize("text", [r'a: "C:\Users\tea"', r'a: "\q"', r'a: "\uD800"'])
def test_a_backslash_between_double_quotes(text: str) -> None:
    assert problem(text) == (
        1,
        "a \\ stands between double quotes, where it begins a code",
        "Put the text between single quotes, or write each \\ twice.",
    )


def test_a_second_document() -> None:
    assert problem("a: x\n---\nb: y\n")[:2] == (2, "--- stands in the middle of the file")


def test_a_line_that_is_indented_unlike_its_neighbours() -> None:
    line, cause, cure = problem("rows:\n  - a: x\n   b: y\n")
    assert line == 3
    assert cause.startswith("this cannot be read as YAML (")
    assert cure.startswith("The line should begin as far from the left as its neighbours do;")


@pytest.mark.parametrize("text", ["a: 1\nb: []\n  - x\n", "a: 1\nb: [ ]\n\n- x\n- y\n"])
def test_entries_below_a_list_that_is_said_to_be_empty(text: str) -> None:
    assert problem(text) == (
        2,
        f'"b" has {text[8 : text.index("]") + 1]}, which says that it is empty',
        f"Delete the {text[8 : text.index(']') + 1]}, for something stands below it: b:",
    )


def test_keys_below_a_mapping_that_is_said_to_be_empty() -> None:
    assert problem("b: {}\n  c: 1\n") == (
        1,
        '"b" has {}, which says that it is empty',
        "Delete the {}, for something stands below it: b:",
    )
