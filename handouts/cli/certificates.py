"""What a person sees of the commands about certificates."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from handouts.cli.certificate_wording import as_data, explained, explained_problems
from handouts.cli.output import (
    Console,
    counted,
    print_message,
    print_result,
    problems_as_data,
    table,
)
from handouts.project.layout import Project
from handouts.text.visible import one_line

if TYPE_CHECKING:
    from handouts.certificates.eligibility import Decision
    from handouts.certificates.issue import Issued
    from handouts.certificates.ledger import LedgerEntry
    from handouts.certificates.verify import Verdict
    from handouts.workflows.export_register import Exported
    from handouts.workflows.proof import Proof

_EXIT_NOT_COMPARED = 4


class CertificateConsole(Console):
    """Where the results of proof, certify and verify go."""

    def proved(self, proof: "Proof") -> None:
        """Show who would get what, and what is in the way."""
        problems = explained_problems(proof.problems, proof.questions)
        if self.as_json:
            self.print_json(
                ok=not problems,
                proof=proof.path,
                due=[{**_as_data(decision), "set": set_as} for decision, set_as in proof.due],
                without=[{**_as_data(one), "reason": one.reason} for one in proof.without],
                problems=problems_as_data(problems),
                questions=as_data(proof.questions.values()),
                remarks=[explained(remark) for remark in proof.remarks],
            )
            return
        if not self.quiet:
            rows = [(*_cells(decision), set_as) for decision, set_as in proof.due]
            rows += [(*_cells(decision), f"none: {decision.reason}") for decision in proof.without]
            table(("Row ", "Name", "Hours ", "Certificate"), rows)
            for remark in proof.remarks:
                print_message(one_line(explained(remark)))
            print_message(f"\n{proof.path} shows it, with the longest names.")
        for problem in problems:
            print_message(str(problem))
        if problems:
            print_message(f"\n{counted(len(problems), 'problem')} to be fixed first.")

    def certified(
        self, project: Project, done: "Issued | LedgerEntry | Exported", pictures: str = ""
    ) -> None:
        """Show what was issued and who got none, or what became of one certificate.

        `pictures` is the folder of those for sharing, where they were made.
        """
        from handouts.certificates.issue import Issued  # noqa: PLC0415
        from handouts.certificates.ledger import LedgerEntry  # noqa: PLC0415

        if isinstance(done, Issued):
            self._issued(project, done, pictures)
        elif self.as_json:
            self.print_json(ok=True, **dataclasses.asdict(done))
        elif not self.quiet and isinstance(done, LedgerEntry):
            print_message(f"{done.number} ({done.award.name}) is void from now on: {done.why}.")
        elif not self.quiet and not isinstance(done, LedgerEntry):
            print_message(f"{done.path} has {counted(done.rows, 'row')}.")

    def _issued(self, project: Project, issued: "Issued", pictures: str) -> None:
        folder = project.relative(issued.folder)
        if self.as_json:
            issued_now = [
                {
                    "number": entry.number,
                    "name": entry.award.name,
                    "hours": entry.award.hours,
                    "issued": entry.issued,
                    "replaces": entry.award.replaces,
                    "path": f"{folder}/certificates/{entry.file}",
                    "new": entry.number in issued.new,
                }
                for entry in issued.certificates
            ]
            without = [{**_as_data(one), "reason": one.reason} for one in issued.without]
            remarks = [explained(remark) for remark in issued.remarks]
            drawn = {"pictures": pictures} if pictures else {}
            self.print_json(
                ok=True, certificates=issued_now, without=without, remarks=remarks, **drawn
            )
            return
        if self.quiet:
            return
        rows = [
            (e.number, e.award.name, e.award.hours, "new" if e.number in issued.new else e.issued)
            for e in issued.certificates
        ]
        table(("Number", "Name", "Hours ", "Issued"), rows)
        for one in issued.without:
            print_message(one_line(f"{one.participant.name} gets none: {one.reason}."))
        for remark in issued.remarks:
            print_message(one_line(explained(remark)))
        again = f", {issued.made_again} made again from the ledger" if issued.made_again else ""
        print_message(
            f"\n{counted(len(issued.new), 'certificate')} issued, {len(rows) - len(issued.new)} "
            f"issued before{again}. All are in {folder}/certificates/, for the printer together in "
            f"{folder}/certificates.pdf."
        )
        if pictures:
            print_message(f"A picture of each, for sharing, is in {pictures}/.")

    def verified(self, verdicts: Sequence["Verdict"]) -> None:
        """Show which certificates are genuine, what they say, and what cannot be known."""
        if self.as_json:
            listed = [_verdict_as_data(one) for one in verdicts]
            self.print_json(ok=exit_code(verdicts) == 0, verdicts=listed)
            return
        for one in verdicts:
            given = one.of if len(one.of) <= 60 else f"…{one.of[-59:]}"
            print_result(f"{one_line(given)}: {one.finding.replace('-', ' ').upper()}")
            for name, value in dataclasses.asdict(one.claims).items() if one.claims else ():
                print_result(f"    {name}: {one_line(str(value))}")
            for sentence in one.sentences:
                print_result(f"  {one_line(sentence)}")


def exit_code(verdicts: Iterable["Verdict"]) -> int:
    """Return 0 where all are genuine, 4 where a paper is still to be compared, 1 for the rest."""
    findings = {one.finding for one in verdicts}
    if findings <= {"genuine"}:
        return 0
    return _EXIT_NOT_COMPARED if findings <= {"genuine", "code-genuine", "number-known"} else 1


def _verdict_as_data(verdict: "Verdict") -> dict[str, Any]:
    return {
        "of": verdict.of,
        "finding": verdict.finding,
        "claims": dataclasses.asdict(verdict.claims) if verdict.claims else None,
        "said": verdict.sentences,
    }


def _as_data(decision: "Decision") -> dict[str, Any]:
    person = decision.participant
    hours = "" if decision.hours is None else f"{decision.hours.normalize():f}"
    return {"row": person.row, "name": person.name, "hours": hours}


def _cells(decision: "Decision") -> tuple[str, str, str]:
    row = _as_data(decision)
    return str(row["row"]), row["name"], row["hours"]
