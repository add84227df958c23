/** What is wrong with cells: marked there, and listed below the table with a way to each. */

import { make, newElementId } from "./dom.js";
import { type Choice, type Place, type Table, textAt } from "./table.js";

export interface CellProblem {
  /** Counted from 0; null is the row of the titles. */
  readonly row: number | null;
  /** Counted from 0; null is the row as a whole. */
  readonly column: number | null;
  readonly cause: string;
  readonly fix: string;
  readonly kind: "problem" | "warning";
  /** What answers it, if it is a question of this identity. */
  readonly question?: string;
  readonly choices?: readonly Choice[];
}

/** A problem, the row that it is about, and what stood there when it was found. */
interface Found {
  readonly problem: CellProblem;
  /** The identity of the row; empty for that of the titles. */
  readonly row: string;
  readonly texts: readonly string[];
  readonly item: HTMLElement;
  readonly name: HTMLElement;
}

/** Shows problems as long as what they are about stands there as it was when they were found. */
export class Problems {
  readonly element = make("section", { class: "grid-problems", "aria-label": "Problems", hidden: true });
  /** Stands above the table, and leads to the list. */
  readonly opener = make("button", { type: "button", class: "grid-tool grid-count", hidden: true });
  private readonly title = make("h3");
  private readonly list = make("ul");
  private marked: HTMLElement[] = [];
  private found: readonly Found[] = [];
  private table: Table = { columns: [], rows: [] };

  /** `nameOf` says which cell a problem is about: "Row 3, Healing". */
  constructor(
    private readonly nameOf: (place: Place) => string,
    private readonly goTo: (place: Place) => void,
    private readonly answer: (question: string, choice: string) => void,
  ) {
    this.element.append(this.title, this.list);
    this.opener.addEventListener("click", () => {
      const first = this.found.find(({ item }) => !item.hidden);
      this.element.scrollIntoView({ block: "nearest" });
      first?.item.querySelector("button")?.focus();
    });
  }

  /** Takes what was found in a table. */
  set(problems: readonly CellProblem[], table: Table): void {
    this.found = problems.map((problem) => this.foundIn(problem, table));
    this.list.replaceChildren(...this.found.map(({ item }) => item));
  }

  /** Marks the cells of a table as it is now, and hides what is no longer so. */
  show(table: Table, at: (place: Place) => HTMLElement | undefined): void {
    this.table = table;
    for (const cell of this.marked) {
      for (const name of ["aria-invalid", "aria-describedby", "data-problem"]) cell.removeAttribute(name);
    }
    this.marked = [];
    let count = 0;
    const rows = placesOf(table);
    for (const found of this.found) {
      const place = this.placeNow(found, rows);
      found.item.hidden = place === undefined;
      if (place === undefined) continue;
      count += 1;
      found.name.textContent = this.nameOf(place);
      const cell = at(place);
      if (cell !== undefined) this.mark(cell, found);
    }
    this.title.textContent = count === 1 ? "1 problem" : `${count} problems`;
    this.opener.textContent = this.title.textContent;
    this.element.hidden = count === 0;
    this.opener.hidden = count === 0;
  }

  /** Returns what is wrong with a cell, as one text; empty where nothing is. */
  textAt(place: Place): string {
    const rows = placesOf(this.table);
    const here = this.found.filter((found) => {
      const now = this.placeNow(found, rows);
      return now?.row === place.row && now.column === place.column;
    });
    return here.map(({ problem }) => sentence(problem)).join(" ");
  }

  private mark(cell: HTMLElement, { problem, item }: Found): void {
    const described = cell.getAttribute("aria-describedby");
    cell.setAttribute("aria-describedby", described ? `${described} ${item.id}` : item.id);
    if (problem.kind === "problem") cell.setAttribute("aria-invalid", "true");
    if (cell.dataset["problem"] !== "problem") cell.dataset["problem"] = problem.kind;
    this.marked.push(cell);
  }

  /** Returns where a problem is now; undefined where something else stands there. */
  private placeNow({ problem, row, texts }: Found, rows: ReadonlyMap<string, number>): Place | undefined {
    const { column } = placeOf(problem);
    const now = row === "" ? -1 : rows.get(row);
    if (now === undefined) return undefined;
    const place = { row: now, column };
    const are = textsAt(this.table, place);
    return are.length === texts.length && are.every((text, each) => text === texts[each]) ? place : undefined;
  }

  private foundIn(problem: CellProblem, table: Table): Found {
    const place = placeOf(problem);
    const name = make("b");
    const button = make("button", { type: "button", class: "grid-problem" }, name, ` ${sentence(problem)}`);
    const row = place.row === -1 ? "" : (table.rows[place.row]?.id ?? "");
    const item = make("li", { id: newElementId("grid-problem"), "data-problem": problem.kind }, button);
    const found: Found = { problem, row, texts: textsAt(table, place), item, name };
    button.addEventListener("click", () => {
      const now = this.placeNow(found, placesOf(this.table));
      if (now !== undefined) this.goTo(now);
    });
    const { question, choices = [] } = problem;
    if (question !== undefined && choices.length > 0) {
      item.append(choiceButtons(choices, (choice) => this.answer(question, choice)));
    }
    return found;
  }
}

/** Returns a button for each answer to a question. */
export function choiceButtons(choices: readonly Choice[], choose: (value: string) => void): HTMLElement {
  const buttons = choices.map(({ value, label }) => {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => choose(value));
    return button;
  });
  return make("div", { class: "people-choices" }, ...buttons);
}

function placesOf({ rows }: Table): ReadonlyMap<string, number> {
  return new Map(rows.map(({ id }, place) => [id, place]));
}

/** Returns the text of a cell, or those of a row as a whole. */
function textsAt(table: Table, place: Place): readonly string[] {
  return place.column === -1 ? (table.rows[place.row]?.cells ?? []) : [textAt(table, place)];
}

function placeOf({ row, column }: CellProblem): Place {
  return { row: row ?? -1, column: column ?? (row === null ? 0 : -1) };
}

function sentence({ cause, fix }: CellProblem): string {
  const whole = cause.charAt(0).toUpperCase() + cause.slice(1);
  const ended = /[?!]$/.test(whole) ? whole : `${whole}.`;
  return fix ? `${ended} ${fix}` : ended;
}
