"""The headline in a hand: where it cannot be, it is reported."""

from handouts.certificates.headline import script_problem
from handouts.content.provider import Provider
from handouts.content.training import Training, TrainingMetadata
from handouts.languages.phrases import Phrases
from handouts.workflows.brand_notes import headline_notes

GREEK = Phrases("en-GB", (("certificate.attendance", (("", "", "Γάμμα"),)),))


def training(phrases: Phrases, *, script: bool = True) -> Training:
    head = TrainingMetadata(code="TEA", title="Tea", date="2026-01-02")
    provider = Provider(name="Tea", certificate_script=script)
    return Training("tea", head, None, {}, provider, phrases=phrases)


def test_a_headline_in_letters_that_the_hand_has_is_no_problem() -> None:
    french = Phrases(
        "en-GB", (("certificate.completion", (("", "", "Certificat d’études – ﬁn"),)),)
    )
    assert script_problem(training(Phrases("en-US"))) is None
    assert script_problem(training(french)) is None


def test_letters_that_the_hand_lacks_are_named_by_check() -> None:
    (note,) = headline_notes([training(GREEK)])
    assert note == (
        "content/provider.yaml: the headline is not in a hand, which has no Γ, ά, α, μ. It is "
        "printed in the usual face; take `certificate_script: true` away, or write the headline in "
        "other letters."
    )
    assert script_problem(training(GREEK), ("completion",)) is None


def test_nothing_is_said_of_a_hand_that_nobody_wants() -> None:
    assert script_problem(training(GREEK, script=False)) is None
