/** Cells as other programs copy them: text with tabs, and tables of web pages. */

import type { Range } from "./selection.js";
import { type Column, type Place, type Table, cellAt, counted, emptyRow, textAt, valueFor, withColumn, withRows, withTexts } from "./table.js";
import type { CellText } from "./table.js";

export type Block = readonly (readonly string[])[];

/** Our own kind on the clipboard, which keeps every letter. */
export const OWN_TYPE = "application/x-handouts-cells";

/** Returns the cells of tab-separated text, as Excel writes it: in quotes where a cell has several lines. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let place = 0;
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const { cell, end } = nextCell(whole, place);
    row.push(cell);
    if (whole[end] !== "\t") {
      rows.push(row);
      row = [];
    }
    if (end >= whole.length) break;
    place = end + 1;
  }
  return rows;
}

function nextCell(text: string, start: number): { cell: string; end: number } {
  // Quotes count only where they enclose the whole cell: a cell may begin with quoted words.
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  quoted.lastIndex = start;
  const found = quoted.exec(text);
  if (found && /[\t\n"]/.test(found[1] ?? "")) {
    return { cell: (found[1] ?? "").replaceAll('""', '"'), end: quoted.lastIndex };
  }
  const rest = /[\t\n]/g;
  rest.lastIndex = start;
  const end = rest.exec(text)?.index ?? text.length;
  return { cell: text.slice(start, end), end };
}

/** Returns the cells of our own kind; undefined for anything else, which any page could put there. */
export function fromOwn(text: string): string[][] | undefined {
  if (text === "") return undefined;
  try {
    const found: unknown = JSON.parse(text);
    const isBlock = Array.isArray(found) && found.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === "string"));
    return isBlock ? (found as string[][]) : undefined;
  } catch {
    return undefined;
  }
}

export function toTsv(block: Block): string {
  const cell = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return block.map((row) => row.map(cell).join("\t")).join("\n");
}

export function toHtml(block: Block): string {
  const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br>" };
  const cell = (text: string): string => `<td>${text.replace(/[&<>"\n]/g, (sign) => signs[sign] ?? sign)}</td>`;
  return `<table><tbody>${block.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</tbody></table>`;
}

export function copied(table: Table, range: Range): string[][] {
  const rows: string[][] = [];
  for (let row = range.top; row <= range.bottom; row += 1) {
    const cells: string[] = [];
    for (let column = range.left; column <= range.right; column += 1) cells.push(textAt(table, targetIn(table, range, { row, column })));
    rows.push(cells);
  }
  return rows;
}

export interface PasteOptions {
  /** Makes the identity of a new row or column. */
  readonly newId: () => string;
  readonly canAddRows: boolean;
  /** Undefined where columns cannot be added. */
  readonly newColumn?: ((id: string) => Column) | undefined;
  readonly mostColumns: number;
  readonly hasEditableTitles: boolean;
}

export interface Pasted {
  readonly table: Table;
  readonly range: Range;
  /** What a person has to know of it, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * Puts a block of cells into a table, its first cell into the first of the range; one cell alone goes into all
 * of the range. Rows and columns are added where the block is larger, and what does not fit is counted.
 */
export function pasted(table: Table, range: Range, block: Block, options: PasteOptions): Pasted {
  const width = Math.max(0, ...block.map((row) => row.length));
  const fills = block.length === 1 && width === 1;
  const height = fills ? range.bottom - range.top + 1 : block.length;
  const right = fills ? range.right : range.left + width - 1;
  let grown = table;
  while (options.newColumn && grown.columns.length <= right && grown.columns.length < options.mostColumns) {
    grown = withColumn(grown, grown.columns.length, options.newColumn(options.newId()));
  }
  const missing = range.top + height - grown.rows.length;
  if (options.canAddRows && missing > 0) {
    const rows = Array.from({ length: missing }, () => emptyRow(grown, options.newId()));
    grown = withRows(grown, grown.rows.length, rows);
  }
  const { texts, refused, outside } = placed(grown, range, block, { fills, height, right }, options.hasEditableTitles);
  const added = grown.rows.length - table.rows.length;
  const notes = [
    ...(added ? [`${counted(added, "row")} added.`] : []),
    ...(refused ? [`${counted(refused, "cell")} not pasted: this column takes other values.`] : []),
    ...(outside ? [`${counted(outside, "cell")} not pasted: there is no room for them in this table.`] : []),
  ];
  const bottom = Math.min(range.top + height, grown.rows.length) - 1;
  return {
    table: withTexts(grown, texts),
    range: { ...range, bottom, right: Math.min(right, grown.columns.length - 1) },
    notes,
  };
}

/** Returns the cell that a place stands for: the first one of a range is in a heading that goes through it. */
function targetIn(table: Table, { left }: Range, place: Place): Place {
  return place.column === left ? cellAt(table, place) : place;
}

function placed(
  table: Table,
  range: Range,
  block: Block,
  size: { readonly fills: boolean; readonly height: number; readonly right: number },
  hasEditableTitles: boolean,
): { texts: CellText[]; refused: number; outside: number } {
  const texts: CellText[] = [];
  let refused = 0;
  let outside = 0;
  for (let row = range.top; row < range.top + size.height; row += 1) {
    for (let column = range.left; column <= size.right; column += 1) {
      const text = size.fills ? block[0]?.[0] : block[row - range.top]?.[column - range.left];
      if (text === undefined) continue;
      const place = targetIn(table, range, { row, column });
      const head = table.columns[place.column];
      if (head === undefined || row >= table.rows.length || cellAt(table, place).column !== place.column) {
        outside += text.trim() ? 1 : 0;
        continue;
      }
      const isTitle = row === -1;
      const value = isTitle
        ? hasEditableTitles && !head.isFixed ? valueFor({ id: "", title: "", kind: "line" }, text) : undefined
        : valueFor(head, text);
      if (value !== undefined) texts.push({ ...place, text: value });
      else refused += text.trim() ? 1 : 0;
    }
  }
  return { texts, refused, outside };
}
