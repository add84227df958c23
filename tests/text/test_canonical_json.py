import dataclasses
import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from handouts.content import richtext
from handouts.text.canonical_json import canonical
from handouts.typesetting.imposition import Booklet, PaperSheet, TwoUp


def test_values_have_one_form_that_is_written_down() -> None:
    values = {
        "ü": ("a", 1, 1.5, None, True),
        "b": {2: Decimal("5.50"), 1: datetime.date(2027, 4, 10)},
        "a": frozenset({"y", "x"}),
        "c": datetime.time(9, 30),
        "d": datetime.timedelta(minutes=311),
    }
    assert canonical(values).decode() == (
        '{"value":{"a":["x","y"],"b":{"1":"2027-04-10","2":"5.50"},"c":"09:30:00","d":"5:11:00",'
        '"ü":["a",1,1.5,null,true]},"version":1}'
    )


def made_by(name: str, base: type) -> Callable[..., Any]:
    namespace = {"__annotations__": {"text": str, "more": tuple[str, ...]}, "__module__": name}
    made = type(name, (base,), namespace)
    return made if base is BaseModel else dataclasses.dataclass(frozen=True)(made)


@pytest.mark.parametrize("base", [object, BaseModel])
def test_the_names_of_classes_and_of_modules_do_not_count(base: type) -> None:
    before, after = (
        canonical(made_by(name, base)(text="a", more=("b",))) for name in ("Before", "After")
    )
    assert before == after == b'{"value":{"more":["b"],"text":"a"},"version":1}'


def test_an_empty_field_is_as_good_as_none() -> None:
    one = made_by("One", object)(text="", more=())
    assert canonical(one) == b'{"value":{},"version":1}'
    assert canonical(["", (), None]) == b'{"value":["",[],null],"version":1}'


def test_what_only_its_kind_tells_apart_is_told_apart() -> None:
    assert canonical(richtext.Text("a")) != canonical(richtext.Code("a"))
    sheet = PaperSheet(792, 612)
    assert canonical(Booklet(sheet)) != canonical(TwoUp(sheet))


def test_where_a_text_stands_in_its_file_does_not_count() -> None:
    one, other = (richtext.Paragraph((richtext.Text("a"),), line) for line in (3, 8))
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("value", [Path("/a"), b"a", object(), {"a": [Path("/a")]}])
def test_what_differs_between_machines_has_no_form(value: object) -> None:
    with pytest.raises(TypeError, match=r"has no canonical form$"):
        canonical(value)
