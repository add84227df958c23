/** What keys do to the text of a cell. */

export interface Typed {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Returns a text with a new line at the caret; in a list with the next item's hyphen or number. */
export function newLine({ text, start, end }: Typed): Typed {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const item = /^(\s*)(?:(-)|(\d+)\.) (.*)$/.exec(line);
  if (item === null) return inserted(text, start, end, "\n");
  const [, indent = "", hyphen, number, words = ""] = item;
  // An empty item ends its list.
  if (words.trim() === "") return inserted(text, start - line.length, end, "\n");
  return inserted(text, start, end, `\n${indent}${hyphen ?? `${Number(number) + 1}.`} `);
}

/** Returns a text whose selected words have a mark on both sides, or have lost it. */
export function marked({ text, start, end }: Typed, mark: string): Typed {
  const inside = text.slice(start, end);
  const isMarked = text.slice(0, start).endsWith(mark) && text.slice(end).startsWith(mark);
  if (isMarked) {
    const shorter = text.slice(0, start - mark.length) + inside + text.slice(end + mark.length);
    return { text: shorter, start: start - mark.length, end: end - mark.length };
  }
  const words = inside.trim();
  const first = start + (words ? inside.indexOf(words) : 0);
  const last = first + words.length;
  const longer = text.slice(0, first) + mark + words + mark + text.slice(last);
  return { text: longer, start: first + mark.length, end: last + mark.length };
}

function inserted(text: string, start: number, end: number, added: string): Typed {
  const caret = start + added.length;
  return { text: text.slice(0, start) + added + text.slice(end), start: caret, end: caret };
}
