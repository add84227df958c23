"""What a person sees of the command `mail`, and the question before anything leaves."""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from handouts.cli.output import Console, counted, say, table
from handouts.errors import CallError
from handouts.mail.delivery_log import Mailed
from handouts.mail.dispatch import REAL, Ask, Dependencies, Sent
from handouts.mail.recipients import Delivery
from handouts.mail.send import Outcome
from handouts.project.layout import Project
from handouts.text.visible import one_line
from handouts.workflows import mail
from handouts.workflows.mail import Outbox, Request, Status

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

    def run(self, project: Project, session: str, wanted: Mapping[str, Any]) -> int:
        """Do what is wanted and tell it; return the exit code.

        0 where everybody is or will be reached, 1 where something is to be mended, 3 where
        somebody was not reached. Raises CallError, ContentError, WorldError.
        """
        chosen = [action for action in _ACTIONS if wanted[action]]
        if len(chosen) > 1 and chosen != ["send", "retry_uncertain"]:
            options = " and ".join(f"--{action.replace('_', '-')}" for action in chosen)
            raise CallError(f"{options} cannot be done at once.")
        if wanted["yes"] is not None and not wanted["send"]:
            raise CallError("--yes belongs to --send.")
        request = Request(
            mailing="before" if wanted["before"] else "after",
            largest=int(wanted["largest"] * 1_000_000),
            rate=wanted["rate"],
            yes=wanted["yes"],
            again=wanted["changed"],
        )
        if wanted["mark_sent"] or wanted["retry_uncertain"]:
            is_sent = wanted["mark_sent"]
            settled = mail.settle(
                project, session, request.mailing, sent=is_sent, dependencies=self.dependencies
            )
            self._settled(settled, is_sent)
            if not wanted["send"]:
                return 0
        if wanted["status"]:
            return self._status(mail.status(project, session, self.dependencies))
        if wanted["to_me"]:
            trial = mail.to_me(project, session, request, self.dependencies)
            return self._shown_to_me(trial)
        if wanted["send"]:
            ask, follow = self._asker(request), self._follow
            sent = mail.send(project, session, request, ask, follow, self.dependencies)
            return self._sent(sent)
        return self._outbox(mail.outbox(project, session, request, self.dependencies))

    def _asker(self, request: Request) -> Ask:
        def ask(count: int) -> None:
            given = request.yes
            if given is None:
                question = f"{counted(count, 'message')} will leave. Type the number to send"
                given = self.prompt(question)
            if given is None:
                raise CallError(f"{count} people would get mail. To send: --send --yes {count}")
            if given != count:
                raise CallError(f"{count} people would get mail, not {given}. Nothing was sent.")

        return ask

    def _follow(self, count: int, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, with a bar and the time left on a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield from outcomes
            return
        from rich.console import Console as Terminal  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        with Progress(console=Terminal(stderr=True), transient=True) as bar:
            task = bar.add_task("Sending", total=count)
            for outcome in outcomes:
                bar.update(task, advance=1)
                yield outcome

    def _outbox(self, box: Outbox) -> int:
        wrong = [delivery for delivery in box.without if delivery.is_wrong]
        earlier = {m.person: m.state for m in (*box.standing.sent, *box.standing.changed)}
        earlier |= {m.person: m.state for m in box.standing.uncertain}
        if self.as_json:
            listed = [
                {
                    "name": one.letter.name,
                    "email": one.letter.email,
                    "subject": one.subject,
                    "bytes": one.size,
                    "attachments": [each.filename for each in one.letter.attachments],
                    "file": f"{box.folder}/{one.path.name}",
                }
                for one in box.written
            ]
            self.tell(ok=not wrong, messages=listed, without=_told(box.without))
        elif not self.quiet:
            rows = [
                (
                    one.letter.name,
                    one.letter.email,
                    ", ".join(each.filename for each in one.letter.attachments),
                    f"{one.size / 1000:.0f} KB",
                )
                for one in box.written
            ]
            table(("Name", "Address", "Attached", "Size "), rows)
        if not self.quiet and not self.as_json:
            self._tell_without(box.without)
            for address in box.shared:
                say(f"More than one person has the address {address}.")
            if earlier:
                say(f"{counted(len(earlier), 'message')} of these went out before: --status.")
            due = len(box.standing.due)
            say(
                f"\n{counted(len(box.written), 'message')} in {box.folder}/, shown together in "
                f"index.html. Nothing has left. To send: --send (to {due})."
            )
        return 1 if wrong else 0

    def _sent(self, sent: Sent) -> int:
        missed = [one for one in sent.outcomes if one.state != "accepted"]
        stands = sent.standing
        if self.as_json:
            self.tell(
                ok=not missed and not stands.uncertain,
                messages=[_outcome(one) for one in sent.outcomes],
                uncertain=[_mailed(one) for one in stands.uncertain],
                without=_told(sent.without),
                not_reached=sent.not_reached,
            )
        elif not self.quiet:
            accepted = len(sent.outcomes) - len(missed)
            say(f"{counted(accepted, 'message')} accepted, {len(stands.sent)} accepted before.")
            self._tell_without(sent.without)
            for one in missed:
                said = f"{one.mailed.name} <{one.mailed.email}>: {one.state}: {one.said}"
                say(one_line(said))
            for mailed in stands.changed:
                say(f"{mailed.name} has an earlier version of the documents: --changed sends this.")
        if not self.as_json:
            self._tell_uncertain(stands.uncertain)
        if sent.not_reached and not self.quiet and not self.as_json:
            say(f"Who was not reached is in {sent.not_reached}.")
        if missed or stands.uncertain:
            return 3
        return 1 if any(delivery.is_wrong for delivery in sent.without) else 0

    def _tell_uncertain(self, uncertain: Sequence[Mailed]) -> None:
        for one in uncertain:
            say(one_line(f"{one.name} <{one.email}> may have got it or not: {one.said}."))
        if uncertain:
            say("Ask them, then settle it: --mark-sent, or --retry-uncertain --send.")

    def _tell_without(self, without: Iterable[Delivery]) -> None:
        for delivery in without:
            say(one_line(f"{delivery.participant.name} gets nothing: {delivery.reason}."))

    def _settled(self, settled: Sequence[Mailed], sent: bool) -> None:
        if not self.quiet and not self.as_json:
            became = "taken for sent" if sent else "to be sent again"
            say(f"{counted(len(settled), 'uncertain message')} {became}.")

    def _shown_to_me(self, outcome: Outcome) -> int:
        if self.as_json:
            self.tell(ok=outcome.state == "accepted", **_outcome(outcome))
        elif not self.quiet:
            whom = f"{outcome.mailed.name}, to {outcome.mailed.email}"
            say(one_line(f"The message to {whom}: {outcome.said}"))
        return 0 if outcome.state == "accepted" else 3

    def _status(self, status: Status) -> int:
        if self.as_json:
            listed = [{"mailing": mailing, **_mailed(one)} for mailing, one in status.mailed]
            self.tell(ok=True, messages=listed, not_reached=status.not_reached)
        else:
            rows = [
                (mailing, one.name, one.email, one.state, f"{one.changed} UTC", one.said)
                for mailing, one in status.mailed
            ]
            table(("Mailing", "Name", "Address", "State", "When", "Answer"), rows)
            if status.not_reached:
                say(f"Who was not reached is in {status.not_reached}.")
        return 0


def _told(without: Iterable[Delivery]) -> list[dict[str, object]]:
    return [
        {"name": d.participant.name, "reason": d.reason, "to_be_mended": d.is_wrong}
        for d in without
    ]


def _mailed(one: Mailed) -> dict[str, str]:
    return {key: str(value) for key, value in dataclasses.asdict(one).items() if key != "person"}


def _outcome(one: Outcome) -> dict[str, str]:
    return {**_mailed(one.mailed), "state": one.state, "said": one.said}
