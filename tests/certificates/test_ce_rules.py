import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from handouts.certificates.ce_rules import Profile, caution, missing, profiles, unknown
from handouts.content.roster import Participant, Roster
from handouts.content.session import Session, SessionFile
from tests.reported import Reported, reported
from tests.small_project import PROVIDER, TRAINING, read

ABOUT = "content/provider.yaml"
SESSION = "content/tea/sessions/may/session.yaml"
ROSTER = "content/tea/sessions/may/roster.csv"
SIGNED = "signatory:\n  name: Kim Vale\n"


def approved(*profiles: str, number: str = "77") -> str:
    """The lines of a provider with one approval that serves these profiles."""
    lines = ["approvals:", "  - body: Board of Leaves", "    statement: Approved."]
    lines += [f'    number: "{number}"'] if number else []
    lines += [f"    profiles: [{', '.join(profiles)}]"]
    return "\n".join(lines) + "\n"


def session(
    folder: Path,
    *people: Participant,
    provider: str = "",
    title: str = "Two Ways to Make Tea",
    **head: object,
) -> Session:
    """A session of six hours on one day; `provider` is added to its file, `head` to its own."""
    given = {"days": [{"date": "2026-05-09"}], "place": "Hall", "hours": "6", **head}
    training = TRAINING.replace("Two Ways to Make Tea", title)
    return Session(
        "may",
        read(folder, provider=PROVIDER + provider, training=training),
        SessionFile.model_validate(given),
        Roster(ROSTER, people, frozenset({"name", "attended"})),
    )


def lacking(name: str, held: Session) -> list[Reported]:
    return reported(missing(profiles()[name], held))


def test_the_fields_of_each_profile() -> None:
    assert {name: profile.fields for name, profile in profiles().items()} == {
        "nbcc-acep": ("approval-statement",),
        "texas-lpc": ("participant", "hours", "title", "dates", "provider-number", "signature"),
        "florida-491": ("participant", "provider-name", "provider-number", "title", "dates"),
        "maine-lcpc": ("dates", "times", "presenters", "title", "hours", "signature"),
        "missouri-lpc": ("title", "provider-name", "dates", "place", "hours"),
        "ohio-cswmft": ("licence-place", "part"),
        "wisconsin-psy": ("participant", "dates", "provider-name", "hours", "title"),
        "california-bbs-records": ("participant", "licence-numbers"),
    }


def test_profiles_say_where_they_come_from_and_that_they_are_no_advice() -> None:
    texas = profiles()["texas-lpc"]
    assert (texas.source, texas.noted) == ("22 TAC §681.144(f)", datetime.date(2026, 11, 22))
    assert [name for name, profile in profiles().items() if profile.superseded] == ["texas-lpc"]
    assert caution().startswith("This is not legal advice.")


def test_a_field_without_a_check_is_a_bug() -> None:
    given = profiles()["maine-lcpc"].model_dump() | {"fields": ["dates", "huors"]}
    with pytest.raises(ValidationError, match="no check of this name: huors"):
        Profile.model_validate(given)


def test_unknown_profiles_are_told_by_their_place() -> None:
    found = unknown(["maine-lcpc", "texas-lcp", "zebra"])
    assert [(place, str(what)) for place, what in found] == [
        (1, 'there is no profile "texas-lcp". Did you mean "texas-lpc"?'),
        (
            2,
            'there is no profile "zebra". There are: nbcc-acep, texas-lpc, florida-491, '
            "maine-lcpc, missouri-lpc, "
            "ohio-cswmft, wisconsin-psy, california-bbs-records.",
        ),
    ]


def test_a_bare_session_lacks_something_for_some_profiles_only(tmp_path: Path) -> None:
    held = session(tmp_path)
    assert [name for name in profiles() if lacking(name, held)] == [
        "nbcc-acep",
        "texas-lpc",
        "florida-491",
        "maine-lcpc",
    ]


def test_texas_wants_a_number_and_somebody_who_signs(tmp_path: Path) -> None:
    assert lacking("texas-lpc", session(tmp_path, provider=approved("nbcc-acep"))) == [
        (
            ABOUT,
            0,
            "texas-lpc: provider number missing",
            "Add an approval with `profiles: [texas-lpc]` and its `number:` to provider.yaml.",
        ),
        (
            ABOUT,
            0,
            "texas-lpc: signatory missing",
            "Add `signatory:` with a `name:` to provider.yaml; without a picture there is a line.",
        ),
    ]


def test_texas_has_everything(tmp_path: Path) -> None:
    held = session(tmp_path, provider=SIGNED + approved("nbcc-acep", "texas-lpc"))
    assert lacking("texas-lpc", held) == []


def test_an_approval_without_its_number_is_named(tmp_path: Path) -> None:
    held = session(tmp_path, provider=SIGNED + approved("texas-lpc", number=""))
    assert lacking("texas-lpc", held) == [
        (
            ABOUT,
            0,
            "texas-lpc: provider number missing",
            "Add its `number:` to the approval of Board of Leaves in provider.yaml.",
        )
    ]


