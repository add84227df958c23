/** Which cells are selected, and where keys lead. */

import { type Place, type Table, cellAt } from "./table.js";

/** From the cell where it began to the one that has the focus, whichever of them is above. */
export interface Selection {
  readonly anchor: Place;
  readonly focus: Place;
}

/** Rows and columns from the first to the last, both counted from 0; row -1 is that of the titles. */
export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function at(place: Place): Selection {
  return { anchor: place, focus: place };
}

/** Returns the cells of a selection. A row's own button stands for its whole row. */
export function rangeOf(table: Table, { anchor, focus }: Selection): Range {
  const isWhole = anchor.column === -1 || focus.column === -1;
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: isWhole ? 0 : Math.min(anchor.column, focus.column),
    right: isWhole ? table.columns.length - 1 : Math.max(anchor.column, focus.column),
  };
}

export function isIn(range: Range, { row, column }: Place): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

export function isSingle({ top, bottom, left, right }: Range): boolean {
  return top === bottom && left === right;
}

/** Returns the nearest place that the table has. */
export function clamped(table: Table, { row, column }: Place): Place {
  return {
    row: Math.max(-1, Math.min(row, table.rows.length - 1)),
    column: Math.max(-1, Math.min(column, table.columns.length - 1)),
  };
}

const PAGE = 10;

/** Returns where a key leads from a cell; undefined for a key that leads nowhere. */
export function movedBy(table: Table, from: Place, key: string, withControl: boolean): Place | undefined {
  const last = { row: table.rows.length - 1, column: table.columns.length - 1 };
  const { row, column } = table.rows[from.row]?.isHeading && /^Arrow(Left|Right)$/.test(key) ? cellAt(table, from) : from;
  const steps: Readonly<Record<string, Place>> = {
    ArrowUp: { row: withControl ? Math.min(row, 0) : row - 1, column },
    ArrowDown: { row: withControl ? last.row : row + 1, column },
    ArrowLeft: { row, column: withControl ? Math.min(column, 0) : column - 1 },
    ArrowRight: { row, column: withControl ? last.column : column + 1 },
    Home: withControl ? { row: Math.min(0, last.row), column: 0 } : { row, column: 0 },
    End: withControl ? last : { row, column: last.column },
    PageUp: { row: Math.max(0, row - PAGE), column },
    PageDown: { row: row + PAGE, column },
  };
  const to = steps[key];
  if (to === undefined) return undefined;
  const place = clamped(table, withControl && key === "ArrowUp" ? { row: row > 0 ? 0 : -1, column } : to);
  return place.row === -1 && place.column === -1 ? from : place;
}

/** Returns the cell after another one, row by row; undefined behind the last and before the first. */
export function neighbour(table: Table, from: Place, step: 1 | -1): Place | undefined {
  const columns = table.columns.length;
  const next = from.row * columns + Math.max(from.column, 0) + step;
  const place = { row: Math.floor(next / columns), column: ((next % columns) + columns) % columns };
  if (place.row < 0 || place.row >= table.rows.length) return undefined;
  return cellAt(table, place).column === place.column ? place : neighbour(table, place, step);
}
