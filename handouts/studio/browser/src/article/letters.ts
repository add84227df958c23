/** The words of a block as letters with marks, as far as readers of the page tell them apart. */

import type { Mark, Node } from "prosemirror-model";

import { address } from "./addresses.js";
import { schema } from "./schema.js";

/** A letter, or something among letters that is written as it is. */
export interface Letter {
  readonly text: string;
  /** How it is written where `text` is only its place: code, a break, the mark of a footnote. */
  readonly written: string | null;
  readonly marks: readonly Mark[];
  /** Equal for equal marks. */
  readonly look: string;
}

export const BREAK = "\\\n";
const PLACE = "\uFFFC";
const SPACE = /^\s$/;
const PLAIN_SPACE = /^[ \t\r\n]$/;

/** The letters of a textblock: spaces are one, outside marks, and none at the ends. */
export function lettersOf(block: Node): Letter[] {
  const all: Letter[] = [];
  block.forEach((node) => {
    const marks = node.marks.filter((mark) => mark.type !== schema.marks.code);
    const look = lookOf(marks);
    if (!node.isText) {
      const written = node.type === schema.nodes.hard_break ? BREAK : `[^${String(node.attrs["label"])}]`;
      all.push({ text: PLACE, written, marks, look });
    } else if (marks.length < node.marks.length) {
      all.push({ text: PLACE, written: codeSpan(node.text ?? ""), marks, look });
    } else {
      for (const text of (node.text ?? "").split("")) all.push({ text, written: null, marks, look });
    }
  });
  return spacesOutside(trimmed(singleSpaces(all)));
}

/** A value that is equal for equal letters. */
export function outlineOfLetters(letters: readonly Letter[]): readonly string[] {
  return letters.map((letter) => (letter.written ?? letter.text) + letter.look);
}

export function isSpace(letter: Letter | undefined): boolean {
  return letter !== undefined && (letter.written === null ? SPACE.test(letter.text) : letter.written === BREAK);
}

export function hasMark(letter: Letter | undefined, mark: Mark): boolean {
  return letter !== undefined && mark.isInSet(letter.marks);
}

function lookOf(marks: readonly Mark[]): string {
  return marks.length === 0 ? "" : `\u0000${marks.map(markName).sort().join("\u0000")}`;
}

function markName(mark: Mark): string {
  if (mark.type !== schema.marks.link) return mark.type.name;
  return `link ${address(String(mark.attrs["href"]))} ${String(mark.attrs["title"])}`;
}

function singleSpaces(letters: readonly Letter[]): Letter[] {
  const found: Letter[] = [];
  for (const letter of letters) {
    const last = found.at(-1);
    const isPlain = letter.written === null && PLAIN_SPACE.test(letter.text);
    if (isPlain && last !== undefined && (last.text === " " || last.written === BREAK)) continue;
    if (letter.written === BREAK && last?.text === " ") found.pop();
    found.push(isPlain ? { ...letter, text: " " } : letter);
  }
  return found;
}

function trimmed(letters: readonly Letter[]): Letter[] {
  let start = 0;
  let end = letters.length;
  while (start < end && isSpace(letters[start])) start++;
  while (end > start && isSpace(letters[end - 1])) end--;
  return letters.slice(start, end);
}

/** Takes from spaces at the edge of a mark the mark. */
function spacesOutside(letters: Letter[]): Letter[] {
  const tidy = [...letters];
  const narrow = (place: number, beside: number): void => {
    const letter = tidy[place];
    if (letter === undefined || !isSpace(letter)) return;
    if (letter.marks.length === 0) return;
    const marks = letter.marks.filter((mark) => hasMark(tidy[beside], mark));
    tidy[place] = { ...letter, marks, look: lookOf(marks) };
  };
  for (let place = 0; place < tidy.length; place++) narrow(place, place - 1);
  for (let place = tidy.length - 1; place >= 0; place--) narrow(place, place + 1);
  return tidy;
}

function codeSpan(text: string): string {
  const line = text.replace(/[\r\n]/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = "`".repeat(longest + 1);
  const isPadded = /^`|`$/.test(line) || (/^ .* $/.test(line) && line.trim() !== "");
  return isPadded ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}
