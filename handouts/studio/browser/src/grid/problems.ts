/** What is wrong with cells: marked there, and listed below the table with a way to each. */

import { make, newElementId } from "./dom.js";
import type { Place } from "./table.js";

export interface CellProblem {
  /** Counted from 0; null is the row of the titles. */
  readonly row: number | null;
  /** Counted from 0; null is the row as a whole. */
  readonly column: number | null;
  readonly cause: string;
  readonly fix: string;
  readonly kind: "problem" | "warning";
}

export class Problems {
  readonly element = make("section", { class: "grid-problems", "aria-label": "Problems", hidden: true });
  private marked: HTMLElement[] = [];
  private found: readonly { problem: CellProblem; item: HTMLElement }[] = [];

  /** `nameOf` says which cell a problem is about: "Row 3, Healing". */
  constructor(
    private readonly nameOf: (place: Place) => string,
    private readonly goTo: (place: Place) => void,
  ) {}

  set(problems: readonly CellProblem[]): void {
    this.found = problems.map((problem) => ({ problem, item: this.item(problem) }));
    const title = make("h3", {}, problems.length === 1 ? "1 problem" : `${problems.length} problems`);
    this.element.replaceChildren(title, make("ul", {}, ...this.found.map(({ item }) => item)));
    this.element.hidden = problems.length === 0;
  }

  /** Marks the cells; for the elements of a table that was drawn anew too. */
  mark(at: (place: Place) => HTMLElement | undefined): void {
    for (const cell of this.marked) {
      for (const name of ["aria-invalid", "aria-describedby", "data-problem"]) cell.removeAttribute(name);
    }
    this.marked = [];
    for (const { problem, item } of this.found) {
      const cell = at(placeOf(problem));
      if (cell === undefined) continue;
      const described = cell.getAttribute("aria-describedby");
      cell.setAttribute("aria-describedby", described ? `${described} ${item.id}` : item.id);
      if (problem.kind === "problem") cell.setAttribute("aria-invalid", "true");
      if (cell.dataset["problem"] !== "problem") cell.dataset["problem"] = problem.kind;
      this.marked.push(cell);
    }
  }

  /** Returns what is wrong with a cell, as one text; empty where nothing is. */
  textAt(place: Place): string {
    const here = this.found.filter(({ problem }) => {
      const other = placeOf(problem);
      return other.row === place.row && other.column === place.column;
    });
    return here.map(({ problem }) => sentence(problem)).join(" ");
  }

  private item(problem: CellProblem): HTMLElement {
    const place = placeOf(problem);
    const name = this.nameOf(place);
    const button = make("button", { type: "button", class: "grid-problem" }, make("b", {}, name), ` ${sentence(problem)}`);
    button.addEventListener("click", () => this.goTo(place));
    return make("li", { id: newElementId("grid-problem"), "data-problem": problem.kind }, button);
  }
}

function placeOf({ row, column }: CellProblem): Place {
  return { row: row ?? -1, column: column ?? (row === null ? 0 : -1) };
}

function sentence({ cause, fix }: CellProblem): string {
  const whole = cause.charAt(0).toUpperCase() + cause.slice(1);
  return fix ? `${whole}. ${fix}` : `${whole}.`;
}
