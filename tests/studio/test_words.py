"""What pages say of certificates and mail: nothing of files and commands that she never sees."""

import re
from collections.abc import Iterator

import pytest

from handouts.errors import Problem
from handouts.messages import message
from handouts.studio.web import words

ROOMS = ("certificates", "mail", "provider")
_OF_FILES = re.compile(r"`|\.yaml|\byaml\b|\bledger\b|HANDOUTS_|pip install|--\w|\bkey\b")
_ONLY_AT_THE_COMMAND_LINE = {
    "mail.damaged": "it names the file that is to be brought back from a backup",
    "mail.no-edition": "an edition can be written into the file alone",
    "mail.no-such-edition": "as above",
}


def texts() -> Iterator[tuple[str, str]]:
    found = words()
    for kind in (found.causes, found.fixes):
        for code, text in kind.items():
            if code.partition(".")[0] in ROOMS and code not in _ONLY_AT_THE_COMMAND_LINE:
                yield code, text


@pytest.mark.parametrize(("code", "text"), [*texts()])
def test_a_page_says_nothing_of_files_and_commands(code: str, text: str) -> None:
    assert _OF_FILES.search(text) is None, code


def test_what_a_profile_lacks_is_put_in_the_words_of_the_page() -> None:
    lacking = message("certificates.number-missing", profile="nbcc-acep")
    problem = Problem(
        "content/provider.yaml",
        0,
        message("certificates.profile", profile="nbcc-acep", problem=lacking),
    )

    assert words().fix(problem.message) == (
        "Add the approval of nbcc-acep, with its number, in Settings."
    )
