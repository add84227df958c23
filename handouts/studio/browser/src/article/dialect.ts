/**
 * The Markdown that `handouts.content.markdown_parser` reads, read in the browser.
 *
 * CommonMark without raw HTML, with tables, footnotes where they are written, and chart places.
 */

import markdownIt, { type MarkdownIt, type ParserBlock, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";

type BlockRule = ReturnType<ParserBlock["ruler"]["getRules"]>[number];

const CHART_PLACE = /^\[\s*chart(\s+[a-z0-9-]+)*\s*\]$/i;
const CELL_BREAK = /[ \t]*<br[ \t]*\/?>[ \t]*/i;
const COMMENT_OPENS = "<!--";
const COMMENT_CLOSES = "-->";

/** The lines `start` to `end - 1` of a text, counted from 0. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export function blockTokens(text: string): Token[] {
  return PARSER.parse(text, {});
}

/** The tokens of one line of Markdown that may refer to the footnotes with these labels. */
export function inlineTokens(text: string, notes: Iterable<string>): Token[] {
  const refs = Object.fromEntries([...notes].map((label) => [`:${label}`, -1]));
  const [line] = PARSER.parseInline(text, { footnotes: { refs } });
  return line?.children ?? [];
}

/** The tokens of a cell of a table, in which `<br>` parts its lines. */
export function cellTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    if (token.type !== "text") return [token];
    return token.content.split(CELL_BREAK).flatMap((content, place) => {
      const words = withChanges(token, { content });
      return place === 0 ? [words] : [withChanges(token, { type: "hardbreak", content: "" }), words];
    });
  });
}

function withChanges(token: Token, changes: Partial<Token>): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token) as object) as Token, token, changes);
}

/** Which chart a line is the place of: `fees`, or "" for `[chart]`; null where it is none. */
export function chartNamed(text: string): string | null {
  const line = text.trim();
  if (!CHART_PLACE.test(line)) return null;
  return line.replace(/^[\s[]+|[\s\]]+$/g, "").toLowerCase().split(/\s+/).slice(1).join("-");
}

/** A text without its comments, in which every line keeps its number; and where they stood. */
export function withoutComments(text: string): { readonly text: string; readonly comments: readonly LineRange[] } {
  const kept: string[] = [];
  const comments: LineRange[] = [];
  let place = 0;
  let line = 0;
  for (;;) {
    const opens = text.indexOf(COMMENT_OPENS, place);
    const closes = opens < 0 ? -1 : text.indexOf(COMMENT_CLOSES, opens + COMMENT_OPENS.length);
    if (closes < 0) break;
    const inside = lineFeeds(text.slice(opens, closes));
    line += lineFeeds(text.slice(place, opens));
    comments.push({ start: line, end: line + inside + 1 });
    line += inside;
    kept.push(text.slice(place, opens), "\n".repeat(inside));
    place = closes + COMMENT_CLOSES.length;
  }
  kept.push(text.slice(place));
  return { text: kept.join(""), comments };
}

function lineFeeds(text: string): number {
  return text.split("\n").length - 1;
}

function dialect(): MarkdownIt {
  const parser = new markdownIt("commonmark", { html: false });
  parser.enable("table");
  withFootnotes(parser);
  // An escaped bracket stays apart from the text around it, so that it is never taken for one.
  parser.disable("text_join");
  // Addresses stay as they are typed; those that lead nowhere are reported by the reader.
  parser.validateLink = () => true;
  parser.normalizeLink = (address) => address;
  return parser;
}

function withFootnotes(parser: MarkdownIt): void {
  const known = new Set(parser.block.ruler.getRules(""));
  parser.use(footnotes);
  parser.disable(["footnote_inline", "footnote_tail"]);
  const definition = parser.block.ruler.getRules("").find((rule) => !known.has(rule));
  if (definition === undefined) throw new Error("the footnote plugin has no rule for blocks");
  parser.block.ruler.at("footnote_def", withLines(definition), { alt: ["paragraph", "reference"] });
}

/** The rule of footnotes, which leaves out the lines that it read. */
function withLines(rule: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    const first = state.tokens.length;
    if (!rule(state, startLine, endLine, silent)) return false;
    const token = state.tokens[first];
    if (token !== undefined) token.map = [startLine, state.line];
    return true;
  };
}

const PARSER = dialect();
