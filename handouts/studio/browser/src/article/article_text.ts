/**
 * The text of an article and the editor's document of it.
 *
 * What was not changed is written back as it stood, to the letter; the rest in our own style.
 */

import { Fragment, type Node } from "prosemirror-model";

import { type ReadText, read } from "./read.js";
import { isKeptAsTyped, schema } from "./schema.js";
import { isSameList, outlineOf, writeBlock } from "./write_blocks.js";

/** A block as it stands in the file, and what parts it from those above and below. */
interface Source {
  readonly text: string;
  readonly place: number;
  readonly gapAbove: string;
  readonly gapBelow: string;
}

/** A block of the document, as it is written. */
interface Piece {
  readonly node: Node;
  /** Its index among the blocks of the document. */
  readonly place: number;
  readonly source: Source | undefined;
  readonly text: string;
}

/** A block of the document with its index in it, and the line of the file, from 1, that it begins at. */
export interface WrittenBlock {
  readonly node: Node;
  readonly place: number;
  readonly line: number;
  readonly text: string;
}

/** A written article. Blocks without words are not in it. */
export interface Written {
  readonly markdown: string;
  readonly blocks: readonly WrittenBlock[];
}

const FRONT_MATTER = /^\uFEFF?(?:\r\n|\n|\r)*---[ \t]*(?:\r\n|\n|\r)(?:[^]*?[\n\r])?---[ \t]*(?:\r\n|\n|\r|$)/;
const LINE_END = /\r\n|\n|\r/g;
const EMPTY_LINE = /\n[ \t]*\r?\n/;

export class ArticleText {
  readonly doc: Node;
  private readonly newline: string;
  private readonly sources: WeakMap<Node, Source>;
  private readonly styles = new WeakMap<Node, string>();
  /** The document as it was opened: `doc`, or an equal one. */
  private opened: Node;
  private frontMatter: string;
  /** What parts the front matter from the first block. */
  private readonly above: string;
  private readonly below: string;
  private readonly count: number;

  constructor(markdown: string) {
    const lines = new Lines(markdown);
    this.newline = lines.newline;
    this.frontMatter = frontMatterOf(markdown);
    const first = lineCount(this.frontMatter);
    const { blocks } = read(new Lines(markdown.slice(this.frontMatter.length)).text);
    const places = blocks.map(({ start, end }) => lines.between(first + start, first + end));
    const [firstPlace, lastPlace] = [places.at(0), places.at(-1)];
    this.above = markdown.slice(this.frontMatter.length, firstPlace?.from ?? markdown.length);
    this.below = lastPlace === undefined ? "" : markdown.slice(lastPlace.to);
    this.count = blocks.length;
    const gaps = places.slice(1).map(({ from }, place) => markdown.slice(places[place]?.to, from));
    const found = places.map(({ from, to }, place): Source => ({
      text: markdown.slice(from, to),
      place,
      gapAbove: gaps[place - 1] ?? "",
      gapBelow: gaps[place] ?? "",
    }));
    const nodes = blocks.map(({ node }) => node);
    this.doc = schema.nodes.doc.create(null, Fragment.from(nodes.length > 0 ? nodes : [schema.nodes.paragraph.create()]));
    this.opened = this.doc;
    this.sources = new WeakMap();
    this.remember(this.doc, found);
  }

  /** Takes a document with the same blocks as the document of this text for it. */
  adopt(doc: Node): void {
    const [mine, theirs] = [this.doc.children, written(doc)];
    if (mine.length !== theirs.length || !mine.every((node, place) => theirs[place]?.eq(node))) return;
    this.remember(doc, mine.flatMap((node) => this.sources.get(node) ?? []));
    this.opened = doc;
  }

  /** Takes the front matter of another text for its own. */
  takeDetails(markdown: string): void {
    this.frontMatter = frontMatterOf(markdown);
  }

  private remember(doc: Node, found: readonly Source[]): void {
    doc.children.forEach((node, place) => {
      const source = found[place];
      if (source !== undefined) this.sources.set(node, source);
    });
  }

  write(doc: Node): Written {
    const nodes = written(doc);
    const sources = this.sourcesOf(nodes);
    const isUntouched = nodes.length === this.count && sources.every((source, place) => source?.place === place);
    const pieces = this.pieces(nodes, sources, new Set());
    // How Markdown that was typed into the editor reads is not to be foreseen.
    const isTyped = nodes.some((node, place) => isKeptAsTyped(node) && sources[place] === undefined);
    if (isUntouched || isTyped) return this.joined(pieces);
    return this.readBack(nodes, sources);
  }

  /**
   * Writes blocks in our own style, too, where as they stood they would not be read as they are.
   *
   * What reads otherwise even so, such as the mark of a footnote that is gone, is left.
   */
  private readBack(nodes: readonly Node[], sources: readonly (Source | undefined)[]): Written {
    const own = new Set<number>();
    const left = new Set<number>();
    // The addresses of links stand in blocks of their own: without one, other blocks read otherwise.
    const isStrict = this.opened.children.some((node) => isKeptAsTyped(node) && !nodes.includes(node));
    for (;;) {
      const pieces = this.pieces(nodes, sources, own);
      const written = this.joined(pieces);
      const wrong = wrongPlaces(pieces, written, this.frontMatter, isStrict).find((place) => !left.has(place));
      if (wrong === undefined) return written;
      const before = own.size;
      for (const place of [wrong - 1, wrong, wrong + 1]) own.add(place);
      if (own.size === before) left.add(wrong);
    }
  }

