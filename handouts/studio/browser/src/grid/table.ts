/** A table that is edited: plain values, and functions that return the next table. */

export type CellKind = "line" | "lines" | "choice" | "tick";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  /** One line, several lines, one of `choices`, or ticked or not: the second of two choices or the first. */
  readonly kind: CellKind;
  readonly choices?: readonly Choice[];
  readonly isReadOnly?: boolean;
  /** Whether its title cannot be changed, nor it be moved or deleted. */
  readonly isFixed?: boolean;
  readonly width?: "narrow" | "medium" | "wide";
  /** A word that stands beside its title. */
  readonly badge?: string;
}

export interface Row {
  readonly id: string;
  /** Whether it is a heading above the rows below it, which has one cell and no number. */
  readonly isHeading?: boolean;
  /** What the row is called where it has a number of its own; else rows are counted from 1. */
  readonly number?: number;
  /** One for each column; one alone in a heading. */
  readonly cells: readonly string[];
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Counted from 0. Row -1 is that of the titles, column -1 that of the rows' own buttons. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface CellText extends Place {
  readonly text: string;
}

export function textAt(table: Table, place: Place): string {
  if (place.row === -1) return table.columns[place.column]?.title ?? "";
  return table.rows[place.row]?.cells[place.column] ?? "";
}

/** Returns the table with other texts; rows and columns that do not change stay the same objects. */
export function withTexts(table: Table, texts: Iterable<CellText>): Table {
  const rows = new Map<number, string[]>();
  const titles = new Map<number, string>();
  for (const { row, column, text } of texts) {
    if (textAt(table, { row, column }) === text) continue;
    if (row === -1) {
      titles.set(column, text);
      continue;
    }
    const old = table.rows[row];
    if (old === undefined) continue;
    const cells = rows.get(row) ?? [...old.cells];
    cells[column] = text;
    rows.set(row, cells);
  }
  if (rows.size === 0 && titles.size === 0) return table;
  return {
    columns: titles.size
      ? table.columns.map((column, place) => ({ ...column, title: titles.get(place) ?? column.title }))
      : table.columns,
    rows: rows.size
      ? table.rows.map((row, place) => {
          const cells = rows.get(place);
          return cells ? { ...row, cells } : row;
        })
      : table.rows,
  };
}

/**
 * Returns what changes any state of a table as one that was read anew differs from `shown`, cell by cell;
 * undefined where it is another list: other rows or columns, or other texts in most rows.
 */
export function correction(shown: Table, read: Table): ((state: Table) => Table) | undefined {
  const isSame = (one: readonly { readonly id: string }[], other: readonly { readonly id: string }[]): boolean =>
    one.length === other.length && one.every(({ id }, place) => id === other[place]?.id);
  if (!isSame(shown.rows, read.rows) || !isSame(shown.columns, read.columns)) return undefined;
  const changed = new Map<string, { readonly old: Row; readonly now: Row }>();
  shown.rows.forEach((old, place) => {
    const now = read.rows[place];
    if (now && now.cells.some((text, column) => text !== old.cells[column])) changed.set(old.id, { old, now });
  });
  if (changed.size > Math.max(2, shown.rows.length / 2)) return undefined;
  const numbers = new Map(read.rows.map(({ id, number }) => [id, number]));
  const corrected = (before: Row): Row => {
    const row = numbered(before, numbers.get(before.id));
    const found = changed.get(row.id);
    if (found === undefined) return row;
    const { old, now } = found;
    return { ...row, cells: row.cells.map((text, column) => (text === old.cells[column] ? (now.cells[column] ?? text) : text)) };
  };
  return (state) => ({ columns: isSame(state.columns, read.columns) ? read.columns : state.columns, rows: state.rows.map(corrected) });
}

function numbered(row: Row, number: number | undefined): Row {
  return number === undefined || number === row.number ? row : { ...row, number };
}

/** Whether nothing stands in a row but what a new one has. */
export function isEmpty(columns: readonly Column[], row: Row): boolean {
  return row.cells.every((text, place) => text.trim() === (columns[place]?.choices?.[0]?.value ?? ""));
}

/** Returns the cell that a place is in: a heading has but one. */
export function cellAt(table: Table, { row, column }: Place): Place {
  return { row, column: table.rows[row]?.isHeading ? Math.min(column, 0) : column };
}

/** Returns a heading that says nothing yet. */
export function emptyHeading(id: string): Row {
  return { id, isHeading: true, cells: [""] };
}

/** Returns those rows that are no headings. */
export function plainRows(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ isHeading }) => !isHeading);
}

/** Returns the place in the table of a row that is counted without the headings; -1 where there is none. */
export function placeOfPlain(rows: readonly Row[], plain: number): number {
  return rows.findIndex((row, place) => !row.isHeading && plainRows(rows.slice(0, place)).length === plain);
}

export function emptyRow(table: Table, id: string): Row {
  return { id, cells: table.columns.map((column) => column.choices?.[0]?.value ?? "") };
}

export function withRows(table: Table, at: number, rows: readonly Row[]): Table {
  return { ...table, rows: [...table.rows.slice(0, at), ...rows, ...table.rows.slice(at)] };
}

export function withoutRows(table: Table, first: number, last: number): Table {
  return { ...table, rows: table.rows.filter((_, place) => place < first || place > last) };
}

/** Returns the table with rows `first` to `last` moved, so that the first of them stands at `to`. */
export function withMovedRows(table: Table, first: number, last: number, to: number): Table {
  return { ...table, rows: moved(table.rows, first, last, to) };
}

export function withColumn(table: Table, at: number, column: Column): Table {
  const empty = column.choices?.[0]?.value ?? "";
  return {
    columns: [...table.columns.slice(0, at), column, ...table.columns.slice(at)],
    rows: withCells(table.rows, (cells) => [...cells.slice(0, at), empty, ...cells.slice(at)]),
  };
}

export function withoutColumn(table: Table, at: number): Table {
  const others = <T>(all: readonly T[]): T[] => all.filter((_, place) => place !== at);
  return { columns: others(table.columns), rows: withCells(table.rows, others) };
}

export function withMovedColumn(table: Table, from: number, to: number): Table {
  return {
    columns: moved(table.columns, from, from, to),
    rows: withCells(table.rows, (cells) => moved(cells, from, from, to)),
  };
}

function withCells(rows: readonly Row[], change: (cells: readonly string[]) => string[]): Row[] {
  return rows.map((row) => (row.isHeading ? row : { ...row, cells: change(row.cells) }));
}

function moved<T>(all: readonly T[], first: number, last: number, to: number): T[] {
  const taken = all.slice(first, last + 1);
  const others = [...all.slice(0, first), ...all.slice(last + 1)];
  return [...others.slice(0, to), ...taken, ...others.slice(to)];
}

/** Returns the value of a cell for a text that was pasted or typed; undefined where it cannot stand there. */
export function valueFor(column: Column, text: string): string | undefined {
  if (column.isReadOnly) return undefined;
  if (column.choices) {
    const wanted = text.trim().toLowerCase();
    return column.choices.find(({ value, label }) => [value, label].some((each) => each.toLowerCase() === wanted))
      ?.value;
  }
  return column.kind === "lines" ? text : text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}

/** Returns the number that a row is called by: its own, or the next one after the row above. A heading has that of the row below. */
export function numberOf(rows: readonly Row[], place: number): number {
  for (let above = place; above >= 0; above -= 1) {
    const number = rows[above]?.number;
    if (number !== undefined) return number + place - above;
  }
  return plainRows(rows.slice(0, place)).length + 1;
}

/** Returns a text with a number in front of a noun: "1 row", "3 rows". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
