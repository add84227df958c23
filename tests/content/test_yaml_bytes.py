"""One value changed in a file of whatever look: every other byte stays, whoever changes it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content import yaml_tree
from handouts.content.chart_table import chart_table
from handouts.content.chart_writing import with_table
from handouts.content.yaml_edit import with_values
from handouts.importers.merge_yaml import merged_yaml

LOOKS = (
    "{key}: 'single'\n",
    '{key}: "double"        # far to the right\n',
    "{key}:    wide\n",
    "{key}   : before the colon\n",
    f"{{key}}: {'long ' * 60}end\n",
    "{key}: folded by hand\n  into lines\n    of its own\n",
    '{key}: "folded \\\n  in quotes"\n',
    '{key}: "\\u00e9 \\x41 \\t"\n',
    "{key}: >-\n  one\n  two\n\n  three\n",
    "{key}: |\n    four spaces\n      six\n",
    "{key}: |2\n    kept\n",
    "{key}: |+  # all of it\n  lines\n\n\n",
    "{key}:\n    deep: x\n    deeper:\n        - y\n",
    "{key}:\n- at the margin\n- 'two'   # why\n",
    "{key}:\n    -   far in\n    -   x\n",
    "{key}:\n  # above\n  - name: x\n\n  # between\n  -   name: y\n# below\n",
    "{key}:\n  - - nested\n    - list\n  -\n  - last\n",
    "{key}: {{a:  x ,b: [1,2 ,3]}}\n",
    "{key}: [\n  one,\n  two, # note\n]\n",
    "{key}: 1.50\n",
    "{key}: 1_000\n",
    "{key}: 12:30:00\n",
    "{key}: 2026-3-1\n",
    "{key}: TRUE\n",
    "{key}: ~\n",
    "{key}:\n",
    "{key}: trailing   \n\n   \n",
    "{key}: \U0001f375 and a\u00a0b\n",
    "'{key}': quoted key\n",
    "? {key}\n: asked\n",
    "{key}: 'x\u0085y'\n",
    "{key}: words # that are taken for a note\n",
    "{key}: words\n  # on a line of their own\n",
    "# a note\n\n#   another\n{key}: x\n",
)
TITLES = ("Lawns", "'Lawns'", '"Lawns"  # note', "   Lawns   ", "Law\n  ns", "|\n  Lawns")
CHART = (
    "columns:\n  lawn: Lawn\n  meadow: 'Meadow'\n"
    "rows:\n  - # label: Goal\n    lawn: Order\n    meadow: Plenty\n"
)


def by_form(text: str) -> str:
    return with_values(text, {("title",): "Meadows"}, {(): ("title", "columns")})


def in_the_grid(text: str) -> str:
    return with_table(text, replace(chart_table(text), title="Meadows"))


def by_an_import(text: str) -> str:
    old = chart_table(text).title
    base = f"title: {old}\n{CHART}"
    result = merged_yaml(base, text, base.replace(f"title: {old}", "title: Meadows"))
    assert result is not None
    return result.text


def looks(letter: str) -> st.SearchStrategy[str]:
    """Keys of this letter and a number, each of one of these looks."""
    return st.lists(st.sampled_from(LOOKS), max_size=4).map(
        lambda found: "".join(look.format(key=f"{letter}{at}") for at, look in enumerate(found))
    )


ABOVE = st.builds("{}{}title: ".format, st.sampled_from(["", "---\n"]), looks("a"))
BELOW = st.builds(
    f"\n{CHART}{{}}z: x{{}}".format,
    looks("b"),
    st.sampled_from(["\n", "", "\n...\n", "\n\n# end"]),
)


@pytest.mark.parametrize("change", [by_form, in_the_grid, by_an_import])
@settings(max_examples=40, deadline=None)
@given(ABOVE, st.sampled_from(TITLES), BELOW)
def test_every_byte_beside_the_value_stays(
    change: Callable[[str], str], above: str, title: str, below: str
) -> None:
    found = change(above + title + below)
    assert found.startswith(above.rstrip())
    assert found.endswith(below)
    tree = yaml_tree.read(found)
    assert yaml_tree.value_at(tree.value, ("title",)) == "Meadows"
    assert ("# note" in title) == ("# note" in found[len(above) : -len(below)])
