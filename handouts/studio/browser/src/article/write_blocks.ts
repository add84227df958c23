/** The editor's blocks → Markdown, in the style of what `handouts import` writes. */

import type { Node } from "prosemirror-model";

import { address, quoted } from "./addresses.js";
import { lettersOf, outlineOfLetters } from "./letters.js";
import { schema } from "./schema.js";
import { asParagraph, wordsOf } from "./write_words.js";

/** A value that is equal, as JSON, for blocks that read alike; null for one that is not written. */
export type Outline = string | number | boolean | null | readonly Outline[];

const { nodes } = schema;

/**
 * The Markdown of a block, without a line feed at its end; null where there is nothing in it.
 *
 * `isSecond` says that a list of its kind stands above it, of which it is to be told apart.
 */
export function writeBlock(node: Node, isSecond = false): string | null {
  switch (node.type) {
    case nodes.paragraph:
      return asParagraph(wordsOf(node)) || null;
    case nodes.heading:
      return heading(node);
    case nodes.blockquote: {
      const inner = writeBlocks(node);
      return inner === "" ? null : prefixed(inner, "> ", "> ");
    }
    case nodes.bullet_list:
    case nodes.ordered_list:
      return list(node, isSecond);
    case nodes.code_block:
      return fenced(node);
    case nodes.divider:
      return "***";
    case nodes.figure:
      return picture(node);
    case nodes.chart_place:
      return chartPlace(String(node.attrs["name"]));
    case nodes.note:
      return `[^${String(node.attrs["label"])}]:${prefixed(writeBlocks(node), " ", "    ")}`;
    case nodes.table:
      return table(node);
    case nodes.comment:
      return comment(node.textContent);
    case nodes.verbatim:
      return node.textContent.trim() === "" ? null : node.textContent;
    default:
      throw new Error(`no block of an article: ${node.type.name}`);
  }
}

/** What readers can tell apart in a block; null where nothing is written of it. */
export function outlineOf(node: Node): Outline {
  switch (node.type) {
    case nodes.paragraph:
    case nodes.heading: {
      const letters = outlineOfLetters(lettersOf(node));
      return letters.length === 0 ? null : [node.type.name, Number(node.attrs["level"] ?? 0), letters];
    }
    case nodes.table_cell:
    case nodes.table_header:
      return [String(node.attrs["align"]), outlineOfLetters(lettersOf(node))];
    case nodes.list_item: {
      const inner = outlines(node);
      return [hasBox(node) ? Boolean(node.attrs["ticked"]) : null, inner];
    }
    case nodes.blockquote: {
      const inner = outlines(node);
      return inner.length === 0 ? null : ["blockquote", inner];
    }
    case nodes.comment:
    case nodes.verbatim: {
      const words = node.textContent.trim();
      return words === "" ? null : [node.type.name, words];
    }
    case nodes.figure:
      return [node.type.name, address(String(node.attrs["source"])), ...["alternative", "caption"].map((name) => String(node.attrs[name]))];
    case nodes.code_block:
      return [node.type.name, String(node.attrs["info"]), node.textContent];
    default:
      return [node.type.name, String(node.attrs["label"] ?? node.attrs["name"] ?? node.attrs["start"] ?? ""), outlines(node)];
  }
}

export function isSameList(one: Node | undefined, other: Node): boolean {
  return one?.type === other.type && (other.type === nodes.bullet_list || other.type === nodes.ordered_list);
}

function outlines(parent: Node): Outline[] {
  return parent.children.map(outlineOf).filter((outline) => outline !== null);
}

function writeBlocks(parent: Node, separator = "\n\n"): string {
  const written: string[] = [];
  let above: Node | undefined;
  let isSecond = false;
  for (const node of parent.children) {
    isSecond = isSameList(above, node) && !isSecond;
    const text = writeBlock(node, isSecond);
    if (text === null) continue;
    written.push(text);
    above = node;
  }
  return written.join(separator);
}

function prefixed(text: string, first: string, others: string): string {
  const lines = text.split("\n").map((line, number) => (number === 0 ? first : others) + line);
  return lines.map((line) => (line.trim() === "" || line.trim() === ">" ? line.trimEnd() : line)).join("\n");
}

function heading(node: Node): string | null {
  const words = wordsOf(node).replace(/(^|\s)(#+)$/, "$1\\$2");
  return words === "" ? null : `${"#".repeat(Number(node.attrs["level"]))} ${words}`;
}

function list(node: Node, isSecond: boolean): string {
  const isTight = Boolean(node.attrs["tight"]) && node.children.every(isShort);
  const items = node.children.map((item, place) => {
    const number = Number(node.attrs["start"]) + place;
    const marker = node.type === nodes.bullet_list ? (isSecond ? "+" : "-") : `${number}${isSecond ? ")" : "."}`;
    const inner = writeBlocks(item, isTight ? "\n" : "\n\n");
    const box = hasBox(item) ? `[${item.attrs["ticked"] === true ? "x" : " "}] ` : "";
    return inner === "" ? marker : prefixed(box + inner, `${marker} `, " ".repeat(marker.length + 1));
  });
  return items.join(isTight ? "\n" : "\n\n");
}

/** Whether an item needs no empty lines in it: a paragraph, and lists that can follow it at once. */
function isShort(item: Node): boolean {
  const [first, ...others] = item.children.filter((node) => outlineOf(node) !== null);
  const leads = first === undefined || first.type === nodes.paragraph;
  return leads && others.every((node, place) => canFollow(node) && !isSameList(others[place - 1], node));
}

function canFollow(node: Node): boolean {
  if (node.type !== nodes.bullet_list && node.type !== nodes.ordered_list) return false;
  const first = node.firstChild;
  return (node.attrs["start"] ?? 1) === 1 && first !== null && outlines(first).length > 0;
}

/** Whether an item begins with a box: Markdown has them before words only. */
function hasBox(item: Node): boolean {
  const [first] = item.children.filter((node) => outlineOf(node) !== null);
  return item.attrs["ticked"] !== null && first?.type === nodes.paragraph;
}

function fenced(node: Node): string {
  const text = node.textContent;
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const info = String(node.attrs["info"]).replace(/`/g, "");
  return text === "" ? `${fence}${info}\n${fence}` : `${fence}${info}\n${text}\n${fence}`;
}

function picture(node: Node): string {
  const caption = String(node.attrs["caption"]);
  const title = caption === "" ? "" : ` "${quoted(caption)}"`;
  return `![${String(node.attrs["alternative"])}](${address(String(node.attrs["source"]))}${title})`;
}

export function chartPlace(name: string): string {
  return name === "" ? "[chart]" : `[chart ${name}]`;
}

function table(node: Node): string {
  const [heads, ...rows] = node.children;
  const lines = [heads, ...rows].map((row) => rowOf((row?.children ?? []).map(cellWords)));
  const marks = (heads?.children ?? []).map((cell) => ({ center: ":-:", right: "--:" })[String(cell.attrs["align"])] ?? "---");
  lines.splice(1, 0, rowOf(marks));
  return lines.join("\n");
}

function rowOf(cells: readonly string[]): string {
  return `|${cells.map((cell) => (cell === "" ? " " : ` ${cell} `)).join("|")}|`;
}

function cellWords(cell: Node): string {
  return wordsOf(cell).replace(/\\\n/g, "<br>").replace(/\|/g, "\\|");
}

function comment(words: string): string | null {
  const text = words.trim().replace(/-->/g, "-- >").replace(/<!--/g, "<!- -");
  if (text === "") return null;
  return text.includes("\n") ? `<!--\n${text}\n-->` : `<!-- ${text} -->`;
}
