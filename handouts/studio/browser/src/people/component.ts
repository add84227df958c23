/**
 * The table of people as a component of a page. What is done in it are events `people-edit`, `people-add`,
 * `people-remove` and `people-answer`, in the order in which it was done; rows are counted as the list is at that
 * moment. The page answers with events at the
 * same element: `people-show` (what was read anew), `people-problems` and `people-go-to` ({row, column}).
 */

import { on, send } from "../grid/dom.js";
import type { CellProblem } from "../grid/problems.js";
import { type People, mountPeople } from "./table.js";

export function mountPeopleTable(element: HTMLElement, options: unknown): void {
  const table = mountPeople(element, {
    people: options as People,
    onEdit: (edit) => send(element, "people-edit", edit),
    onAddRow: (cells) => send(element, "people-add", { cells }),
    onRemoveRow: (row) => send(element, "people-remove", { row }),
    onAnswer: (question, choice) => send(element, "people-answer", { question, choice }),
  });
  on(element, "people-show", (people: People) => table.replace(people));
  on(element, "people-problems", (found: readonly CellProblem[]) => table.setProblems(found));
  on(element, "people-go-to", (place: { row: number; column: number }) => table.goTo(place.row, place.column));
}
