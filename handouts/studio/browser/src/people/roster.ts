/** The people of a session as a table, and what was changed in it, one edit after another. */

import type { CellKind, Choice, Column, Table } from "../grid/table.js";

export interface RosterColumn {
  readonly id: string;
  readonly title: string;
  readonly kind: CellKind;
  readonly choices?: readonly Choice[];
  readonly isReadOnly?: boolean;
  readonly width?: "narrow" | "medium" | "wide";
}

export interface RosterRow {
  readonly id: string;
  readonly cells: readonly string[];
}

/** One cell that has another value. Row and column are counted from 0, as the table is at that moment. */
export interface Edit {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

export type Step =
  | { readonly kind: "edit"; readonly edit: Edit }
  | { readonly kind: "add"; readonly row: number }
  | { readonly kind: "remove"; readonly row: number };

export function rosterTable(columns: readonly RosterColumn[], rows: readonly RosterRow[]): Table {
  return { columns: columns.map((column): Column => ({ ...column, isFixed: true })), rows };
}

/** Returns rows as they were read, those that were added in the table under the identities that they have there. */
export function known(read: readonly RosterRow[], shown: readonly RosterRow[]): readonly RosterRow[] {
  const ids = new Set(shown.map(({ id }) => id));
  const isAdded = (row: RosterRow, place: number): boolean => !ids.has(row.id) && shown[place] !== undefined;
  if (read.length !== shown.length) return read;
  const readIds = new Set(read.map(({ id }) => id));
  return read.map((row, place) => {
    const here = shown[place];
    return here && isAdded(row, place) && !readIds.has(here.id) ? { ...row, id: here.id } : row;
  });
}

/** Returns the steps that lead from one table to another with the same columns, in their order. */
export function stepsBetween(before: Table, after: Table): Step[] {
  const steps: Step[] = [];
  const kept = new Set(after.rows.map(({ id }) => id));
  for (let row = before.rows.length - 1; row >= 0; row -= 1) {
    if (!kept.has(before.rows[row]?.id ?? "")) steps.push({ kind: "remove", row });
  }
  const old = new Map(before.rows.map((row) => [row.id, row]));
  after.rows.forEach(({ id, cells }, row) => {
    const was = old.get(id);
    if (was === undefined) steps.push({ kind: "add", row });
    cells.forEach((value, column) => {
      if (value !== (was?.cells[column] ?? "")) steps.push({ kind: "edit", edit: { row, column, value } });
    });
  });
  return steps;
}