  /** What each block stands as; what was changed back, or cut and pasted, as it stood before. */
  private sourcesOf(nodes: readonly Node[]): (Source | undefined)[] {
    const present = new Set(nodes);
    const gone = this.opened.children.filter((node) => !present.has(node));
    const byStyle = new Map(gone.map((node) => [this.style(node), this.sources.get(node)]));
    return nodes.map((node) => this.sources.get(node) ?? (gone.length > 0 ? byStyle.get(this.style(node)) : undefined));
  }

  /** How our own style would write a block. */
  private style(node: Node): string {
    const known = this.styles.get(node) ?? writeBlock(node) ?? "";
    this.styles.set(node, known);
    return known;
  }

  private pieces(nodes: readonly Node[], sources: readonly (Source | undefined)[], own: ReadonlySet<number>): Piece[] {
    const found: Piece[] = [];
    let isSecond = false;
    nodes.forEach((node, place) => {
      const source = own.has(place) ? undefined : sources[place];
      isSecond = isSameList(found.at(-1)?.node, node) && !isSecond;
      const text = source?.text ?? writeBlock(node, isSecond)?.replaceAll("\n", this.newline) ?? null;
      if (text !== null) found.push({ node, place, source, text });
    });
    return found;
  }

  private joined(pieces: readonly Piece[]): Written {
    const blocks: WrittenBlock[] = [];
    let text = this.frontMatter + this.opening(pieces[0]);
    let line = lineCount(text);
    pieces.forEach((piece, number) => {
      const gap = number === 0 ? "" : this.gap(pieces[number - 1], piece);
      line += lineCount(gap);
      blocks.push({ node: piece.node, place: piece.place, line: line + 1, text: piece.text });
      line += lineCount(piece.text);
      text += gap + piece.text;
    });
    return { markdown: text + this.closing(pieces.at(-1)), blocks };
  }

  /** What parts the first block from the front matter: an empty line. */
  private opening(first: Piece | undefined): string {
    const front = this.frontMatter + this.above;
    if (this.count > 0 || front === "" || first === undefined) return this.above;
    const isLine = /[\r\n]$/.test(front);
    return this.above + this.newline.repeat(!isLine ? 2 : this.above === "" ? 1 : 0);
  }

  private closing(last: Piece | undefined): string {
    if (last === undefined) return this.count > 0 ? this.below : "";
    const isLast = last.source !== undefined && last.source.place === this.count - 1;
    return isLast || /[\r\n]/.test(this.below) ? this.below : this.newline;
  }

  private gap(above: Piece | undefined, below: Piece): string {
    const [one, other] = [above?.source, below.source];
    if (one !== undefined && other !== undefined && one.place + 1 === other.place) return one.gapBelow;
    const own = [one?.gapBelow, other?.gapAbove].find((gap) => gap !== undefined && EMPTY_LINE.test(gap));
    return own ?? this.newline.repeat(2);
  }
}

/** The blocks of a document without the empty paragraph in which it can be gone on with. */
function written(doc: Node): readonly Node[] {
  const last = doc.lastChild;
  const isOpen = doc.childCount > 1 && last?.type === schema.nodes.paragraph && last.content.size === 0;
  return isOpen ? doc.children.slice(0, -1) : doc.children;
}

/** The indexes of the blocks of the document that are not read back as they are. */
function wrongPlaces(pieces: readonly Piece[], written: Written, front: string, isStrict: boolean): number[] {
  const first = lineCount(front) + 1;
  const { blocks } = read(new Lines(written.markdown.slice(front.length)).text);
  const byLine = new Map(blocks.map((block) => [first + block.start, block]));
  const isRead = (piece: Piece, { line, text }: WrittenBlock): boolean => {
    const found = byLine.get(line);
    if (found === undefined || found.end - found.start !== lineCount(text) + 1) return false;
    // What stands as it stood, in lines of its own, is what it was.
    if (piece.source !== undefined && !isStrict && found.node.type === piece.node.type) return true;
    return JSON.stringify(outlineOf(found.node)) === JSON.stringify(outlineOf(piece.node));
  };
  return pieces.flatMap((piece, number) => {
    const block = written.blocks[number];
    return block !== undefined && isRead(piece, block) ? [] : [piece.place];
  });
}

/** The first lines, from 1, of the textblocks, pictures and charts of a written block. */
export function linesWithin(text: string): readonly number[] {
  const { blocks, lines }: ReadText = read(new Lines(text).text);
  const found: number[] = [];
  for (const { node } of blocks) {
    const visit = (inner: Node): boolean => {
      const line = lines.get(inner);
      if (line !== undefined) found.push(line + 1);
      return line === undefined;
    };
    if (visit(node)) node.descendants(visit);
  }
  return found;
}

function frontMatterOf(markdown: string): string {
  return FRONT_MATTER.exec(markdown)?.[0] ?? "";
}

function lineCount(text: string): number {
  return [...text.matchAll(LINE_END)].length;
}

/** A text, and where each of its lines begins and ends in it. */
class Lines {
  /** With line feeds only. */
  readonly text: string;
  readonly newline: string;
  private readonly starts: number[] = [0];
  private readonly ends: number[] = [];

  constructor(text: string) {
    const found = [...text.matchAll(LINE_END)];
    for (const end of found) {
      this.ends.push(end.index);
      this.starts.push(end.index + end[0].length);
    }
    this.ends.push(text.length);
    this.text = text.replace(LINE_END, "\n");
    this.newline = found.length > 0 && found.every((end) => end[0] === "\r\n") ? "\r\n" : "\n";
  }

  between(start: number, end: number): { from: number; to: number } {
    return { from: this.starts[start] ?? 0, to: this.ends[end - 1] ?? 0 };
  }
}
