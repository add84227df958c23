"""What a screen reader follows: WeasyPrint's tree of elements, where it says a thing twice.

A box that WeasyPrint makes of its own, around the words beside a float or in each column of a
list, carries the tag of what it stands in. ISO 32000-1, 14.8.4.
"""

from typing import Any

from handouts.typesetting import pydyf_adapter as objects_of

_HEARD_ONCE = frozenset({"/P", *(f"/H{level}" for level in range(1, 7))})


def join_doubled(pdf: Any) -> None:
    """Let a paragraph in a paragraph, a heading in a heading and a list of lists be one each.

    A list in a list stays: there, items stand beside it.
    """
    by_number = objects_of.dictionaries_by_number(pdf)
    elements = [one for one in by_number.values() if one.get("Type") == "/StructElem"]
    for element in elements:
        parent = by_number[objects_of.number_of(element["P"])]
        if element["S"] in _HEARD_ONCE and parent.get("S") == element["S"]:
            element["S"] = "/NonStruct"
    for element in elements:
        if element["S"] == "/L" and element["K"]:
            parts = [objects_of.resolved(pdf, kid) for kid in element["K"]]
            if all(_is_list(part) for part in parts):
                element["K"][:] = [kid for part in parts for kid in part["K"]]
                for kid in element["K"]:
                    objects_of.referenced(pdf, kid)["P"] = element.reference


def _is_list(thing: Any) -> bool:
    return getattr(thing, "get", lambda _: None)("S") == "/L"