def test_a_statement_is_wanted_from_the_approval_that_serves_the_profile(tmp_path: Path) -> None:
    assert lacking("nbcc-acep", session(tmp_path, provider=approved("texas-lpc"))) == [
        (
            ABOUT,
            0,
            "nbcc-acep: approval statement missing",
            "Add an approval with `profiles: [nbcc-acep]` and its `statement:`, word for word, "
            "to provider.yaml.",
        )
    ]


def test_a_statement_needs_no_number(tmp_path: Path) -> None:
    assert lacking("nbcc-acep", session(tmp_path, provider=approved("nbcc-acep", number=""))) == []


@pytest.mark.parametrize(
    ("name", "what"), [("nbcc-acep", "approval statement"), ("florida-491", "provider number")]
)
def test_certificates_of_attendance_show_no_approval(tmp_path: Path, name: str, what: str) -> None:
    held = session(tmp_path, provider=approved(name), certificate="attendance")
    assert lacking(name, held) == [
        (
            SESSION,
            0,
            f"{name}: {what} missing on certificates of attendance",
            f"Delete `certificate: attendance` in session.yaml, or {name} from its `profiles:`.",
        )
    ]


def test_maine_wants_time_spans_and_presenters(tmp_path: Path) -> None:
    days = [
        {"date": "2026-05-09", "start": "09:00"},
        {"date": "2026-05-10", "start": "09:00", "end": "12:00"},
        {"date": "2026-05-11", "end": "12:00"},
    ]
    assert lacking("maine-lcpc", session(tmp_path, provider=SIGNED, days=days)) == [
        (
            SESSION,
            0,
            "maine-lcpc: presenters missing",
            "Add `presenters:` with a `name:` each to session.yaml or training.yaml.",
        ),
        (
            SESSION,
            0,
            "maine-lcpc: start or end missing on 2026-05-09, 2026-05-11",
            "Add `start:` and `end:` to the day, for example `start: 09:00`.",
        ),
    ]


def test_maine_has_everything(tmp_path: Path) -> None:
    days = [{"date": "2026-05-09", "start": "09:00", "end": "12:00"}]
    held = session(tmp_path, provider=SIGNED, days=days, presenters=[{"name": "Lee"}])
    assert lacking("maine-lcpc", held) == []


def test_hours_are_never_ceu(tmp_path: Path) -> None:
    categories = {"Ethics CEUs": "1", "ceu": "1", "caduceus": "1"}
    cure = "Certificates give clock hours; give the category a name without CEU."
    assert lacking("missouri-lpc", session(tmp_path, categories=categories)) == [
        (SESSION, 0, 'missouri-lpc: the category "Ethics CEUs" speaks of CEU', cure),
        (SESSION, 0, 'missouri-lpc: the category "ceu" speaks of CEU', cure),
    ]


@pytest.mark.parametrize(
    "title", ["Grief in Three Parts", "A 2-part course", "Multi-Part Grief", "Grief, Part"]
)
def test_a_title_of_several_parts_wants_the_number(tmp_path: Path, title: str) -> None:
    assert lacking("ohio-cswmft", session(tmp_path, title=title)) == [
        (
            SESSION,
            0,
            f'ohio-cswmft: part number missing, and the title "{title}" speaks of parts',
            "Add the part to session.yaml, for example `part: Part 2 of 3`.",
        )
    ]


@pytest.mark.parametrize(
    "title",
    ["Grief, Part 2", "Grief in Two Parts, Part II", "Parts Work", "The Part We Play", "Departure"],
)
def test_other_titles_want_no_number(tmp_path: Path, title: str) -> None:
    assert lacking("ohio-cswmft", session(tmp_path, title=title)) == []


def test_the_session_may_tell_the_part(tmp_path: Path) -> None:
    held = session(tmp_path, title="Grief in Three Parts", part="Part 1 of 3")
    assert lacking("ohio-cswmft", held) == []


def licensed(number: int, state: str, licence: str, attended: bool = True) -> Participant:
    name = f"Ana {'ABCDEFGH'[number]}"
    return Participant(
        number + 2,
        name,
        name[-1],
        attended=attended,
        license_state=state,
        license_number=licence,
    )


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (1, "Ana A"),
        (5, "Ana A, Ana B, Ana C, Ana D, Ana E"),
        (7, "Ana A, Ana B, Ana C, Ana D, Ana E and 2 more"),
    ],
)
def test_up_to_five_people_without_a_licence_are_named(
    tmp_path: Path, count: int, named: str
) -> None:
    people = [licensed(number, "", "") for number in range(count)]
    assert lacking("california-bbs-records", session(tmp_path, *people)) == [
        (
            ROSTER,
            0,
            f"california-bbs-records: licence number or state missing for {named}",
            "Fill in the columns of the roster for the licence's state and number.",
        )
    ]


def test_a_licence_is_a_state_and_a_number_of_those_who_came(tmp_path: Path) -> None:
    people = (
        licensed(0, "CA", ""),
        licensed(1, "", "123"),
        licensed(2, "CA", "123"),
        licensed(3, "", "", attended=False),
    )
    (problem,) = lacking("california-bbs-records", session(tmp_path, *people))
    assert problem[2].endswith("missing for Ana A, Ana B")
