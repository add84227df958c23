"""The file `proof.pdf`, which shows what was found before certificates are issued."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from handouts.builds import worker_pool
from handouts.builds.plan import Copy, job
from handouts.certificates import ce_rules, terms
from handouts.certificates.eligibility import Decision
from handouts.certificates.files import folder_of
from handouts.certificates.kind import kind
from handouts.certificates.newcomers import Question
from handouts.certificates.options import CertificateOptions
from handouts.certificates.printed_times import printed_hours
from handouts.certificates.proof import NO_NUMBER, CheckedSession, Proved
from handouts.certificates.readiness import NotOver
from handouts.content.session import Session
from handouts.documents.context import Context
from handouts.documents.document_number import number
from handouts.documents.editions import EDITIONS
from handouts.documents.expected_texts import ExpectedTexts
from handouts.documents.registry import document
from handouts.documents.templates import Look
from handouts.documents.variants import Variant
from handouts.errors import Problem, WorldError
from handouts.fonts import house
from handouts.project.atomic_files import remove_folder, write_whole
from handouts.project.layout import Project
from handouts.text import characters
from handouts.typesetting.raster import PdfPages
from handouts.typesetting.variable_data.single_file import UnfinishedFile
from handouts.typesetting.variable_data.variable_layer import FittedText

_WHOLE, _SMALL = 150, 70
"""Dots an inch of a certificate: of one in full size, and of one in about a third of it."""


@dataclass(frozen=True)
class ProofPicture:
    """A certificate as it would be."""

    name: str
    """Whose it would be."""
    is_back: bool
    content: bytes
    """A JPEG."""


def pictures(checked: CheckedSession, shown: int) -> list[ProofPicture]:
    """Return the certificates with the longest names: the first in full size, and then its back.

    They have no number, and their code leads nowhere.
    """
    fitting = [d for d in checked.due if _setting(checked, d).fits]
    longest = sorted(fitting, key=lambda d: -_length(_setting(checked, d)))[:shown]
    awards = [terms.award(decision, NO_NUMBER) for decision in longest]
    found: list[ProofPicture] = []
    for page in checked.typesetter.typeset_pages(awards, None):
        template = checked.typesetter.page_template(page.filled)
        file = UnfinishedFile(template.base_page).file(page.page)
        dots = _SMALL if found else _WHOLE
        found.append(ProofPicture(page.award.name, False, _picture(file, 0, dots)))
        if len(found) == 1 and template.base_page.sides > 1:
            found.append(ProofPicture(page.award.name, True, _picture(file, 1, _SMALL)))
    return found


Explain = Callable[[Question | NotOver | Problem], str]
"""Returns how a page puts what to do about a question or a remark."""


def write_proof(
    project: Project, options: CertificateOptions, proved: Proved, explain: Explain
) -> Path:
    """Write `proof.pdf`, which shows all of it, and return its path. Raises WorldError."""
    session, checked = proved.session, proved.checked
    folder = folder_of(project, session.path) / ".proof"
    look = Look(
        options.theme or session.training.head.theme, EDITIONS["print"], _paper(session, options)
    )
    try:
        shown = []
        for place, picture in enumerate(pictures(checked, options.shown), 1):
            file = folder / f"{place}.jpg"
            write_whole(file, picture.content, inside=project.root, private=True)
            address = file.as_uri()
            shown.append({"name": picture.name, "is_back": picture.is_back, "address": address})
        seen = _seen(proved, shown, explain)
        # The pictures' place is left out of the number, which is the same on every machine.
        counted = {key: value for key, value in seen.items() if key != "pictures"}
        proof = document(project, project.template("certificates/proof.html"))
        variant = Variant("", number(proof.name, session.training, counted), _ProofContext(seen))
        made = job(Copy(project, session.training, proof, variant, look, session))
        (outcome,) = worker_pool.done([made], project, 1)
    finally:
        remove_folder(folder, inside=project.root)
    if outcome.record is None:
        raise WorldError(outcome.failure)
    return project.build / made.path


@dataclass(frozen=True)
class _ProofContext(Context):
    """What the template of a proof sees; each person's name has to be in the file."""

    seen: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, Any]:
        """The values by the names that the template has for them."""
        return self.seen

    def expected_texts(self) -> ExpectedTexts:
        """Return everybody's name."""
        return ExpectedTexts(tuple(person.name for person in self.seen["people"]))


def _paper(session: Session, options: CertificateOptions) -> str:
    return options.paper or session.training.head.paper


def _seen(
    proved: Proved, shown: Sequence[Mapping[str, object]], explain: Explain
) -> Mapping[str, object]:
    session, checked = proved.session, proved.checked
    due = [d for d in checked.due if d.participant.row not in checked.unreadable]
    without = [d for d in checked.without if d.participant.row not in checked.unreadable]
    lines = []
    for decision in due:
        award = terms.award(decision, NO_NUMBER)
        setting = checked.settings[decision.participant.row]
        lines.append(
            {
                "row": decision.participant.row,
                "name": checked.typesetter.line("name", award),
                "below": checked.typesetter.line("credentials", award),
                "hours": printed_hours(decision.hours or Decimal(0)),
                "setting": _otherwise(setting),
            }
        )
    return {
        "session": session.name,
        "kind": kind(session),
        "problems": [_printable_problem(one, proved.questions, explain) for one in proved.problems],
        "remarks": [_printable(explain(remark)) for remark in checked.remarks],
        "people": tuple(decision.participant for decision in (*without, *due)),
        "due": lines,
        "without": without,
        "pictures": shown,
        "profiles": [ce_rules.profiles()[name] for name in session.head.profiles],
        "caution": ce_rules.caution(),
    }


def _printable_problem(
    problem: Problem, questions: Mapping[Problem, Question], explain: Explain
) -> Mapping[str, object]:
    question = questions.get(problem)
    return {
        "path": problem.path,
        "line": problem.line,
        "cause": _printable(problem.cause),
        "fix": explain(question) if question else problem.fix,
    }


def _printable(text: str) -> str:
    """Return a text with a question mark for each character that cannot be printed."""
    missing = {c for c in house.not_in_house_fonts(text) if house.system_family(c) is None}
    missing |= {text[place] for place, _ in characters.unprintable(text)}
    return "".join("?" if character in missing else character for character in text)


def how(setting: FittedText | None) -> str:
    """Return whether a name fits its certificate: `fits`, `fits, smaller`, `fits, two lines`.

    None stands for a row that has problems.
    """
    if setting is None:
        return "to be fixed"
    if not setting.fits:
        return "does not fit"
    if len(setting.lines) > 1:
        return "fits, two lines"
    return "fits, smaller" if setting.shrunk else "fits"


def _otherwise(setting: FittedText) -> str:
    """Return how a name is set where it is not in one line of the usual size."""
    if len(setting.lines) > 1:
        return "two-lines"
    return "smaller" if setting.shrunk or not setting.fits else ""


def _setting(checked: CheckedSession, decision: Decision) -> FittedText:
    return checked.settings.get(decision.participant.row, FittedText((), 0))


def _length(setting: FittedText) -> float:
    """Return how long a name is, in em; two lines are longer than any one."""
    return sum(line.width for line in setting.lines)


def _picture(file: bytes, side: int, dots: int) -> bytes:
    with PdfPages(file) as pages:
        picture = pages.picture(side, dots)
    content = BytesIO()
    picture.save(content, "JPEG", quality=85)
    return content.getvalue()
