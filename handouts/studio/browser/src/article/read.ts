/** Markdown → the editor's blocks, each with the lines that it stands on. */

import type { Token } from "markdown-it";
import type { Mark, Node } from "prosemirror-model";

import { blockTokens, cellTokens, chartNamed, inlineTokens, type LineRange, withoutComments } from "./dialect.js";
import { schema } from "./schema.js";

/** A block of the article and its lines, counted from 0, without the empty ones around it. */
export interface ReadBlock extends LineRange {
  readonly node: Node;
}

/** The blocks of a text, and the first line of each of its textblocks, pictures and charts. */
export interface ReadText {
  readonly blocks: readonly ReadBlock[];
  readonly lines: ReadonlyMap<Node, number>;
}

/** What the schema cannot hold. */
class Unholdable extends Error {}

const ALIGNMENTS: Readonly<Record<string, string>> = { "text-align:center": "center", "text-align:right": "right" };
const BOX = /^\[[ xX]\](?=[ \t])/;

/** Returns the blocks of a text with line feeds. Every line that is not empty is in one of them. */
export function read(text: string): ReadText {
  const seen = withoutComments(text);
  const reader = new Reader(text.split("\n"), seen.text.split("\n"));
  return { blocks: reader.blocks(blockTokens(seen.text), seen.comments), lines: reader.lines };
}

class Reader {
  readonly lines = new Map<Node, number>();
  /** The comments inside the block that is being read, until each has its place. */
  private inside: LineRange[] = [];

  constructor(
    private readonly typed: readonly string[],
    private readonly seen: readonly string[],
  ) {}

  blocks(tokens: readonly Token[], comments: readonly LineRange[]): ReadBlock[] {
    const found: ReadBlock[] = [];
    let end = 0;
    for (const region of this.regions(tokens, comments)) {
      found.push(...this.between(end, region.start), ...this.region(region));
      end = region.end;
    }
    return [...found, ...this.between(end, this.typed.length)];
  }

