"""The studio's style sheets: what wins does so by its layer."""

import re

from tests.conftest import REPOSITORY

STYLES = REPOSITORY / "handouts" / "studio" / "browser" / "styles"


def test_nothing_is_important_and_one_sheet_alone_is_in_no_layer() -> None:
    sheets = {path.name: path.read_text("utf-8") for path in STYLES.glob("*.css")}
    assert [name for name, text in sheets.items() if "!important" in text] == []
    imported = re.findall(r'@import "\./(\S+)"(.*);', sheets.pop("studio.css"))
    assert {name for name, _ in imported} == sheets.keys()
    assert [name for name, layer in imported if not layer] == ["always.css"]
