"""What certificates would say, before any is issued: who gets one, and what must be fixed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.builds.plan import PAPER_SIZES
from handouts.certificates import (
    ce_rules,
    eligibility,
    headline,
    readiness,
    session_checks,
    terms,
)
from handouts.certificates.certificate import Credential
from handouts.certificates.eligibility import Decision
from handouts.certificates.kind import kind
from handouts.certificates.newcomers import Question
from handouts.certificates.options import CertificateOptions
from handouts.certificates.readiness import NotOver
from handouts.certificates.typeset import CertificateTypesetter
from handouts.content.problem_lines import placed
from handouts.content.provider_check import PATH
from handouts.content.session import Session
from handouts.errors import Problem
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting.css_checks import declared_families
from handouts.typesetting.expected import Expected
from handouts.typesetting.variable_data.variable_layer import FittedText

NO_NUMBER = "0000-0000-0000"
"""What certificates have in a proof."""
_SURE_TO_FIT = 30
"""Letters: of 18 pt they are no wider than a certificate's line, even if each were a square."""


@dataclass(frozen=True)
class CheckedSession:
    """What was found before anything is issued."""

    problems: tuple[Problem, ...]
    """What must be fixed first."""
    remarks: tuple[Problem | NotOver, ...]
    """What should be looked at."""
    due: tuple[Decision, ...]
    """Who would get a certificate, by family name."""
    without: tuple[Decision, ...]
    """Who would get none."""
    settings: Mapping[int, FittedText]
    """By row how the name is set, of those that were measured and whose rows have no problem."""
    unreadable: frozenset[int]
    """The rows that have problems."""
    typesetter: CertificateTypesetter
    expected: Expected


@dataclass(frozen=True)
class Proved:
    """What a proof shows of a session: what was found, and what has to be answered."""

    session: Session
    checked: CheckedSession
    questions: Mapping[Problem, Question]
    """Which newcomers may be people who have left the roster, each with its problem."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is in the way of issuing, sorted."""
        return tuple(sorted({*self.checked.problems, *self.questions}))


def check(
    project: Project, session: Session, options: CertificateOptions, *, every: bool = True
) -> CheckedSession:
    """Return who would get what, and what is in the way of it.

    Without `every`, only names are measured that might not fit, so that there are few `settings`.
    Raises ContentError where the page has no room for its words, and WorldError.
    """
    of_session = terms.certificate_terms(
        session,
        issued=options.today,
        paper=options.paper or session.training.head.paper,
        theme=options.theme or session.training.head.theme,
        stock=terms.Stock(options.preprinted, options.foil, options.blind),
    )
    make = options.typesetter or CertificateTypesetter
    typesetter = make(project, of_session, session.fallback_fonts, session.training.phrases)
    decisions = eligibility.decide(session)
    due = tuple(decision for decision in decisions if decision.hours is not None)
    unreadable = session.roster.unreadable_rows
    readable = [d for d in due if d.participant.row not in unreadable]
    awards: dict[int, Credential] = {}
    lines: dict[int, str] = {}
    for decision in readable:
        award = terms.award(decision, NO_NUMBER)
        line = typesetter.line("name", award)
        if every or len(line) > _SURE_TO_FIT:
            awards[decision.participant.row], lines[decision.participant.row] = award, line
    names = typesetter.names(awards.values()) if awards else {}
    settings = {row: names[line] for row, line in lines.items()}
    problems = [
        *session.roster.problems,
        *session_checks.problems(session),
        *readiness.problems(project, session),
        *_lacking(session),
        *_too_long(session, settings),
    ]
    return CheckedSession(
        problems=tuple(sorted(set(problems))),
        remarks=tuple(_remarks(project, session, options)),
        due=due,
        without=tuple(decision for decision in decisions if decision.hours is None),
        settings=settings,
        unreadable=frozenset(unreadable),
        typesetter=typesetter,
        expected=_expected(typesetter, session),
    )


def _remarks(
    project: Project, session: Session, options: CertificateOptions
) -> Iterator[Problem | NotOver]:
    yield from readiness.not_over(session, options.now)
    wrong = headline.script_problem(session.training, (kind(session),))
    if wrong:
        yield placed(project, PATH, ("certificate_script",), wrong)
    measured = session_checks.from_time(session)
    if measured:
        yield Problem(session.roster.path, 0, measured)
    yield from session.roster.remarks


def _lacking(session: Session) -> Iterator[Problem]:
    for name in session.head.profiles:
        yield from ce_rules.missing(ce_rules.profiles()[name], session)


def _too_long(session: Session, settings: Mapping[int, FittedText]) -> Iterator[Problem]:
    by_row = {person.row: person for person in session.roster.participants}
    for row, setting in settings.items():
        if not setting.fits:
            long = message("certificates.name-too-long", name=by_row[row].name)
            yield Problem(session.roster.path, row, long)


def _expected(typesetter: CertificateTypesetter, session: Session) -> Expected:
    texts = [sheet.read_text("utf-8", errors="replace") for sheet in typesetter.sheets]
    width, height = PAPER_SIZES[typesetter.terms.paper]
    return Expected(
        paragraphs=(),
        rows=(),
        secrets=(),
        families=(*declared_families(texts), *session.fallback_fonts),
        paper=(height, width),
    )