  /** The lines of each block or comment; those that have lines in common are one. */
  private regions(tokens: readonly Token[], comments: readonly LineRange[]): Region[] {
    const ofBlocks = topLevel(tokens).map((inside) => ({ ...this.trimmed(lineRange(inside[0])), inside, comments: [], isComment: false }));
    const ofComments = comments.map((range) => ({ ...range, inside: [], comments: [range], isComment: true }));
    const sorted: Region[] = [...ofBlocks, ...ofComments].sort((one, other) => one.start - other.start || one.end - other.end);
    const joined: Region[] = [];
    for (const region of sorted) {
      const last = joined.at(-1);
      if (last !== undefined && region.start < last.end) {
        const isComment = last.isComment && region.isComment;
        const isWithin = region.isComment && region.end <= last.end && isList(last.inside) && this.isEmpty(region);
        const inside = isWithin ? last.inside : [];
        const all = [...last.comments, ...region.comments];
        joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, region.end), inside, comments: all, isComment };
      } else {
        joined.push(region);
      }
    }
    return joined;
  }

  private region(region: Region): ReadBlock[] {
    if (region.isComment && this.isEmpty(region)) return [this.comment(region)];
    if (region.inside.length === 0) return [this.verbatim(region)];
    try {
      this.inside = [...region.comments];
      const found = this.block(region);
      if (this.inside.length > 0) throw new Unholdable("a comment among words");
      return found;
    } catch (error) {
      if (error instanceof Unholdable || error instanceof RangeError) return [this.verbatim(region)];
      throw error;
    }
  }

  /** Whether nothing but comments stands on the lines. */
  private isEmpty({ start, end }: LineRange): boolean {
    return this.seen.slice(start, end).every((line) => line.trim() === "");
  }

  private comment(range: LineRange): ReadBlock {
    const words = this.commented(range);
    return words === null ? this.verbatim(range) : this.kept(range, schema.nodes.comment.create(null, words === "" ? [] : [schema.text(words)]));
  }

  /** The words of the comment that some lines are; null where they are more than one. */
  private commented(range: LineRange): string | null {
    const inner = /^\s*<!--([^]*)-->\s*$/.exec(this.text(range))?.[1];
    return inner === undefined || inner.includes("<!--") ? null : inner.trim();
  }

  /** The comments of a list's item that stand in no block of it, and the lines that they stand on. */
  private commentsOf({ start, end }: LineRange, blocks: readonly LineRange[]): { readonly line: number; readonly node: Node }[] {
    const isBetween = (comment: LineRange): boolean =>
      comment.start > start && comment.end <= end && !blocks.some((block) => comment.start < block.end && comment.end > block.start);
    const own = this.inside.filter(isBetween);
    this.inside = this.inside.filter((comment) => !own.includes(comment));
    return own.map((comment) => {
      const words = this.commented(comment);
      if (words === null) throw new Unholdable("comments on one line");
      const node = schema.nodes.comment.create(null, words === "" ? [] : [schema.text(outdented(words))]);
      return { line: comment.start, node: this.at(comment.start, node) };
    });
  }

  private verbatim(range: LineRange): ReadBlock {
    return this.kept(range, schema.nodes.verbatim.create(null, [schema.text(this.text(range))]));
  }

  private kept(range: LineRange, node: Node): ReadBlock {
    return { start: range.start, end: range.end, node: this.at(range.start, node) };
  }

  /** What stands between blocks and makes none: the addresses of links. */
  private between(start: number, end: number): ReadBlock[] {
    const found: ReadBlock[] = [];
    for (let line = start; line < end; line++) {
      if (this.typed[line]?.trim() === "") continue;
      let stop = line + 1;
      while (stop < end && this.typed[stop]?.trim() !== "") stop++;
      found.push(this.verbatim({ start: line, end: stop }));
      line = stop;
    }
    return found;
  }

  private text({ start, end }: LineRange): string {
    return this.typed.slice(start, end).join("\n");
  }

  private trimmed({ start, end }: LineRange): LineRange {
    let stop = end;
    while (stop > start + 1 && this.seen[stop - 1]?.trim() === "") stop--;
    return { start, end: stop };
  }

  private block({ start, end, inside }: Region): ReadBlock[] {
    const [open, content] = inside;
    if (open?.type === "paragraph_open" && content !== undefined) {
      const found = this.paragraphs(content, start);
      const [only] = found;
      if (only !== undefined && found.length === 1) return [{ start, end, node: only.node }];
      // A line can end inside a link or code; then it is not known which lines belong to which part.
      if (found.at(-1)?.end !== end) throw new Unholdable("parts of a paragraph");
      return found;
    }
    const [node] = this.nodes(inside);
    if (node === undefined) throw new Unholdable("nothing");
    return [{ start, end, node }];
  }

  private nodes(tokens: readonly Token[]): Node[] {
    return topLevel(tokens).flatMap((inside) => this.node(inside));
  }

  private node(tokens: readonly Token[]): Node[] {
    const [token, content] = tokens;
    if (token === undefined) return [];
    const inner = tokens.slice(1, -1);
    switch (token.type) {
      case "paragraph_open":
        return content === undefined ? [] : this.paragraphs(content, lineRange(token).start).map((each) => each.node);
      case "heading_open":
        return [this.heading(token, content)];
      case "bullet_list_open":
        return [schema.nodes.bullet_list.createChecked({ tight: isTight(inner) }, this.items(inner))];
      case "ordered_list_open": {
        const start = Number(token.attrGet("start") ?? 1);
        return [schema.nodes.ordered_list.createChecked({ tight: isTight(inner), start }, this.items(inner))];
      }
      case "blockquote_open":
        return [schema.nodes.blockquote.createChecked(null, this.filled(inner, lineRange(token).start))];
      case "footnote_reference_open": {
        const { label } = token.meta as { label: string };
        return [schema.nodes.note.createChecked({ label }, this.filled(inner, lineRange(token).start))];
      }
      case "fence":
      case "code_block":
        return [this.code(token)];
      case "hr":
        return [this.at(lineRange(token).start, schema.nodes.divider.create())];
      case "table_open":
        return [this.table(inner)];
      default:
        throw new Unholdable(token.type);
    }
  }

  /** The blocks of a container, which in the editor is never empty. */
  private filled(tokens: readonly Token[], line: number): Node[] {
    const nodes = this.nodes(tokens);
    return nodes.length > 0 ? nodes : [this.at(line, schema.nodes.paragraph.create())];
  }

  private heading(token: Token, content: Token | undefined): Node {
    const level = Math.max(2, Number(token.tag.slice(1)));
    const words = inlines(content?.children ?? []);
    return this.at(lineRange(token).start, schema.nodes.heading.createChecked({ level }, words));
  }

  private items(tokens: readonly Token[]): Node[] {
    return topLevel(tokens).map((item) => {
      const [open, paragraph, content] = item;
      const isTask = paragraph?.type === "paragraph_open" && BOX.test(content?.content ?? "");
      const ticked = isTask ? takeBox(content) : null;
      return schema.nodes.list_item.createChecked({ ticked }, this.withComments(item.slice(1, -1), lineRange(open)));
    });
  }

  /** The blocks of a list's item, with the comments among them. */
  private withComments(tokens: readonly Token[], range: LineRange): Node[] {
    const parts = topLevel(tokens).map((inside) => ({ ...this.trimmed(lineRange(inside[0])), nodes: this.node(inside) }));
    if (parts.length === 0) return this.filled(tokens, range.start);
    const comments = this.commentsOf(range, parts);
    const placed = [...parts.map(({ start, nodes }) => ({ line: start, nodes })), ...comments.map(({ line, node }) => ({ line, nodes: [node] }))];
    return placed.sort((one, other) => one.line - other.line).flatMap(({ nodes }) => nodes);
  }

  private code(token: Token): Node {
    const { start } = lineRange(token);
    const name = token.type === "code_block" ? chartNamed(token.content) : null;
    if (name !== null) return this.at(start, schema.nodes.chart_place.create({ name }));
    const text = token.content.replace(/\n$/, "");
    const content = text === "" ? [] : [schema.text(text)];
    return this.at(start, schema.nodes.code_block.create({ info: token.info.trim() }, content));
  }

  private table(tokens: readonly Token[]): Node {
    const rows = topLevel(tokens).flatMap((group) => topLevel(group.slice(1, -1)));
    return schema.nodes.table.createChecked(
      null,
      rows.map((row) => schema.nodes.table_row.createChecked(null, topLevel(row.slice(1, -1)).map((cell) => this.cell(row, cell)))),
    );
  }

  private cell(row: readonly Token[], [open, content]: readonly Token[]): Node {
    const type = open?.type === "th_open" ? schema.nodes.table_header : schema.nodes.table_cell;
    const align = ALIGNMENTS[String(open?.attrGet("style"))] ?? null;
    const node = type.createChecked({ align }, inlines(cellTokens(content?.children ?? [])));
    return this.at(lineRange(row[0]).start, node);
  }

  /** A paragraph, or those above and below the lines that are a chart's place; or a picture. */
  private paragraphs(content: Token, first: number): ReadBlock[] {
    const found: ReadBlock[] = [];
    let above: Token[] = [];
    let start = first;
    const close = (end: number): void => {
      if (above.length > 0) found.push({ start, end, node: this.at(start, this.paragraph(above)) });
      above = [];
    };
    const lines = linesOf(content.children ?? []);
    lines.forEach((line, number) => {
      const words = line.filter((token) => !isBreak(token));
      const name = words.length === 1 ? chartNamed(words[0]?.content ?? "") : null;
      const place = first + number;
      if (name === null) {
        if (above.length === 0) start = place;
        above.push(...line);
      } else {
        close(place);
        found.push({ start: place, end: place + 1, node: this.at(place, schema.nodes.chart_place.create({ name })) });
      }
    });
    close(first + lines.length);
    return found;
  }

  private paragraph(tokens: readonly Token[]): Node {
    const [first, ...others] = tokens;
    const content = first !== undefined && isBreak(first) ? others : tokens;
    const [picture] = content;
    if (content.length === 1 && picture?.type === "image") return figure(picture);
    return schema.nodes.paragraph.createChecked(null, inlines(content));
  }

  private at(line: number, node: Node): Node {
    this.lines.set(node, line);
    return node;
  }
}

