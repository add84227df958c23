from handouts.certificates import ce_rules
from handouts.project.layout import Project
from handouts.workflows.inventory import Inventory, ListedDocument, ListedTraining, inventory

ALL = ("print", "email", "large-print")


def test_everything_that_can_be_named_is_listed(project: Project) -> None:
    session = project.content / "two-models" / "sessions" / "spring"
    session.mkdir(parents=True)
    (session / "session.yaml").write_text("")
    listed = inventory(project)
    assert listed == Inventory(
        trainings=(
            ListedTraining("two-models", "Two Models of Psychotherapy", ("spring",), True, ("",)),
        ),
        documents=listed.documents,
        editions={
            "print": "office printer, duplex, hole punch",
            "email": "screen and phone",
            "large-print": "low vision, paper or screen",
        },
        papers=("letter", "a4"),
        themes=("clinic", "grid", "journal", "press", "quiet", "signal"),
        profiles={name: profile.title for name, profile in ce_rules.profiles().items()},
    )
    assert listed.documents[:2] == (
        ListedDocument("handout", "Handout", "participants", "article", ALL),
        ListedDocument("chart", "Comparison chart", "participants", "chart", ALL),
    )


def test_a_training_that_cannot_be_read_is_listed_without_a_title(project: Project) -> None:
    contents = {"a": b"", "b": b"\xff\xfe", "c": b"title: [", "d": b"- title", "e": b"title: Fine"}
    for name, content in contents.items():
        (project.content / name).mkdir()
        (project.content / name / "training.yaml").write_bytes(content)
    (project.content / "f").mkdir()
    (project.content / "f" / "article.md").touch()
    titles = {training.name: training.title for training in inventory(project).trainings}
    assert titles == {
        "a": "",
        "b": "",
        "c": "",
        "d": "",
        "e": "Fine",
        "f": "",
        "two-models": "Two Models of Psychotherapy",
    }
