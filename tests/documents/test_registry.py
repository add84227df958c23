import pytest

from handouts.documents import registry as documents
from handouts.errors import WorldError
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

HERE = Project(REPOSITORY)
REGISTRY = documents.registry(HERE)


def test_documents_are_found_by_their_templates_in_their_order() -> None:
    assert list(REGISTRY)[:2] == ["handout", "chart"]
    assert [REGISTRY[name].title() for name in ("handout", "chart")] == [
        "Handout",
        "Comparison chart",
    ]
    assert all(document.name == name for name, document in REGISTRY.items())
    orders = [document.head.order for document in REGISTRY.values()]
    assert orders == sorted(orders)


def test_a_template_of_the_projects_own_is_a_document(project: Project) -> None:
    own = project.root / "templates" / "documents" / "objectives.html"
    own.parent.mkdir(parents=True)
    head = "title: Objectives\naudience: participants\norder: 15\neditions:\n  print: {plain: 1}\n"
    own.write_text(f"{{#\n{head}#}}\n", "utf-8")
    (own.parent / "_draft.html").write_text("Not a document.", "utf-8")
    registry = documents.registry(project)
    assert set(registry) == set(REGISTRY) | {"objectives"}
    assert list(registry)[:3] == ["handout", "objectives", "chart"]
    assert registry["objectives"].head.editions == {"print": {"plain": 1}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{# a remark #}",
        "{#\ntitle: Objectives\n#}",
        "{#\ntitle: Objectives\naudience: everybody\neditions:\n  print: {plain: 1}\n#}",
        "{#\ntitle: Objectives\naudience: participants\neditions:\n  print: {}\n#}",
        "{#\ntitle: Objectives\naudience: participants\neditions:\n  pront: {plain: 1}\n#}",
        "{#\ntitle: A\naudience: participants\neditions:\n  print: {plain: 1}\nauthor: B\n#}",
        "{#\ntitle: [\n#}",
    ],
)
def test_a_template_without_a_proper_head_is_reported_with_its_place(
    project: Project, text: str
) -> None:
    own = project.root / "templates" / "documents" / "objectives.html"
    own.parent.mkdir(parents=True)
    own.write_text(text, "utf-8")
    with pytest.raises(WorldError, match=r"^templates/documents/objectives\.html "):
        documents.registry(project)


def test_every_fit_list_ends_with_one_that_takes_any_number_of_pages() -> None:
    lists = [fits for document in REGISTRY.values() for fits in document.head.editions.values()]
    assert len(lists) >= 6
    assert all(0 in fits.values() for fits in lists)


def test_only_a_template_of_documents_may_show_the_article(project: Project) -> None:
    own = project.root / "templates" / "sessions" / "summary.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{#\ntitle: A\naudience: participants\nshows: article\neditions:\n  print: {plain: 1}\n#}"
    )
    with pytest.raises(WorldError) as caught:
        documents.registry(project)
    assert str(caught.value) == (
        "templates/sessions/summary.html has `shows: article` in its front matter, which only a "
        "template in templates/documents/ may have. Take that line out, or move the file there."
    )


def test_a_template_of_packets_says_what_it_is_for(project: Project) -> None:
    own = project.root / "templates" / "packets" / "cover.html"
    own.parent.mkdir(parents=True)
    own.write_text("{#\ntitle: A\naudience: participants\neditions:\n  print: {plain: 1}\n#}")
    with pytest.raises(WorldError) as caught:
        documents.of_packets(project)
    assert str(caught.value) == (
        "templates/packets/cover.html does not say in its front matter what it is for. Add "
        "`role:` with one of front, blank-page, print-plan."
    )
