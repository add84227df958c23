"""Messages: codes and parameters in the code, texts as data."""

import ast
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import handouts
from handouts.cli.output import command_line_texts
from handouts.messages import Message, Texts, message, read_texts, suggestion, texts

PACKAGE = Path(handouts.__file__).parent


def made() -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of `message` in the package with its place."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="message")):
                    yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def codes(node: ast.Call) -> list[str]:
    """Return the codes that a call may have; a choice between constants has several."""
    return [
        part.value
        for part in ast.walk(node.args[0])
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value
    ]


def placeholders(code: str, words: Texts) -> set[str]:
    found = f"{words.causes[code]} {words.fixes.get(code, '')}"
    return {name for _, name, _, _ in string.Formatter().parse(found) if name}


@pytest.mark.parametrize("node", [pytest.param(node, id=place) for place, node in made()])
def test_each_message_has_a_text_that_names_all_its_parameters(node: ast.Call) -> None:
    assert codes(node), "the code of a message is written out"
    given = {keyword.arg for keyword in node.keywords}
    for code in codes(node):
        assert code in texts().causes
        if None not in given:
            assert placeholders(code, texts()) == given


def test_each_text_is_used() -> None:
    used = {
        node.value
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [code for code in texts().causes if code not in used] == []


def test_each_text_of_the_command_line_stands_over_one_of_a_room() -> None:
    own = read_texts(PACKAGE / "cli" / "messages.toml")
    for code in own.causes.keys() | own.fixes.keys():
        assert code in texts().causes
        assert placeholders(code, command_line_texts()) <= placeholders(code, texts())


def test_texts_of_rooms_name_no_option() -> None:
    everything = [*texts().causes.values(), *texts().fixes.values()]
    assert [text for text in everything if re.search(r" --\w|`handouts ", text)] == []


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{n:row is|rows are} long", 1, "1 row is long"),
        ("{n:row is|rows are} long", 1200, "1,200 rows are long"),
        ("{n}", ("a", "b", "c"), "a, b, c"),
        ("{n:and}", ("a", "b", "c"), "a, b and c"),
        ("{n:or}", ("a",), "a"),
        ("{n}", "{n}", "{n}"),
    ],
)
def test_parameters_are_filled_in(text: str, value: object, shown: str) -> None:
    words = Texts({"one": text}, {})
    assert words.cause(Message("one", (("n", value),))) == shown  # type: ignore[arg-type]


def test_a_message_inside_another_gives_its_cause_to_the_cause_and_its_fix_to_the_fix() -> None:
    words = Texts({"in": "c", "out": "({n})"}, {"in": "f", "out": "[{n}]"})
    outer = message("out", n=message("in"))
    assert words.text(outer) == "(c). [f]"


def test_a_message_goes_from_one_process_to_another() -> None:
    one = message("text.there-are", words=("a", message("text.did-you-mean", word="b")))
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes


def test_a_suggestion_is_the_nearest_word_or_all_of_them() -> None:
    assert str(suggestion("chrt", ["chart", "handout"])) == 'Did you mean "chart"?'
    assert str(suggestion("xyz", ["chart", "handout"])) == "There are: chart, handout."
