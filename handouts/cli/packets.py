"""What a person sees of the command about packets."""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from handouts.cli.output import Console, counted, print_message, print_result, table
from handouts.project.layout import Project
from handouts.text.visible import one_line

if TYPE_CHECKING:
    from handouts.packets.build import MadePackets
    from handouts.packets.print_runs import Plan, PrintRun
    from handouts.packets.remarks import Remark


class PacketConsole(Console):
    """Where the results of packet go."""

    def packed(self, project: Project, packed: "MadePackets") -> None:
        """Show the files that were made, and the plan for the printer."""
        if self.as_json:
            plan = packed.plan
            self.print_json(
                ok=True,
                files=self._files(project, packed.files),
                folder=plan.folder,
                plan=[_told(run) for run in plan.runs],
                besides=[_told(run) for run in plan.besides],
                sheets={stock: plan.sheets(stock) for stock in ("paper", "card")},
                versions=dict(plan.versions),
                left_out=packed.left_out,
                remarks=list(map(_sentence, packed.remarks)),
            )
        elif not self.quiet:
            self._show_files(project, packed.files)
            self._show_plan(packed.plan)
            self._tell_left_out(packed.left_out)
            for remark in packed.remarks:
                print_message(one_line(_sentence(remark)))

    def _show_plan(self, plan: "Plan") -> None:
        print_result(f"\nTo print from {one_line(plan.folder)}, in this order:")
        columns = ("", "File", "Pages", "Copies ", "Sheets ", "Sides", "On", "Needs")
        table(columns, [_cells(f"{n}.", run) for n, run in enumerate(plan.runs, 1)])
        if plan.besides:
            print_result("\nOnly if asked for:")
            table(columns, [_cells("", run) for run in plan.besides])
        sheets = [
            f"{counted(plan.sheets(stock), 'sheet')} of {stock}"
            for stock in ("paper", "card")
            if plan.sheets(stock)
        ]
        print_message(f"\n{' and '.join(sheets)} in all.")


def _cells(number: str, run: "PrintRun") -> Sequence[str]:
    sides = f"both, {run.edge} edge" if run.sides == 2 else "one"
    pages = f"{run.pages[0]}–{run.pages[1]}" if run.pages else "all"
    only = ", odd only" if run.pages and run.sides == 1 else ""
    ink = "grey" if run.is_grey else "colour"
    return (
        number,
        run.path,
        pages + only,
        str(run.copies),
        str(run.all_sheets),
        sides,
        f"{run.paper} {run.stock}, {ink}",
        ", ".join(run.needs),
    )


def _sentence(remark: "Remark") -> str:
    from handouts.packets.remarks import NotListed, NotMade, SessionToPack  # noqa: PLC0415

    match remark:
        case NotMade(name):
            return f"{name} cannot be made here, and is in no packet on paper."
        case SessionToPack(session):
            return (
                f"handouts packet {session} makes those of this session, with what its roster "
                "gives: sign-in sheet, badges, evaluation."
            )
        case NotListed(worksheets, audience):
            return (
                f"Made, but in no packet, for `packet: {audience}:` of training.yaml does not list "
                f"it: {', '.join(worksheets)}. Add what is missed there, where it is to stand; "
                "the rest stays a file of its own."
            )
        case _:
            return "Nobody is on the roster yet: --copies N plans for N participants."


def _told(run: "PrintRun") -> dict[str, object]:
    return {**dataclasses.asdict(run), "all_sheets": run.all_sheets}
