/**
 * Words → Markdown that reads as exactly those words.
 *
 * What our reader would take for a mark, or report as the mark of another program, has a backslash.
 */

import type { Mark, Node } from "prosemirror-model";

import { address, quoted } from "./addresses.js";
import { hasMark, isSpace, type Letter, lettersOf, outlineOfLetters } from "./letters.js";
import { readInline } from "./read.js";
import { schema } from "./schema.js";

/** How marks are written: the sign of italics, and whether letters beside marks are numbers. */
interface Spelling {
  readonly italic: "*" | "_";
  readonly guarded: boolean;
}

const ENTITY = /^&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);/;
const EMOJI = /(?<![\w:/]):(?=[a-z][a-z0-9_+-]{0,40}[a-z0-9]:(?![\w:/]))/gi;
const MARKED = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}]/u;
const LINE_MARK = /^(?:#|>|[-+](?=[\s-]|$)|\+(?=[=-])|~~~|={1,}\s*$|:(?=[:\s-])|[!?]{3}|\||\((?=\s*charts?\b))/i;
const NUMBER = /^(\d{1,9})([.)])(?=\s|$)/;

/**
 * From the spelling that reads best to the one that always reads as meant: CommonMark does not see
 * every mark, so that `*"so"*and` stays as it is.
 */
const SPELLINGS: readonly Spelling[] = [
  { italic: "*", guarded: false },
  { italic: "_", guarded: false },
  { italic: "*", guarded: true },
  { italic: "_", guarded: true },
];

/** The Markdown of a textblock's words, breaks of the line as `\` and a line feed. */
export function wordsOf(block: Node): string {
  const letters = lettersOf(block);
  if (letters.every(({ written, marks }) => written === null && marks.length === 0)) return escapedLetters(letters).join("");
  const wanted = outlineOfLetters(letters).join("\n");
  const notes = letters.flatMap(({ written }) => (written?.startsWith("[^") ? [written.slice(2, -1)] : []));
  let first: string | null = null;
  for (const spelling of SPELLINGS) {
    const text = spell(letters, spelling);
    const read = readInline(text, notes);
    if (read !== null && outlineOfLetters(lettersOf(read)).join("\n") === wanted) return text;
    first ??= text;
  }
  return first ?? "";
}

/** Markdown inlines so that they stand as a paragraph, whatever they begin with. */
export function asParagraph(words: string): string {
  return words
    .split("\n")
    .map((line) => line.replace(NUMBER, "$1\\$2").replace(LINE_MARK, "\\$&"))
    .join("\n");
}

function spell(letters: readonly Letter[], spelling: Spelling): string {
  const escaped = escapedLetters(letters);
  const out: string[] = [];
  const opened: Mark[] = [];
  for (let place = 0; place <= letters.length; place++) {
    const letter = letters[place];
    while (opened.some((mark) => !hasMark(letter, mark))) out.push(closing(opened.pop(), spelling));
    if (letter === undefined) break;
    // What had to be closed with a mark around it opens again at the next word, not at a space.
    const wanted = isSpace(letter) ? [] : letter.marks.filter((mark) => !mark.isInSet(opened));
    const byLength = wanted.map((mark) => ({ mark, length: lasts(letters, place, mark) }));
    byLength.sort((one, other) => other.length - one.length || rank(one.mark) - rank(other.mark));
    for (const { mark } of byLength) {
      out.push(opening(mark, spelling));
      opened.push(mark);
    }
    out.push(beside(letters, place, escaped[place] ?? "", spelling));
  }
  return out.join("");
}

/** Marks that last equally long are written in this order, links innermost. */
function rank(mark: Mark): number {
  return [schema.marks.strong, schema.marks.em, schema.marks.link].indexOf(mark.type);
}

function lasts(letters: readonly Letter[], place: number, mark: Mark): number {
  let end = place;
  while (hasMark(letters[end], mark)) end++;
  return end - place;
}

function opening(mark: Mark, { italic }: Spelling): string {
  if (mark.type === schema.marks.em) return italic;
  return mark.type === schema.marks.strong ? "**" : "[";
}

function closing(mark: Mark | undefined, spelling: Spelling): string {
  if (mark?.type !== schema.marks.link) return mark === undefined ? "" : opening(mark, spelling);
  const title = String(mark.attrs["title"]);
  return `](${address(String(mark.attrs["href"]))}${title === "" ? "" : ` "${quoted(title)}"`})`;
}

/** A letter with what it needs beside marks, where its neighbours are not of the text alone. */
function beside(letters: readonly Letter[], place: number, escaped: string, { guarded }: Spelling): string {
  const letter = letters[place];
  const before = letters[place - 1];
  const after = letters[place + 1];
  if (letter === undefined || letter.written !== null) return escaped;
  const changes = (other: Letter | undefined): boolean => other !== undefined && letter.look !== other.look;
  const edge = changes(before) || changes(after);
  if (guarded && edge && WORD.test(letter.text)) return `&#${letter.text.charCodeAt(0)};`;
  const link = letter.marks.some((mark) => mark.type === schema.marks.link);
  const beforeBracket = letter.text === "!" && (changes(after) || after?.written?.startsWith("[") === true);
  const atEnd = (changes(after) || after?.written != null) && "\\<&_".includes(letter.text);
  return (beforeBracket || atEnd || (link && letter.text === "]")) && escaped === letter.text ? `\\${escaped}` : escaped;
}

/** Each letter, with a backslash where it would be read as a mark here or in another program. */
function escapedLetters(letters: readonly Letter[]): string[] {
  const text = letters.map((letter) => letter.text).join("");
  const emoji = new Set([...text.matchAll(EMOJI)].map((found) => found.index));
  const hasFormula = /\$[^$]*[\\^_={}][^$]*\$|\$\$/.test(text);
  return letters.map(({ text: letter, written }, place) => {
    if (written !== null) return written;
    if (!MARKED.test(letter)) return letter;
    const isMark = emoji.has(place) || (letter === "$" ? hasFormula : isMarkAt(text, place));
    return isMark ? `\\${letter}` : letter;
  });
}

function isMarkAt(text: string, place: number): boolean {
  const letter = text[place] ?? "";
  const before = text[place - 1] ?? "";
  const after = text[place + 1] ?? "";
  switch (letter) {
    case "*":
    case "[":
    case "`":
    case "{":
    case "~":
    case "^":
      return true;
    case "\\":
      return after === "" || !/[\s\p{N}]/u.test(after);
    case "_":
      return !(WORD.test(before) && WORD.test(after));
    case "&":
      return ENTITY.test(text.slice(place));
    case "<":
      return /[A-Za-z/?]/.test(after);
    case "!":
      // A backslash before the < would not do: comments are cut before Markdown is read.
      return before === "<";
    case "=":
    case "+":
    case "%":
      return before === letter || after === letter;
    default:
      return false;
  }
}
