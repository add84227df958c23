/** The people of a session as a table, and what was changed in it, one edit after another. */

import { type CellKind, type Choice, type Column, type Row, type Table, isEmpty } from "../grid/table.js";

export interface RosterColumn {
  readonly id: string;
  readonly title: string;
  readonly kind: CellKind;
  readonly choices?: readonly Choice[];
  readonly isReadOnly?: boolean;
  readonly width?: "narrow" | "medium" | "wide";
}

export interface RosterRow {
  /** Whatever is its own in one reading: the number of its row will do. */
  readonly id: string;
  /** As a spreadsheet counts it. */
  readonly number?: number;
  readonly cells: readonly string[];
}

/** One cell that has another value. Row and column are counted from 0, as the list is at that moment. */
export interface Edit {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

export type Step =
  | { readonly kind: "edit"; readonly edit: Edit }
  | { readonly kind: "add"; readonly cells: readonly string[] }
  | { readonly kind: "remove"; readonly row: number };

export function rosterTable(columns: readonly RosterColumn[], rows: readonly RosterRow[]): Table {
  return { columns: columns.map((column): Column => ({ ...column, isFixed: true })), rows };
}

/**
 * Returns people who were read anew, in rows that have the identities of those at the same places in `shown`, if
 * there are as many; the rows there that wait for a text stay below them.
 */
export function readAnew(columns: readonly RosterColumn[], rows: readonly RosterRow[], shown: Table): Table {
  const waiting = shown.rows.filter((row) => isEmpty(shown.columns, row));
  const people = shown.rows.filter((row) => !waiting.includes(row));
  const known = people.length === rows.length ? rows.map((row, place) => ({ ...row, id: people[place]?.id ?? row.id })) : rows;
  const ids = new Set(known.map(({ id }) => id));
  return rosterTable(columns, [...known, ...waiting.filter(({ id }) => !ids.has(id))]);
}

/**
 * Returns the steps that lead from one table to another with the same columns, in their order. Rows without a
 * text are no one yet: a person is added with the first text, below all others, and removed with the last.
 */
export function stepsBetween(before: Table, after: Table): Step[] {
  const people = ({ columns, rows }: Table): Row[] => rows.filter((row) => !isEmpty(columns, row));
  const were = people(before);
  const are = people(after);
  const steps: Step[] = [];
  const ids = new Set(are.map(({ id }) => id));
  for (let row = were.length - 1; row >= 0; row -= 1) {
    if (!ids.has(were[row]?.id ?? "")) steps.push({ kind: "remove", row });
  }
  const kept = were.filter(({ id }) => ids.has(id));
  const now = new Map(are.map((row) => [row.id, row]));
  kept.forEach(({ id, cells }, row) => {
    now.get(id)?.cells.forEach((value, column) => {
      if (value !== cells[column]) steps.push({ kind: "edit", edit: { row, column, value } });
    });
  });
  const known = new Set(kept.map(({ id }) => id));
  return [...steps, ...are.filter(({ id }) => !known.has(id)).map(({ cells }): Step => ({ kind: "add", cells }))];
}
