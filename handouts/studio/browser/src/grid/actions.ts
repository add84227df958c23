/** What the menus of rows and columns do. */

import type { MenuItem } from "./menu.js";
import type { Grid, GridOptions } from "./options.js";
import { type Place, type Table, counted, emptyHeading, emptyRow, numberOf, plainRows, withColumn, withMovedColumn, withMovedRows, withRows, withoutColumn, withoutRows } from "./table.js";

export interface Rows {
  readonly first: number;
  readonly last: number;
}

export class Actions {
  constructor(
    private readonly grid: Grid,
    private readonly options: GridOptions,
    private readonly newId: () => string,
    private readonly select: (from: Place, to?: Place) => void,
  ) {}

  addRow(at: number): void {
    const table = this.grid.table();
    this.grid.change(withRows(table, at, [emptyRow(table, this.newId())]), `${this.noun} added.`);
    const first = table.columns.findIndex(({ isReadOnly }) => !isReadOnly);
    this.select({ row: at, column: Math.max(first, 0) });
  }

  /** Puts a heading above a row, and above the first where none is selected. */
  addHeading(above: number): void {
    const at = Math.max(above, 0);
    this.grid.change(withRows(this.grid.table(), at, [emptyHeading(this.newId())]), "Heading added.");
    this.select({ row: at, column: 0 });
  }

  moveRows({ first, last }: Rows, to: number): void {
    const table = this.grid.table();
    if (!this.options.canMoveRows || first < 0 || to < 0 || to + last - first >= table.rows.length || to === first) return;
    const what = first === last ? this.noun : `${this.options.rowNoun}s`;
    const moved = withMovedRows(table, first, last, to);
    const done = moved.rows[to]?.isHeading ? "Moved." : `${what} moved to place ${numberOf(moved.rows, to)}.`;
    this.grid.change(moved, done);
  }

  removeRows({ first, last }: Rows): void {
    const table = this.grid.table();
    const count = last - first + 1;
    if (this.isNeeded({ first, last })) return;
    const what = isHeadings(table, { first, last }) ? counted(count, "heading") : counted(count, this.options.rowNoun);
    this.grid.change(withoutRows(table, first, last), `${what} removed. Ctrl+Z brings back.`);
    this.select({ row: Math.min(first, table.rows.length - count - 1), column: -1 });
  }

  addColumn(at: number): void {
    const { columns } = this.options;
    const table = this.grid.table();
    if (columns === undefined || table.columns.length >= columns.most) return;
    this.grid.change(withColumn(table, at, columns.make(this.newId())), "Column added.");
    this.select({ row: -1, column: at });
  }

  moveColumn(from: number, to: number): void {
    const table = this.grid.table();
    if (!this.options.columns || from === to || !canGo(table, from) || !canGo(table, to)) return;
    this.grid.change(withMovedColumn(table, from, to), `Column moved to place ${to + 1}.`);
  }

  removeColumn(at: number): void {
    const table = this.grid.table();
    if (!this.options.columns || table.columns.length <= this.options.columns.least || table.columns[at]?.isFixed) return;
    this.grid.change(withoutColumn(table, at), "Column removed. Ctrl+Z brings it back.");
    this.select({ row: -1, column: Math.min(at, table.columns.length - 2) });
  }

  rowItems(rows: Rows): MenuItem[] {
    const { first, last } = rows;
    const count = last - first + 1;
    const rest = this.grid.table().rows.length - count;
    const { rows: all } = this.grid.table();
    const isHeading = isHeadings(this.grid.table(), rows);
    const noun = this.options.rowNoun;
    const number = numberOf(all, first);
    const one = isHeading ? `Heading above row ${number}` : `Row ${number}`;
    const name = count === 1 ? one : `Rows ${number} to ${numberOf(all, last)}`;
    const item = (text: string, run: () => void, more: Partial<MenuItem> = {}): MenuItem => ({ text, name: `${name}: ${text}`, run, ...more });
    const ordering = [
      item("Move up", () => this.moveAndSelect(rows, -1), { keys: "Alt ↑", isDisabled: first === 0 }),
      item("Move down", () => this.moveAndSelect(rows, 1), { keys: "Alt ↓", isDisabled: first === rest }),
      item(`Add ${noun} above`, () => this.addRow(first)),
      item(`Add ${noun} below`, () => this.addRow(last + 1)),
      ...(this.options.hasHeadings ? [item("Add heading above", () => this.addHeading(first))] : []),
    ];
    return [
      ...(this.options.canMoveRows ? ordering : []),
      item(count === 1 ? `Remove ${isHeading ? "heading" : noun}` : `Remove ${counted(count, noun)}`, () => this.removeRows(rows), {
        isDisabled: this.isNeeded(rows),
      }),
    ];
  }

  moveAndSelect({ first, last }: Rows, step: 1 | -1): void {
    this.moveRows({ first, last }, first + step);
    const rows = this.grid.table().rows.length - 1;
    const top = Math.max(0, Math.min(first + step, rows - (last - first)));
    this.select({ row: top, column: -1 }, { row: top + last - first, column: -1 });
  }

  columnItems(at: number): MenuItem[] {
    const { columns, columnItems } = this.options;
    const table = this.grid.table();
    const column = table.columns[at];
    if (column === undefined || column.isFixed) return [];
    const own = columnItems?.(this.grid, at) ?? [];
    if (columns === undefined) return [...own];
    const item = (text: string, run: () => void, more: Partial<MenuItem> = {}): MenuItem => ({
      text, name: `Column "${column.title}": ${text}`, run, ...more,
    });
    const isFull = table.columns.length >= columns.most;
    const move = (step: 1 | -1) => (): void => {
      this.moveColumn(at, at + step);
      this.select({ row: -1, column: at + step });
    };
    return [
      ...own,
      item("Move left", move(-1), { keys: "Alt ←", isDisabled: !canGo(table, at - 1) }),
      item("Move right", move(1), { keys: "Alt →", isDisabled: !canGo(table, at + 1) }),
      item("Add column before", () => this.addColumn(at), { isDisabled: isFull }),
      item("Add column after", () => this.addColumn(at + 1), { isDisabled: isFull }),
      item("Remove column", () => this.removeColumn(at), { isDisabled: table.columns.length <= columns.least }),
    ];
  }

  /** Whether too few rows would stay without these. */
  private isNeeded(rows: Rows): boolean {
    const table = this.grid.table();
    const stay = plainRows(withoutRows(table, rows.first, rows.last).rows).length;
    return stay < this.options.leastRows && !isHeadings(table, rows);
  }

  private get noun(): string {
    return this.options.rowNoun.charAt(0).toUpperCase() + this.options.rowNoun.slice(1);
  }
}

/** Whether these rows are headings, all of them. */
function isHeadings(table: Table, { first, last }: Rows): boolean {
  return plainRows(table.rows.slice(first, last + 1)).length === 0;
}

/** Whether there is a column at a place, and one that may move. */
function canGo(table: Table, place: number): boolean {
  const column = table.columns[place];
  return column !== undefined && !column.isFixed;
}
