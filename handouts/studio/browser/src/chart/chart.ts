/** A chart as its file has it, and as a table. */

import { type CellText, type Column, type Row, type Table, plainRows } from "../grid/table.js";

export interface Chart {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly key: string }[];
  /** The place of the recommended column, counted from 0. */
  readonly preferred: number | null;
  /** A few words below the title of that column. */
  readonly preferredNote: string;
  /** What is printed below the chart; perhaps empty. */
  readonly notes: string;
  readonly rows: readonly ChartRow[];
}

export interface ChartRow {
  readonly label: string;
  /** The heading that it stands below, perhaps empty. In the table it is a row above the first one of its rows. */
  readonly group: string;
  readonly cells: readonly string[];
  /** Which row of the file it is, counted from 0; null for a new one. */
  readonly place: number | null;
  /** A label that was proposed when the chart was brought in. */
  readonly proposed?: string;
}

export const FEWEST_SIDES = 2;
export const MOST_SIDES = 5;
export const RECOMMENDED = "Recommended";

const LABELS: Column = { id: "label", title: "Label", kind: "line", isFixed: true, width: "narrow" };

/** Returns the column of one side. Its identity is its name in the file, if it has one. */
export function side(id: string, title = ""): Column {
  return { id, title, kind: "lines", width: "wide" };
}

/** Which row of the file and which column of it a row and a column of the table are, by their identities. */
export interface Origins {
  readonly places: ReadonlyMap<string, number>;
  readonly keys: ReadonlyMap<string, string>;
}

/** Returns a chart as a table; `run` keeps the identities of two readings apart. */
export function tableOf(chart: Chart, run: number): { table: Table; origins: Origins } {
  const ids = chart.columns.map((_, place) => `side-${run}-${place}`);
  const columns = chart.columns.map(({ title }, place) => ({
    ...side(ids[place] ?? "", title),
    ...(chart.preferred === place ? { badge: RECOMMENDED } : {}),
  }));
  const rows = chart.rows.map(({ label, cells }, place): Row => ({ id: `row-${run}-${place}`, cells: [label, ...cells] }));
  const withHeadings = rows.flatMap((row, place): Row[] => {
    const group = chart.rows[place]?.group ?? "";
    const isBelow = group === (chart.rows[place - 1]?.group ?? "");
    return isBelow ? [row] : [{ id: `heading-${run}-${place}`, isHeading: true, cells: [group] }, row];
  });
  return { table: { columns: [LABELS, ...columns], rows: withHeadings }, origins: originsOf(rows.map(({ id }) => id), chart, ids) };
}

function originsOf(rows: readonly string[], chart: Chart, columns: readonly string[]): Origins {
  const places = chart.rows.flatMap(({ place }, at): [string, number][] => (place === null ? [] : [[rows[at] ?? "", place]]));
  return { places: new Map(places), keys: new Map(chart.columns.map(({ key }, at) => [columns[at] ?? "", key])) };
}

/** What of a chart does not stand in its table. */
export type Around = Pick<Chart, "title" | "preferredNote" | "notes">;

/** Returns a table as the chart that it shows. */
export function chartOf(around: Around, table: Table, { places, keys }: Origins): Chart {
  const sides = table.columns.slice(1);
  const preferred = sides.findIndex(({ badge }) => badge !== undefined);
  let group = "";
  const rows = table.rows.flatMap(({ id, isHeading, cells: [label = "", ...cells] }): ChartRow[] => {
    if (isHeading) group = label;
    return isHeading ? [] : [{ label, group, cells, place: places.get(id) ?? null }];
  });
  return {
    ...around,
    columns: sides.map((column) => ({ title: column.title, key: keys.get(column.id) ?? "" })),
    preferred: preferred === -1 ? null : preferred,
    rows,
  };
}

/** Returns the origins after a state was saved: its rows are the file's in their order, its columns have these keys. */
export function savedOrigins(table: Table, keys: readonly string[]): Origins {
  return {
    places: new Map(plainRows(table.rows).map(({ id }, place) => [id, place])),
    keys: new Map(table.columns.slice(1).map(({ id }, place) => [id, keys[place] ?? ""])),
  };
}

/** Returns the table with this side recommended, or none of them if it was. */
export function withRecommended(table: Table, place: number): Table {
  const columns = table.columns.map(({ badge, ...column }, at) =>
    at === place && badge === undefined ? { ...column, badge: RECOMMENDED } : column,
  );
  return { ...table, columns };
}

/** Returns the labels that were proposed, by the identities of their rows. */
export function proposedLabels(chart: Chart, table: Table): ReadonlyMap<string, string> {
  return new Map(chart.rows.flatMap(({ proposed }, at): [string, string][] => (proposed ? [[plainRows(table.rows)[at]?.id ?? "", proposed]] : [])));
}

/** Returns the texts that fill empty labels with those that were proposed. */
export function fillingLabels(table: Table, proposed: ReadonlyMap<string, string>): CellText[] {
  return table.rows.flatMap(({ id, cells }, row) => {
    const text = proposed.get(id);
    return text && !cells[0] ? [{ row, column: 0, text }] : [];
  });
}
