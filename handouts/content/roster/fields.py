"""What a column of a roster can hold, by the names that the package and `roster.yaml` use."""

from typing import Literal, get_args

Column = Literal[
    "name",
    "first",
    "middle",
    "last",
    "suffix",
    "original_name",
    "email",
    "status",
    "attended",
    "checked_in",
    "joined",
    "left",
    "hours",
    "minutes",
    "duration",
    "day",
    "role",
    "guest",
    "credentials",
    "license_state",
    "license_number",
    "id",
    "employer",
]
COLUMNS: tuple[Column, ...] = get_args(Column)
NAMES: frozenset[Column] = frozenset({"name", "first", "last"})
"""One of them at least is in each roster."""
