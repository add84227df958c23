/** The cells of the first table of a web page, as Excel, Word and Sheets put one on the clipboard. */

import { STYLE } from "../pasted_page.js";

/** What is read of a page's elements. */
export interface NodeLike {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<NodeLike>;
  getAttribute?(name: string): string | null;
}

/** How the letters and marks of a cell are written: as they stand, or as Markdown. */
export type Marks = "plain" | "markdown";

const TEXT = 3;
const ELEMENT = 1;
const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE"]);
const UNSEEN = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "TEMPLATE"]);
const MOST_SPAN = 100;

/** Returns the cells, merged ones with their text in the first place; undefined where there is no table. */
export function tableCells(root: NodeLike, marks: Marks): string[][] | undefined {
  const table = first(root, "TABLE");
  if (table === undefined) return undefined;
  const rows: string[][] = [];
  const taken = new Set<string>();
  let number = 0;
  for (const row of all(table, "TR")) {
    const cells = (rows[number] ??= []);
    let column = 0;
    for (const cell of children(row).filter(({ nodeName }) => nodeName === "TD" || nodeName === "TH")) {
      while (taken.has(`${number} ${column}`)) cells[column++] ??= "";
      const wide = span(cell, "colspan");
      const high = span(cell, "rowspan");
      for (let below = 0; below < high; below += 1) {
        for (let beside = 0; beside < wide; beside += 1) taken.add(`${number + below} ${column + beside}`);
      }
      cells[column] = cellText(cell, marks);
      for (let beside = 1; beside < wide; beside += 1) cells[column + beside] = "";
      column += wide;
    }
    number += 1;
  }
  return rows.map((row, number) =>
    Array.from(row, (text, column) => (number === 0 || column === 0 ? withoutBold(text ?? "") : (text ?? ""))),
  );
}

/** Heads of columns and rows are bold in most programs; that is no mark of their words. */
function withoutBold(text: string): string {
  return text.replace(/^\*\*((?:[^*]|\*(?!\*))+)\*\*$/, "$1");
}

/** Returns the text of a cell: its paragraphs and the items of its lists on lines of their own. */
export function cellText(cell: NodeLike, marks: Marks): string {
  const lines: string[] = [""];
  read(cell, { lines, marks, list: [] });
  return lines
    .map((line) => line.replace(/[ \t\u00a0]+/g, " ").trim())
    .map((line) => (marks === "markdown" ? line.replace(/^(#{1,6}\s|>|\+\s)/, "\\$&") : line))
    .filter((line) => line !== "" && line !== "-")
    .map((line, place, whole) => (needsSpace(whole[place - 1], line, marks) ? `\n${line}` : line))
    .join("\n");
}

/** Whether an empty line is to part two lines, so that Markdown reads two paragraphs. */
function needsSpace(above: string | undefined, line: string, marks: Marks): boolean {
  const isItem = (text: string): boolean => /^(- |\d+\. )/.test(text);
  return marks === "markdown" && above !== undefined && !(isItem(above) && isItem(line));
}

interface Reading {
  readonly lines: string[];
  readonly marks: Marks;
  /** The lists around, each with the number of its last item; -1 for one without numbers. */
  readonly list: readonly { number: number }[];
}

function read(node: NodeLike, reading: Reading): void {
  for (const child of children(node)) {
    if (child.nodeType === TEXT) {
      const text = (child.nodeValue ?? "").replace(/\s+/g, " ");
      write(reading, reading.marks === "markdown" ? escaped(text) : text);
    } else if (child.nodeType === ELEMENT && !UNSEEN.has(child.nodeName) && !isHidden(child)) {
      readElement(child, reading);
    }
  }
}

function readElement(node: NodeLike, reading: Reading): void {
  const { nodeName: name } = node;
  if (name === "BR") {
    reading.lines.push("");
    return;
  }
  if (isWordsMarker(node)) {
    // Word writes the sign or the number of an item as letters.
    const number = /\d+/.exec(textOf(node))?.[0];
    write(reading, number ? `${number}. ` : "- ");
    return;
  }
  const isBlock = BLOCKS.has(name);
  if (isBlock) reading.lines.push("");
  if (name === "UL" || name === "OL") {
    read(node, { ...reading, list: [...reading.list, { number: name === "OL" ? 0 : -1 }] });
  } else if (name === "LI") {
    const list = reading.list.at(-1);
    write(reading, list && list.number >= 0 ? `${(list.number += 1)}. ` : "- ");
    read(node, reading);
  } else {
    const mark = reading.marks === "markdown" ? markOf(node) : "";
    const line = reading.lines.length - 1;
    const start = reading.lines[line]?.length ?? 0;
    read(node, reading);
    if (mark && line === reading.lines.length - 1) enclose(reading.lines, start, mark);
  }
  if (isBlock) reading.lines.push("");
}

/** Puts marks around the words that an element added to the last line, its spaces outside. */
function enclose(lines: string[], start: number, mark: string): void {
  const line = lines.at(-1) ?? "";
  const inside = line.slice(start);
  const words = inside.trim();
  if (words === "") return;
  const [before = "", after = ""] = inside.split(words);
  lines[lines.length - 1] = `${line.slice(0, start)}${before}${mark}${words}${mark}${after}`;
}

function markOf(node: NodeLike): string {
  const style = node.getAttribute?.(STYLE) ?? "";
  const isBold = /^(B|STRONG)$/.test(node.nodeName) ? !/font-weight:\s*(normal|400)/.test(style) : /font-weight:\s*(bold|[6-9]00)/.test(style);
  const isItalic = /^(I|EM)$/.test(node.nodeName) ? !/font-style:\s*normal/.test(style) : /font-style:\s*italic/.test(style);
  if (!/^(B|STRONG|I|EM|SPAN|FONT)$/.test(node.nodeName)) return "";
  return (isBold ? "**" : "") + (isItalic ? "*" : "");
}

function write(reading: Reading, text: string): void {
  reading.lines[reading.lines.length - 1] += text;
}

/** Returns letters so that Markdown reads them as they are. */
export function escaped(text: string): string {
  return text.replace(/[\\*`[\]]|(?<=^|\W)_|_(?=\W|$)|<(?=[a-z/!])/gi, "\\$&");
}

function isWordsMarker(node: NodeLike): boolean {
  return /mso-list:\s*ignore/i.test(node.getAttribute?.(STYLE) ?? "");
}

function textOf(node: NodeLike): string {
  return node.nodeType === TEXT ? (node.nodeValue ?? "") : children(node).map(textOf).join("");
}

function isHidden(node: NodeLike): boolean {
  return /display:\s*none|mso-hide:\s*all/.test(node.getAttribute?.(STYLE) ?? "");
}

function span(cell: NodeLike, name: string): number {
  const number = Number(cell.getAttribute?.(name) ?? "1");
  return Number.isInteger(number) && number > 0 ? Math.min(number, MOST_SPAN) : 1;
}

function children(node: NodeLike): NodeLike[] {
  return Array.from(node.childNodes);
}

function first(node: NodeLike, name: string): NodeLike | undefined {
  for (const child of children(node)) {
    const found = child.nodeName === name ? child : first(child, name);
    if (found) return found;
  }
  return undefined;
}

/** Returns the rows of a table, not those of a table inside one of its cells. */
function all(node: NodeLike, name: string): NodeLike[] {
  return children(node).flatMap((child) => {
    if (child.nodeName === name) return [child];
    return child.nodeName === "TABLE" ? [] : all(child, name);
  });
}
