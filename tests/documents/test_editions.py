from handouts.documents.editions import EDITIONS, PAPERS, Edition
from handouts.project.layout import Project
from tests.conftest import REPOSITORY


def test_an_edition_is_found_under_its_own_name() -> None:
    assert list(EDITIONS) == ["print", "email", "large-print"]
    assert all(name == edition.name for name, edition in EDITIONS.items())
    assert all(edition.purpose for edition in EDITIONS.values())


def test_what_each_edition_asks_its_reader_for() -> None:
    def asks(edition: Edition) -> tuple[bool, bool, bool, bool]:
        return (
            edition.printing.duplex,
            edition.printing.scaled,
            edition.printing.opens_bookmarks,
            edition.stacks_charts,
        )

    assert {name: asks(edition) for name, edition in EDITIONS.items()} == {
        "print": (True, False, False, False),
        "email": (False, True, True, True),
        "large-print": (False, False, False, True),
    }


def test_every_edition_and_every_paper_has_its_style() -> None:
    project = Project(REPOSITORY)
    for name in (*(f"editions/{e}" for e in EDITIONS), *(f"papers/{p}" for p in PAPERS)):
        assert project.style(f"{name}.css") == REPOSITORY / "styles" / f"{name}.css"
