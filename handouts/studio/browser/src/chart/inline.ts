/** The words of a cell as they are printed: the part of our Markdown that a cell can have. */

export interface Run {
  readonly text: string;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isLink: boolean;
}

export type Block =
  | { readonly kind: "paragraph"; readonly runs: readonly Run[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly start: number; readonly items: readonly (readonly Run[])[] };

const ITEM = /^\s*(?:([-+*])|(\d{1,9})[.)])\s+(.*)$/;

/** Returns the paragraphs and lists of a cell. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let list: { isNumbered: boolean; start: number; items: string[] } | undefined;
  let paragraph: string[] = [];
  const close = (): void => {
    if (paragraph.length) blocks.push({ kind: "paragraph", runs: runsOf(paragraph.join(" ")) });
    if (list) blocks.push({ kind: "list", isNumbered: list.isNumbered, start: list.start, items: list.items.map((item) => runsOf(item)) });
    paragraph = [];
    list = undefined;
  };
  for (const line of text.split("\n")) {
    const item = text.includes("\n") || paragraph.length ? ITEM.exec(line) : null;
    if (line.trim() === "") {
      if (paragraph.length) close();
    } else if (item) {
      const isNumbered = item[2] !== undefined;
      if (list?.isNumbered !== isNumbered) {
        close();
        list = { isNumbered, start: Number(item[2] ?? 1), items: [] };
      }
      list.items.push(item[3] ?? "");
    } else if (list && /^\s/.test(line)) {
      list.items.push(`${list.items.pop() ?? ""} ${line.trim()}`);
    } else {
      if (list) close();
      paragraph.push(line.trim());
    }
  }
  close();
  return blocks;
}

// An escaped sign, a link, a mark of one to three stars or lines, or letters up to the next of these.
const TOKEN = /\\([!-/:-@[-`{-~])|\[([^\]\\]*)\]\([^)\s]*\)|(\*{1,3}|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}]))|[^\\[*_]+|[^]/gu;

/** Returns a line's words with their marks; a mark without its other half is a sign as any other. */
export function runsOf(text: string): Run[] {
  const tokens = Array.from(text.matchAll(TOKEN));
  const marks = new Map<number, "open" | "close">();
  const open: number[] = [];
  tokens.forEach((token, place) => {
    const mark = token[3];
    if (mark === undefined) return;
    const before = text[token.index - 1] ?? " ";
    const after = text[token.index + mark.length] ?? " ";
    const start = open.findLastIndex((each) => tokens[each]?.[3] === mark);
    if (!/\s/.test(before) && start !== -1) {
      const opened = open[start];
      if (opened !== undefined) marks.set(opened, "open");
      marks.set(place, "close");
      open.length = start;
    } else if (!/\s/.test(after)) {
      open.push(place);
    }
  });
  const runs: Run[] = [];
  let bold = 0;
  let italic = 0;
  tokens.forEach((token, place) => {
    const mark = marks.get(place);
    const size = token[3]?.length ?? 0;
    if (mark) {
      const step = mark === "open" ? 1 : -1;
      if (size > 1) bold += step;
      if (size !== 2) italic += step;
      return;
    }
    const isLink = token[2] !== undefined;
    const run = { text: token[1] ?? token[2] ?? token[0], isBold: bold > 0, isItalic: italic > 0, isLink };
    const last = runs.at(-1);
    if (last && last.isBold === run.isBold && last.isItalic === run.isItalic && last.isLink === isLink) {
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    } else {
      runs.push(run);
    }
  });
  return runs;
}
