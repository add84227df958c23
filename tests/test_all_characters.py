"""What `check` passes, `build` makes, whatever its characters; else `check` says what and where."""

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from fontTools import unicodedata as scripts
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.builds.typeset_job import typeset
from handouts.errors import ContentError
from handouts.fonts import house
from handouts.typesetting.render import Typesetter
from handouts.workflows.load import load_checked
from tests.conftest import REPOSITORY
from tests.small_project import HEAD, small_project

CASES = REPOSITORY / "tests" / "fixtures" / "cases" / "characters"
SHAPELESS = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter([REPOSITORY])


def faults(
    folder: Path, paragraphs: list[str], typesetter: Typesetter
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What `check` says of paragraphs, and why the handout of all the others is not fit."""
    refused: dict[str, str] = {}
    trainings = None
    while trainings is None:
        kept = [text for text in paragraphs if text not in refused]
        article = "\n\n".join([f"{HEAD}\nWords that all can read.", *kept]) + "\n"
        project = small_project(folder, article=article)
        try:
            trainings, _ = load_checked(project, ["tea"])
        except ContentError as error:
            lines = article.split("\n")
            found = {lines[problem.line - 1]: problem.cause for problem in error.problems}
            assert found.keys() <= set(kept), "a problem is reported with its line"
            refused |= found
    request = Request(documents=("handout",), editions=("print",))
    (job,) = plan(project, trainings, request)
    return refused, typeset(job, typesetter).faults


def test_the_cases_are_made_or_reported_in_their_line(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    files = sorted(CASES.glob("*.md"))
    paragraphs = {
        file.stem: unicodedata.normalize("NFC", file.read_text("utf-8").split("\n\n")[2])
        for file in files
    }
    refused, unfit = faults(tmp_path, list(paragraphs.values()), typesetter)
    assert unfit == ()
    assert len(paragraphs) == 25
    assert {name for name, text in paragraphs.items() if text in refused} == {"fullwidth"}


VOCALISED = ("وَلَدًا لِلأَوْلَادِ، مللًا كُلًّا مُعَلِّمٌ إِلَى", "בְּרֵאשִׁית שָׁלוֹם", "q̃ and quiet, z̈")


def test_texts_with_all_their_vowel_signs_are_made(tmp_path: Path, typesetter: Typesetter) -> None:
    assert faults(tmp_path, list(VOCALISED), typesetter) == ({}, ())


def test_a_bullet_of_words_symbol_font_is_a_bullet(tmp_path: Path) -> None:
    text = (CASES / "pua.md").read_text("utf-8").split("\n\n")[2]
    (training,), _ = load_checked(small_project(tmp_path, article=f"{HEAD}\nA {text}\n"), ["tea"])
    assert "• Look up, • and wait" in str(training.article.blocks[0])


@cache
def alphabets() -> dict[str, str]:
    """The characters of each script, and of each kind of signs, that fonts of this machine have."""
    found: dict[str, list[str]] = defaultdict(list)
    for character in map(
        chr, (*range(0xA1, 0x3000), *range(0xA640, 0xAC00), *range(0xFB00, 0x1F700))
    ):
        kind = unicodedata.category(character)
        if kind[0] not in "LMNPS" or (
            house.not_in_house_fonts(character) and house.system_family(character) is None
        ):
            continue
        for script in scripts.script_extension(character):
            found[f"{script} {kind[0]}" if script in ("Zyyy", "Zinh") else script].append(character)
    return {script: "".join(characters) for script, characters in found.items()}


WORDS = st.sampled_from(sorted(alphabets())).flatmap(
    lambda script: st.text(
        st.one_of(st.sampled_from(alphabets()[script]), st.sampled_from(SHAPELESS)),
        min_size=1,
        max_size=7,
    )
)
ANY_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], min_codepoint=0xA1),
    min_size=1,
    max_size=3,
)
PARAGRAPHS = st.lists(st.one_of(*[WORDS] * 9, ANY_WORDS), min_size=1, max_size=5).map(
    lambda words: unicodedata.normalize("NFC", f"A {' '.join(words)} b.")
)


@pytest.mark.long
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(paragraphs=st.lists(PARAGRAPHS, min_size=12, max_size=25))
def test_what_check_passes_build_makes(
    tmp_path_factory: pytest.TempPathFactory, typesetter: Typesetter, paragraphs: list[str]
) -> None:
    _, unfit = faults(tmp_path_factory.mktemp("characters"), paragraphs, typesetter)
    assert unfit == ()