/** The words that the tokens of a line stand for; throws Unholdable where there is more in it. */
function inlines(tokens: readonly Token[]): Node[] {
    const found: Node[] = [];
    const open: Mark[] = [];
    let marks: readonly Mark[] = [];
    const begin = (mark: Mark): void => {
      open.push(mark);
      marks = mark.addToSet(marks);
    };
    const finish = (): void => {
      open.pop();
      marks = open.reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), []);
    };
    let linkedFrom = 0;
    for (const token of tokens) {
      switch (token.type) {
        case "text":
        case "text_special":
          if (token.content !== "") found.push(schema.text(token.content, marks));
          break;
        case "softbreak":
          found.push(schema.text(" ", marks));
          break;
        case "hardbreak":
          found.push(schema.nodes.hard_break.create(null, null, marks));
          break;
        case "code_inline":
          found.push(schema.text(token.content, schema.marks.code.create().addToSet(marks)));
          break;
        case "em_open":
          begin(schema.marks.em.create());
          break;
        case "strong_open":
          begin(schema.marks.strong.create());
          break;
        case "em_close":
        case "strong_close":
          finish();
          break;
        case "link_open": {
          const attrs = { href: token.attrGet("href") ?? "", title: token.attrGet("title") ?? "" };
          begin(schema.marks.link.create(attrs));
          linkedFrom = found.length;
          break;
        }
        case "link_close":
          if (found.length === linkedFrom) throw new Unholdable("a link without words");
          finish();
          break;
        case "footnote_ref":
          found.push(schema.nodes.note_ref.create(token.meta as { label: string }, null, marks));
          break;
        default:
          throw new Unholdable(token.type);
      }
    }
    return found;
}

