/** The words of the article as plain text, and where each letter stands in the document. */

import type { Node } from "prosemirror-model";

import { schema } from "./schema.js";

/** The letters of a textblock with single spaces. `places[i]` is the position of letter i. */
export interface PlainWords {
  readonly text: string;
  readonly places: readonly number[];
}

/** Yields the words of each textblock that is printed. */
export function* plainWords(doc: Node): Generator<PlainWords> {
  const found: PlainWords[] = [];
  doc.descendants((node, pos) => {
    if (node.type === schema.nodes.comment || node.type === schema.nodes.verbatim) return false;
    if (node.isTextblock) found.push(wordsIn(node, pos + 1));
    return !node.isTextblock;
  });
  yield* found;
}

function wordsIn(block: Node, start: number): PlainWords {
  let text = "";
  const places: number[] = [];
  block.forEach((node, offset) => {
    const letters = node.isText ? (node.text ?? "") : node.type === schema.nodes.hard_break ? " " : "";
    letters.split("").forEach((letter, number) => {
      const isSpace = /\s/.test(letter);
      if (isSpace && (text === "" || text.endsWith(" "))) return;
      text += isSpace ? " " : letter;
      places.push(start + offset + number);
    });
  });
  return { text, places };
}

/** Where a text stands in the document, from before its first letter to behind its last; or null. */
export function placeOf(doc: Node, text: string): { from: number; to: number } | null {
  if (text === "") return null;
  for (const words of plainWords(doc)) {
    const at = words.text.indexOf(text);
    const [first, last] = [words.places[at], words.places[at + text.length - 1]];
    if (at >= 0 && first !== undefined && last !== undefined) return { from: first, to: last + 1 };
  }
  return null;
}

/** Words, and minutes that reading them takes: 220 words a minute, as adults read at ease. */
export function count(doc: Node): { readonly words: number; readonly minutes: number } {
  let words = 0;
  for (const { text } of plainWords(doc)) words += text.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return { words, minutes: words === 0 ? 0 : Math.max(1, Math.round(words / 220)) };
}
