"""What a finished file is, by its place alone."""

import pytest

from handouts.workflows.built_names import FileName, FileNames

TITLES = {
    "matching": ("Matching", "Kettles"),
    "matching-fees": ("Matching", "Fees"),
    "evaluation": ("Evaluation", ""),
    "answer-keys": ("Answer keys", ""),
    "plan-b": ("Plan B", ""),
}
OF_TRAINING = FileNames(TITLES, is_of_session=False)
OF_SESSION = FileNames(TITLES, is_of_session=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "tea/participants/large-print/matching-fees-b.pdf",
            FileName("participants", "matching-fees", "Matching", "Fees", "B", "large-print"),
        ),
        (
            "tea/participants/print/plan-b.pdf",
            FileName("participants", "plan-b", "Plan B", edition="print"),
        ),
        (
            "tea/facilitator/answer-keys.pdf",
            FileName("facilitator", "answer-keys", "Answer keys"),
        ),
        (
            "tea/participants/print/participant-packet-a.pdf",
            FileName("packets", "participant-packet", version="A", edition="print"),
        ),
        ("tea/facilitator/print-plan.pdf", FileName("packets", "print-plan")),
        ("tea/notes.pdf", FileName("other", "notes")),
    ],
)
def test_a_file_of_a_training_is_known_by_its_place(path: str, expected: FileName) -> None:
    assert OF_TRAINING.read(path) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "evaluation-large-print.pdf",
            FileName("session", "evaluation", "Evaluation", edition="large-print"),
        ),
        ("evaluation.pdf", FileName("session", "evaluation", "Evaluation", edition="print")),
        (
            "participant-packet-email-c.pdf",
            FileName("packets", "participant-packet", version="C", edition="email"),
        ),
        ("certificates.pdf", FileName("certificates", "certificates")),
        ("certificates/Bo Lind.pdf", FileName("certificates", "Bo Lind")),
    ],
)
def test_a_file_of_a_session_is_known_by_its_place(file: str, expected: FileName) -> None:
    assert OF_SESSION.read(f"tea/sessions/may/{file}") == expected
