/**
 * Reads articles and writes them again, for tests of another language.
 *
 * A line of standard input is a JSON object: `markdown`, and perhaps `change`, the number of a
 * block that gets `words` at its end. The answering line is one with `markdown` as it is written
 * again, `blocks` as they stand in it, and `own`, as it would be without its first wording; with a
 * change also `changed` and `changedBlocks`. With `remove`, the number of a block that is deleted,
 * `kept` is what is written without it, and `left` the outlines of the blocks that stay, and those
 * of what is written.
 */

import { createInterface } from "node:readline";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";

import { ArticleText, type Written } from "./article_text.js";
import { editing } from "./editing.js";
import { type Outline, outlineOf } from "./write_blocks.js";

interface Asked {
  readonly markdown: string;
  readonly change?: number;
  readonly words?: string;
  readonly remove?: number;
}

function answer({ markdown, change, words = "", remove }: Asked): object {
  const text = new ArticleText(markdown);
  let state = EditorState.create({ doc: text.doc, plugins: editing() });
  // As a click does, which gives every plugin the chance to change the document.
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)));
  const again = text.write(state.doc);
  const unchanged = { ...written(again), own: new ArticleText("").write(state.doc).markdown };
  if (remove !== undefined && remove < state.doc.childCount) return { ...unchanged, ...leftWithout(text, state, remove) };
  const end = change === undefined ? null : endOfWords(state, change);
  if (end === null) return unchanged;
  const changed = written(text.write(state.apply(state.tr.insertText(words, end)).doc));
  return { ...unchanged, changed: changed.markdown, changedBlocks: changed.blocks };
}

function leftWithout(text: ArticleText, state: EditorState, place: number): { kept: string; left: readonly [Outline[], Outline[]] } {
  const from = state.doc.children.slice(0, place).reduce((size, node) => size + node.nodeSize, 0);
  const { doc } = state.apply(state.tr.delete(from, from + state.doc.child(place).nodeSize));
  const { markdown } = text.write(doc);
  return { kept: markdown, left: [outlines(doc), outlines(new ArticleText(markdown).doc)] };
}

function outlines(doc: Node): Outline[] {
  return doc.children.map(outlineOf).filter((outline) => outline !== null);
}

function written({ markdown, blocks }: Written): { markdown: string; blocks: string[] } {
  return { markdown, blocks: blocks.map((block) => block.text) };
}

/** The end of the last words of a block of the document; null where it has none. */
function endOfWords({ doc }: EditorState, place: number): number | null {
  let found: number | null = null;
  doc.forEach((node, offset, index) => {
    if (index !== place) return;
    if (node.isTextblock) found = offset + 1 + node.content.size;
    node.descendants((inner, position) => {
      if (inner.isTextblock) found = offset + 1 + position + 1 + inner.content.size;
    });
  });
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Asked))}\n`);
}
