/** What is wrong with the article, shown at the block that it is about. */

import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

export interface Problem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A block with something wrong, and the id of the element that says what. */
export interface PlacedProblem {
  readonly pos: number;
  readonly text: string;
  readonly id: string;
}

const KEY = new PluginKey<DecorationSet>("problems");

export function problems(): Plugin {
  return new Plugin<DecorationSet>({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => (tr.getMeta(KEY) as DecorationSet | undefined) ?? set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => KEY.getState(state) },
  });
}

export function showProblems(state: EditorState, placed: readonly PlacedProblem[]): Transaction {
  const byPlace = Map.groupBy(placed, ({ pos }) => pos);
  const marks = [...byPlace].flatMap(([pos, all]) => {
    const node: Node | null = state.doc.nodeAt(pos);
    if (node === null) return [];
    const attributes = {
      class: "article-problem",
      title: all.map(({ text }) => text).join("\n"),
      "aria-describedby": all.map(({ id }) => id).join(" "),
    };
    return [Decoration.node(pos, pos + node.nodeSize, attributes)];
  });
  return state.tr.setMeta(KEY, DecorationSet.create(state.doc, marks)).setMeta("addToHistory", false);
}
