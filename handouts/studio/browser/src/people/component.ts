/**
 * The table of people as a component of a page. What is done in it are events `people-edit`, `people-add`,
 * `people-remove` and `people-answer`, in the order in which it was done.
 */

import { type People, type PeopleTable, mountPeople } from "./table.js";

const tables = new WeakMap<HTMLElement, PeopleTable>();

/** Returns the table in an element of a page, for whoever saves what is done in it. */
export function peopleTableOf(element: HTMLElement): PeopleTable | undefined {
  return tables.get(element);
}

export function mountPeopleTable(element: HTMLElement, options: unknown): void {
  const send = (name: string, detail: unknown): void => {
    element.dispatchEvent(new CustomEvent(`people-${name}`, { detail, bubbles: true }));
  };
  const table = mountPeople(element, {
    people: options as People,
    onEdit: (edit) => send("edit", edit),
    onAddRow: (row) => send("add", { row }),
    onRemoveRow: (row) => send("remove", { row }),
    onAnswer: (question, choice) => send("answer", { question, choice }),
  });
  tables.set(element, table);
}
