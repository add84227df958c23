"""What is reported to somebody who has never seen a file of the project."""

import re
import string

import pytest

from handouts.messages import read_texts, texts
from handouts.studio import web

OWN = read_texts(web.MESSAGES)


def names(text: str) -> set[str]:
    return {name.partition(":")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted({*OWN.causes, *OWN.fixes}))
def test_each_text_of_the_pages_takes_the_place_of_another(code: str) -> None:
    """It names nothing that the other does not know."""
    known = texts()

    assert code in known.causes
    given = names(known.causes[code]) | names(known.fixes.get(code, ""))
    assert names(OWN.causes.get(code, "")) | names(OWN.fixes.get(code, "")) <= given


@pytest.mark.parametrize("room", ["certificates", "fields", "mail", "people", "provider", "roster"])
def test_no_page_speaks_of_files_that_she_never_sees(room: str) -> None:
    shown = web.words()
    told = {**shown.causes, **{f"{code} fix": fix for code, fix in shown.fixes.items()}}

    found = {
        code: text
        for code, text in told.items()
        if code.startswith(f"{room}.")
        and re.search(r"\b(provider|session|training|roster|worksheets|chart)\.yaml|`\w+:", text)
        and code.removesuffix(" fix") not in OF_WRITTEN_FILES
    }

    assert found == {}


OF_WRITTEN_FILES = {"fields.no-keys", "fields.no-keys-of"}
"""Of files that only somebody who writes them by hand can spoil so."""
