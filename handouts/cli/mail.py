"""What a person sees of the command `mail`, and the question before anything leaves."""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click

from handouts.cli.output import Console, command_line_texts, counted, print_message, table
from handouts.errors import CallError
from handouts.mail.delivery_log import Mailed
from handouts.mail.dispatch import REAL, Dependencies, Sent
from handouts.mail.recipients import Delivery
from handouts.mail.send import MailOutcome
from handouts.project.layout import Project
from handouts.text.visible import one_line
from handouts.workflows import mail_status
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.mail_status import MailStatus
from handouts.workflows.outbox import Outbox, outbox
from handouts.workflows.send import SendOptions, plan_send, send
from handouts.workflows.settle import settle
from handouts.workflows.test_message import send_test

_ACTIONS = ("send", "to_me", "status", "retry_uncertain", "mark_sent")


def typed_number(question: str) -> int | None:
    """Return the number that somebody types; None where nobody sits at a terminal."""
    return click.prompt(question, type=int, err=True) if sys.stdin.isatty() else None


@dataclasses.dataclass(frozen=True)
class MailConsole(Console):
    """Where the results of `mail` go."""

    prompt: Callable[[str], int | None] = typed_number
    """Asks for a number."""
    dependencies: Dependencies = REAL

    def run(self, project: Project, session: str, options: Mapping[str, Any]) -> int:
        """Do what the options ask for and print the result; return the exit code.

        0 where everybody is or will be reached, 1 where something is to be fixed, 3 where
        somebody was not reached. Raises CallError, ContentError, WorldError.
        """
        chosen = [action for action in _ACTIONS if options[action]]
        if len(chosen) > 1 and chosen != ["send", "retry_uncertain"]:
            names = " and ".join(f"--{action.replace('_', '-')}" for action in chosen)
            raise CallError(f"{names} cannot be done at once.")
        if options["yes"] is not None and not options["send"]:
            raise CallError("--yes belongs to --send.")
        which = MailOptions(
            mailing="before" if options["before"] else "after",
            largest=int(options["largest"] * 1_000_000),
            include_changed=options["changed"],
        )
        if options["mark_sent"] or options["retry_uncertain"]:
            is_sent = options["mark_sent"]
            settled = settle(
                project, session, which.mailing, sent=is_sent, dependencies=self.dependencies
            )
            self._settled(settled, is_sent)
            if not options["send"]:
                return 0
        if options["status"]:
            return self._status(mail_status.status(project, session, self.dependencies))
        if options["to_me"]:
            return self._test_sent(
                send_test(project, session, which, dependencies=self.dependencies)
            )
        if options["send"]:
            confirmed = options["yes"]
            if confirmed is None:
                plan = plan_send(project, session, which, self.dependencies)
                confirmed = self._confirmed(plan.recipients)
            how = SendOptions(which, confirmed, options["rate"])
            with self.progress("Sending") as on_progress:
                sent = send(project, session, how, on_progress, self.dependencies)
            return self._sent(sent)
        return self._outbox(outbox(project, session, which, self.dependencies))

    def _confirmed(self, recipients: int) -> int:
        """Ask how many people are to get mail. Raises CallError where nobody can be asked."""
        if not recipients:
            return 0
        question = f"{counted(recipients, 'message')} will leave. Type the number to send"
        typed = self.prompt(question)
        if typed is None:
            raise CallError(
                f"{recipients} people would get mail. To send: --send --yes {recipients}"
            )
        return typed

    def _outbox(self, box: Outbox) -> int:
        wrong = [delivery for delivery in box.without if delivery.is_wrong]
        earlier = {m.person: m.state for m in (*box.pending.sent, *box.pending.changed)}
        earlier |= {m.person: m.state for m in box.pending.uncertain}
        if self.as_json:
            listed = [
                {
                    "name": one.message.name,
                    "email": one.message.email,
                    "subject": one.subject,
                    "bytes": one.size,
                    "attachments": [each.filename for each in one.message.attachments],
                    "file": f"{box.folder}/{one.path.name}",
                }
                for one in box.written
            ]
            self.print_json(ok=not wrong, messages=listed, without=_without(box.without))
        elif not self.quiet:
            rows = [
                (
                    one.message.name,
                    one.message.email,
                    ", ".join(each.title for each in one.message.attachments),
                    f"{one.size / 1000:.0f} KB",
                )
                for one in box.written
            ]
            table(("Name", "Address", "Attached", "Size "), rows)
        if not self.quiet and not self.as_json:
            self._print_without(box.without)
            for address in box.shared:
                print_message(f"More than one person has the address {address}.")
            if earlier:
                print_message(
                    f"{counted(len(earlier), 'message')} of these went out before: --status."
                )
            due = len(box.pending.due)
            print_message(
                f"\n{counted(len(box.written), 'message')} in {box.folder}/, shown together in "
                f"index.html. Nothing has left. To send: --send (to {due})."
            )
        return 1 if wrong else 0

    def _sent(self, sent: Sent) -> int:
        missed = [one for one in sent.outcomes if one.state != "accepted"]
        pending = sent.pending
        if self.as_json:
            self.print_json(
                ok=not missed and not pending.uncertain,
                messages=[_outcome(one) for one in sent.outcomes],
                uncertain=[_mailed(one) for one in pending.uncertain],
                without=_without(sent.without),
                not_reached=sent.not_reached,
            )
        elif not self.quiet:
            accepted = len(sent.outcomes) - len(missed)
            print_message(
                f"{counted(accepted, 'message')} accepted, {len(pending.sent)} accepted before."
            )
            self._print_without(sent.without)
            for one in missed:
                said = f"{one.mailed.name} <{one.mailed.email}>: {one.state}: {one.said}"
                print_message(one_line(said))
            for mailed in pending.changed:
                print_message(
                    f"{mailed.name} has an earlier version of the documents: --changed sends this."
                )
        if not self.as_json:
            self._print_uncertain(pending.uncertain)
        if sent.not_reached and not self.quiet and not self.as_json:
            print_message(f"Who was not reached is in {sent.not_reached}.")
        if missed or pending.uncertain:
            return 3
        return 1 if any(delivery.is_wrong for delivery in sent.without) else 0

    def _print_uncertain(self, uncertain: Sequence[Mailed]) -> None:
        for one in uncertain:
            print_message(one_line(f"{one.name} <{one.email}> may have got it or not: {one.said}."))
        if uncertain:
            print_message("Ask them, then settle it: --mark-sent, or --retry-uncertain --send.")

    def _print_without(self, without: Iterable[Delivery]) -> None:
        for delivery in without:
            print_message(
                one_line(f"{delivery.participant.name} gets nothing: {_reason(delivery)}.")
            )

    def _settled(self, settled: Sequence[Mailed], sent: bool) -> None:
        if not self.quiet and not self.as_json:
            became = "taken for sent" if sent else "to be sent again"
            print_message(f"{counted(len(settled), 'uncertain message')} {became}.")

    def _test_sent(self, outcome: MailOutcome) -> int:
        if self.as_json:
            self.print_json(ok=outcome.state == "accepted", **_outcome(outcome))
        elif not self.quiet:
            whom = f"{outcome.mailed.name}, to {outcome.mailed.email}"
            print_message(one_line(f"The message to {whom}: {outcome.said}"))
        return 0 if outcome.state == "accepted" else 3

    def _status(self, status: MailStatus) -> int:
        if self.as_json:
            listed = [{"mailing": mailing, **_mailed(one)} for mailing, one in status.mailed]
            self.print_json(ok=True, messages=listed, not_reached=status.not_reached)
        else:
            rows = [
                (mailing, one.name, one.email, one.state, f"{one.changed} UTC", one.said)
                for mailing, one in status.mailed
            ]
            table(("Mailing", "Name", "Address", "State", "When", "Answer"), rows)
            if status.not_reached:
                print_message(f"Who was not reached is in {status.not_reached}.")
        return 0


def _without(without: Iterable[Delivery]) -> list[dict[str, object]]:
    return [
        {"name": d.participant.name, "reason": _reason(d), "to_be_fixed": d.is_wrong}
        for d in without
    ]


def _reason(delivery: Delivery) -> str:
    return command_line_texts().text(delivery.reason) if delivery.reason else ""


def _mailed(one: Mailed) -> dict[str, str]:
    return {key: str(value) for key, value in dataclasses.asdict(one).items() if key != "person"}


def _outcome(one: MailOutcome) -> dict[str, str]:
    return {**_mailed(one.mailed), "state": one.state, "said": one.said}