/** The words of one line of Markdown that may refer to these notes; null where there is more in it. */
export function readInline(text: string, notes: Iterable<string>): Node | null {
  try {
    return schema.nodes.paragraph.createChecked(null, inlines(inlineTokens(text, notes)));
  } catch (error) {
    if (error instanceof Unholdable) return null;
    throw error;
  }
}

/** Some lines of a text: of one block, whose tokens are `inside`, or kept as they are typed. */
interface Region extends LineRange {
  readonly inside: readonly Token[];
  /** Those on its lines. */
  readonly comments: readonly LineRange[];
  readonly isComment: boolean;
}

function figure(picture: Token): Node {
  return schema.nodes.figure.create({
    source: picture.attrGet("src") ?? "",
    alternative: picture.content.trim(),
    caption: picture.attrGet("title") ?? "",
  });
}

function isList([open]: readonly Token[]): boolean {
  return open?.type === "bullet_list_open" || open?.type === "ordered_list_open";
}

/** A text whose lines below the first begin as far left as they can. */
function outdented(text: string): string {
  const [first, ...others] = text.split("\n");
  const least = Math.min(...others.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return [first, ...others.map((line) => line.slice(Number.isFinite(least) ? least : 0))].join("\n");
}

/** The tokens of each block at the outermost level of some tokens. */
function topLevel(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0) groups.push([]);
    groups.at(-1)?.push(token);
    depth += token.nesting;
  }
  return groups;
}

function lineRange(token: Token | undefined): LineRange {
  const map = token?.map;
  if (!map) throw new Error(`a block without lines: ${token?.type}`);
  return { start: map[0], end: map[1] };
}

/** Takes the box from the words of a list's item; whether it is ticked, or null where it is none. */
function takeBox(content: Token | undefined): boolean | null {
  const text = content?.children?.[0];
  if (text?.type !== "text" || !/^\[[ xX]\]/.test(text.content)) return null;
  const ticked = text.content[1] !== " ";
  text.content = text.content.slice(3).replace(/^[ \t]+/, "");
  return ticked;
}

function isTight(tokens: readonly Token[]): boolean {
  const inner = topLevel(tokens).flatMap((item) => topLevel(item.slice(1, -1)));
  return inner.every(([open]) => open?.type !== "paragraph_open" || open.hidden);
}

function isBreak(token: Token): boolean {
  return token.type === "softbreak" || token.type === "hardbreak";
}

/** What a paragraph is made of, divided at its breaks, which begin the lines they make. */
function linesOf(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (isBreak(token)) lines.push([]);
    lines.at(-1)?.push(token);
  }
  return lines;
}
