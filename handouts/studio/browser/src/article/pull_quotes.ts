/** Sentences of the article that are shown again, large: marked in the text, written elsewhere. */

import type { Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { marked } from "./page_element.js";
import { placeOf, plainWords } from "./plain_words.js";
import { readInline } from "./read.js";
import { schema } from "./schema.js";
import { wordsOf } from "./write_words.js";

interface Range {
  readonly from: number;
  readonly to: number;
}

interface PullQuote {
  /** As it is written, in Markdown. */
  readonly source: string;
  readonly text: string;
  /** Where it stands; null where the article does not have it. */
  readonly place: Range | null;
  /** Whether it stood in the article and was deleted: it comes back with its words. */
  readonly isDeleted: boolean;
}

const KEY = new PluginKey<readonly PullQuote[]>("pullQuotes");

export function pullQuotes(written: readonly string[]): Plugin {
  return new Plugin<readonly PullQuote[]>({
    key: KEY,
    state: {
      init: (_config, { doc }) => written.map((source) => found(source, doc)),
      apply: (tr, quotes) => {
        const meta = tr.getMeta(KEY) as readonly PullQuote[] | undefined;
        if (meta !== undefined) return meta;
        return tr.docChanged ? quotes.map((quote) => followed(quote, tr)) : quotes;
      },
    },
    props: {
      decorations: (state) => {
        const marks = quotesOf(state).flatMap(({ place }) =>
          place === null ? [] : [Decoration.inline(place.from, place.to, { class: "article-pull-quote", title: "Pull quote", ...marked("Pull quote") })],
        );
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}

/** Shows the pull quotes that somebody else has chosen. */
export function setPullQuotes(state: EditorState, written: readonly string[]): Transaction {
  return state.tr.setMeta(KEY, written.map((source) => found(source, state.doc))).setMeta("addToHistory", false);
}

/** The pull quotes as they are to be written, in their order. */
export function writtenQuotes(state: EditorState): readonly string[] {
  return quotesOf(state).filter(({ isDeleted }) => !isDeleted).map(({ source }) => source);
}

export function isInQuote(state: EditorState): boolean {
  return quoteAt(state) !== undefined;
}

/** Makes what is selected, or the sentence at the cursor, a pull quote; or takes it from them. */
export const togglePullQuote: Command = (state, dispatch) => {
  const quotes = quotesOf(state);
  const old = quoteAt(state);
  if (old !== undefined) {
    dispatch?.(state.tr.setMeta(KEY, quotes.filter((quote) => quote !== old)));
    return true;
  }
  const place = sentenceAt(state);
  if (place === null) return false;
  const quote = { ...textAt(state.doc, place), place, isDeleted: false };
  if (quote.text === "") return false;
  dispatch?.(state.tr.setMeta(KEY, [...quotes, quote].sort(inOrder)));
  return true;
};

function quotesOf(state: EditorState): readonly PullQuote[] {
  return KEY.getState(state) ?? [];
}

function quoteAt(state: EditorState): PullQuote | undefined {
  const { from, to } = state.selection;
  return quotesOf(state).find(({ place }) => place !== null && from <= place.to && to >= place.from);
}

function found(source: string, doc: Node): PullQuote {
  const text = (readInline(source, [])?.textContent ?? source).split(/\s+/).join(" ").trim();
  return { source, text, place: placeOf(doc, text), isDeleted: false };
}

function followed(quote: PullQuote, tr: Transaction): PullQuote {
  if (quote.place === null) {
    const place = placeOf(tr.doc, quote.text);
    return place === null ? quote : { ...quote, place, isDeleted: false };
  }
  const place = { from: tr.mapping.map(quote.place.from, 1), to: tr.mapping.map(quote.place.to, -1) };
  if (place.from >= place.to) return { ...quote, place: null, isDeleted: true };
  const now = textAt(tr.doc, place);
  return now.text === quote.text ? { ...quote, place } : { ...now, place, isDeleted: now.text === "" };
}

/** The words at a place of one block, and how they are written; no words where there are two. */
function textAt(doc: Node, { from, to }: Range): { source: string; text: string } {
  const [$from, $to] = [doc.resolve(from), doc.resolve(to)];
  if (!$from.sameParent($to) || !$from.parent.isTextblock) return { source: "", text: "" };
  const words = schema.nodes.paragraph.create(null, withoutNotes($from.parent.cut($from.parentOffset, $to.parentOffset)));
  const [plain] = plainWords(schema.nodes.doc.create(null, words));
  return { source: wordsOf(words).replace(/\\\n/g, " "), text: (plain?.text ?? "").trim() };
}

function withoutNotes(block: Node): Node[] {
  return block.children.filter((node) => node.type !== schema.nodes.note_ref);
}

/** What is selected within one block; with nothing selected, the sentence at the cursor. */
function sentenceAt(state: EditorState): Range | null {
  const { $from, $to, empty } = state.selection;
  const { parent } = $from;
  if (parent.type !== schema.nodes.paragraph) return null;
  const start = $from.start();
  if (!empty) return { from: $from.pos, to: $from.sameParent($to) ? $to.pos : start + parent.content.size };
  const text = parent.textBetween(0, parent.content.size, undefined, "\uFFFC");
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text)) {
    const end = index + segment.trimEnd().length;
    if ($from.parentOffset <= end) return { from: start + index, to: start + end };
  }
  return null;
}

function inOrder(one: PullQuote, other: PullQuote): number {
  return (one.place?.from ?? Infinity) - (other.place?.from ?? Infinity);
}
