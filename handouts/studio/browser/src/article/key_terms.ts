/** Words of the article worth knowing: marked wherever they stand, written elsewhere. */

import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { marked } from "./page_element.js";
import { type BlockWords, forEachBlock } from "./plain_words.js";
import { readInline } from "./read.js";
import { schema } from "./schema.js";
import { wordsOf } from "./write_words.js";

interface Place {
  readonly from: number;
  readonly to: number;
  /** The term that stands here, as it is written. */
  readonly source: string;
}

interface Terms {
  /** As they are written, in Markdown: `bond/relationship` is either word. */
  readonly sources: readonly string[];
  readonly places: readonly Place[];
  readonly marks: DecorationSet;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is longer is a sentence, not a term. */
const MOST_WORDS = 6;
/** What `handouts.worksheets.words` takes for a word: letters and numbers, joined by hyphens and apostrophes. */
const WORD = /[\p{L}\p{N}\p{M}\u00ad\u200c\u200d]+(?:[-’'\u2010\u2011][\p{L}\p{N}\p{M}\u00ad\u200c\u200d]+)*/gu;
/** Thai, Lao, Burmese, Khmer, Japanese, Chinese: scripts without spaces between words. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
const KEY = new PluginKey<Terms>("keyTerms");
/** Blocks never change: one with other words is another one. */
const known = new WeakMap<BlockWords, readonly Word[]>();

export function keyTerms(written: readonly string[]): Plugin {
  return new Plugin<Terms>({
    key: KEY,
    state: {
      init: (_config, { doc }) => termsIn(doc, written),
      apply: (tr, terms) => {
        const sources = (tr.getMeta(KEY) as readonly string[] | undefined) ?? terms.sources;
        return sources === terms.sources && !tr.docChanged ? terms : termsIn(tr.doc, sources);
      },
    },
    props: { decorations: (state) => KEY.getState(state)?.marks },
  });
}

export function writtenTerms(state: EditorState): readonly string[] {
  return KEY.getState(state)?.sources ?? [];
}

/** Shows the terms that somebody else has chosen. */
export function setKeyTerms(state: EditorState, sources: readonly string[]): Transaction {
  return state.tr.setMeta(KEY, sources).setMeta("addToHistory", false);
}

export function isInTerm(state: EditorState): boolean {
  return termAt(state) !== undefined;
}

/** Makes what is selected, or the word at the cursor, a key term, or no longer; returns why it cannot be one. */
export function toggleKeyTerm(state: EditorState, dispatch: (tr: Transaction) => void): string {
  const sources = writtenTerms(state);
  const old = termAt(state);
  if (old !== undefined) {
    dispatch(setKeyTerms(state, sources.filter((source) => source !== old.source)));
    return "";
  }
  const { $from, $to, from, to } = state.selection;
  const { parent } = $from;
  if (!$from.sameParent($to) || !hasTerms(parent)) return "Select words of a paragraph to make them a key term.";
  let chosen = "";
  forEachBlock(state.doc, (block, start, node) => {
    if (node !== parent || start !== $from.start()) return;
    const at = (index: number): number => start + (block.offsets[index] ?? 0);
    const words = wordsIn(block).filter((word) => at(word.end - 1) + 1 >= from && at(word.start) <= to);
    const inside = from === to ? words.slice(0, 1) : words.filter((word) => at(word.end - 1) + 1 > from && at(word.start) < to);
    // Without spaces between words, what is selected is the word.
    const isWhole = !UNSPACED.test(block.text);
    const letters = isWhole ? block.text.slice(inside[0]?.start ?? 0, inside.at(-1)?.end ?? 0) : state.doc.textBetween(from, to);
    chosen = letters.trim();
  });
  const parts = [...chosen.matchAll(WORD)].map((found) => found[0]);
  if (parts.length === 0) return "Select the words that are to be a key term, or put the cursor into one.";
  if (parts.length > MOST_WORDS) return `A key term is a few words: select ${MOST_WORDS} at most.`;
  if (chosen !== "" && chosen.replace(WORD, "").trim() !== "") return "A key term has no sign such as a comma between its words. Select those before or after it.";
  const source = wordsOf(schema.nodes.paragraph.create(null, schema.text(chosen)));
  dispatch(setKeyTerms(state, [...sources, source]));
  return "";
}

function termAt(state: EditorState): Place | undefined {
  const { from, to } = state.selection;
  return KEY.getState(state)?.places.find((place) => from >= place.from && to <= place.to);
}

/** Whether exercises are made from the words of a block. */
function hasTerms(block: Node): boolean {
  const { paragraph, table_cell: cell, table_header: head } = schema.nodes;
  return [paragraph, cell, head].includes(block.type);
}

function termsIn(doc: Node, sources: readonly string[]): Terms {
  const places: Place[] = [];
  const terms = sources.flatMap((source) => plain(source).split("/").map((term) => ({ source, term, words: wordsOfText(term).map(({ text }) => text) })));
  if (terms.length > 0) {
    forEachBlock(doc, (block, start, node) => {
      if (!hasTerms(node)) return;
      for (const { source, term, words } of terms) {
        for (const { start: first, end } of standing(block, term.trim(), words)) {
          places.push({ from: start + (block.offsets[first] ?? 0), to: start + (block.offsets[end - 1] ?? 0) + 1, source });
        }
      }
    });
  }
  const look = { class: "article-key-term", title: "Key term", ...marked("Key term") };
  const marks = places.map(({ from, to }) => Decoration.inline(from, to, look));
  return { sources, places, marks: DecorationSet.create(doc, marks) };
}

/** Where a term stands in a block, as whole words. */
function standing(block: BlockWords, term: string, wanted: readonly string[]): { readonly start: number; readonly end: number }[] {
  const [first] = wanted;
  if (first === undefined) return [];
  if (UNSPACED.test(term)) {
    const found = [];
    for (let at = block.text.indexOf(term); at >= 0; at = block.text.indexOf(term, at + term.length)) found.push({ start: at, end: at + term.length });
    return found;
  }
  const there = wordsIn(block);
  return there.flatMap((word, place) => {
    if (word.text !== first) return [];
    const run = there.slice(place, place + wanted.length);
    const isRun = run.length === wanted.length && run.every(({ text }, number) => text === wanted[number]);
    const end = run.at(-1)?.end ?? word.end;
    return isRun && block.text.slice(word.start, end).replace(WORD, "").trim() === "" ? [{ start: word.start, end }] : [];
  });
}

function wordsIn(block: BlockWords): readonly Word[] {
  const words = known.get(block) ?? wordsOfText(block.text);
  known.set(block, words);
  return words;
}

/** The words of a text as they are compared: capitals, width and kinds of apostrophe aside. */
function wordsOfText(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    text: word.normalize("NFKC").toLowerCase().replace(/’/g, "'").replace(/\u00ad/g, ""),
    start: index,
    end: index + word.length,
  }));
}

function plain(source: string): string {
  return readInline(source, [])?.textContent ?? source;
}
