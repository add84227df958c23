/** The words of the article as plain text, and where each letter stands in the document. */

import type { Node } from "prosemirror-model";

import { schema } from "./schema.js";

/** The letters of a textblock, with single spaces. */
export interface PlainWords {
  readonly text: string;
  /** The position of a letter in the document, by its index. */
  readonly placeOf: (index: number) => number;
}

/** The letters of a textblock, and how far each is from the block's beginning. */
export interface BlockWords {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly count: number;
}

/** Blocks never change: a block with other words is another one. */
const known = new WeakMap<Node, BlockWords>();

/** The words of each textblock that is printed. */
export function plainWords(doc: Node): PlainWords[] {
  const found: PlainWords[] = [];
  forEachBlock(doc, ({ text, offsets }, start) => void found.push({ text, placeOf: (index) => start + (offsets[index] ?? 0) }));
  return found;
}

/** Where a text stands in the document, from before its first letter to behind its last; or null. */
export function placeOf(doc: Node, text: string): { from: number; to: number } | null {
  if (text === "") return null;
  for (const words of plainWords(doc)) {
    const at = words.text.indexOf(text);
    if (at >= 0) return { from: words.placeOf(at), to: words.placeOf(at + text.length - 1) + 1 };
  }
  return null;
}

/** Words, and minutes that reading them takes: 220 words a minute, as adults read at ease. */
export function count(doc: Node): { readonly words: number; readonly minutes: number } {
  let words = 0;
  forEachBlock(doc, (block) => void (words += block.count));
  return { words, minutes: words === 0 ? 0 : Math.max(1, Math.round(words / 220)) };
}

export function forEachBlock(doc: Node, act: (words: BlockWords, start: number, block: Node) => void): void {
  doc.descendants((node, pos) => {
    if (node.type === schema.nodes.comment || node.type === schema.nodes.verbatim) return false;
    if (node.isTextblock) act(wordsIn(node), pos + 1, node);
    return !node.isTextblock;
  });
}

function wordsIn(block: Node): BlockWords {
  const found = known.get(block) ?? readWords(block);
  known.set(block, found);
  return found;
}

function readWords(block: Node): BlockWords {
  let text = "";
  const offsets: number[] = [];
  block.forEach((node, offset) => {
    const letters = node.isText ? (node.text ?? "") : node.type === schema.nodes.hard_break ? " " : "";
    for (let number = 0; number < letters.length; number++) {
      const letter = letters[number] ?? "";
      const isSpace = /\s/.test(letter);
      if (isSpace && (text === "" || text.endsWith(" "))) continue;
      text += isSpace ? " " : letter;
      offsets.push(offset + number);
    }
  });
  return { text, offsets, count: text.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length };
}
