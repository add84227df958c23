/** What the buttons and keys of the editor do. */

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { Attrs, MarkType, Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, NodeSelection, Selection, TextSelection, type Transaction } from "prosemirror-state";

import { schema } from "./schema.js";

const { nodes, marks } = schema;

/** Lists and quotations within one another. Our reader takes 15 marks and containers, lists count twice. */
const DEEPEST = 5;

export function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

/** The innermost block of a kind around the cursor, and where it begins. */
export function around(state: EditorState, ...types: readonly NodeType[]): { node: Node; pos: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (types.includes(node.type)) return { node, pos: $from.before(depth) };
  }
  return null;
}

export const toggleBold: Command = toggleMark(marks.strong);
export const toggleItalic: Command = toggleMark(marks.em);

/** Makes what is selected paragraphs (level 0) or headings; what stands in a list stays there. */
export function setStyle(level: number): Command {
  return level === 0 ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level });
}

/** The level of the heading at the cursor; 0 for a paragraph, null for anything else. */
export function styleAt(state: EditorState): number | null {
  const { parent } = state.selection.$from;
  if (parent.type === nodes.heading) return Number(parent.attrs["level"]);
  return parent.type === nodes.paragraph ? 0 : null;
}

/** Makes a list of what is selected, another kind of list of a list, and paragraphs of one of its kind. */
export function toggleList(type: NodeType): Command {
  return (state, dispatch, view) => {
    const list = around(state, nodes.bullet_list, nodes.ordered_list);
    if (list === null) return wrapInList(type)(state, dispatch, view);
    if (list.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(list.pos, type, { tight: list.node.attrs["tight"] }));
    return true;
  };
}

/** Puts an item into the list of the item above it. */
export const indent: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const containers = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1).type);
  if (containers.filter((type) => type === nodes.list_item).length >= DEEPEST) return false;
  return sinkListItem(nodes.list_item)(state, dispatch);
};

export const outdent: Command = liftListItem(nodes.list_item);

/** Adds boxes to the items of the list at the cursor, or takes them. */
export const toggleBoxes: Command = (state, dispatch) => {
  const list = around(state, nodes.bullet_list, nodes.ordered_list);
  if (list === null) return false;
  const ticked = list.node.firstChild?.attrs["ticked"] === null ? false : null;
  const tr = state.tr;
  list.node.forEach((_, offset) => void tr.setNodeAttribute(list.pos + 1 + offset, "ticked", ticked));
  dispatch?.(tr);
  return true;
};

/** Makes a quotation of what is selected, or takes it out of one. */
export const toggleQuote: Command = (state, dispatch, view) => {
  if (around(state, nodes.blockquote) !== null) return liftOut(nodes.blockquote)(state, dispatch, view);
  return wrapIn(nodes.blockquote)(state, dispatch, view);
};

function liftOut(type: NodeType): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const range = $from.blockRange($to, (node) => node.type === type);
    if (range === null) return false;
    dispatch?.(state.tr.lift(range, range.depth - 1).scrollIntoView());
    return true;
  };
}

export const breakLine: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || !$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** At the beginning of a heading, makes it a paragraph; of an item's or a quotation's, takes it out. */
export const backOut: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  if ($from.parent.type === nodes.heading) return setStyle(0)(state, dispatch, view);
  const isFirst = $from.depth > 1 && $from.index(-1) === 0;
  if (!isFirst) return false;
  if ($from.node(-1).type === nodes.list_item) return outdent(state, dispatch, view);
  return $from.node(-1).type === nodes.blockquote && lift(state, dispatch, view);
};

/** Puts a block where the cursor is: in place of an empty paragraph, or below the outermost block. */
export function insertBlock(state: EditorState, block: Node): Transaction {
  const { $from, $to } = state.selection;
  const tr = state.tr;
  const outer = $from.depth > 0 ? $from.node(1) : null;
  if ($from.depth === 1 && outer?.type === nodes.paragraph && outer.content.size === 0) {
    tr.replaceWith($from.before(1), $from.after(1), block);
    return tr.setSelection(Selection.near(tr.doc.resolve($from.before(1) + 1))).scrollIntoView();
  }
  const below = $to.depth > 0 ? $to.after(1) : state.selection.to;
  tr.insert(below, block);
  return tr.setSelection(Selection.near(tr.doc.resolve(below + 1))).scrollIntoView();
}

/** Puts a chart where the cursor is, and takes it from where it stood: an article has each once. */
export function insertChart(name: string): Command {
  return (state, dispatch) => {
    const tr = insertBlock(state, nodes.chart_place.create({ name }));
    const old: number[] = [];
    state.doc.descendants((node, pos) => {
      if (node.type === nodes.chart_place && node.attrs["name"] === name) old.push(pos);
    });
    for (const pos of old.reverse()) {
      const now = tr.mapping.mapResult(pos, 1);
      tr.delete(now.pos, now.pos + 1);
    }
    dispatch?.(tr);
    return true;
  };
}

/** A table of three rows and three columns, with the cursor in its first cell. */
export const insertTable: Command = (state, dispatch) => {
  const row = (type: NodeType): Node => nodes.table_row.create(null, [1, 2, 3].map(() => type.create()));
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  dispatch?.(insertBlock(state, table));
  return true;
};

/** Puts the mark of a new footnote at the cursor, and the cursor into its words below the article. */
export const insertNote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const isIn = around(state, nodes.note) !== null;
  if (isIn || !$to.parent.type.contentMatch.matchType(nodes.note_ref)) return false;
  const used = new Set<string>();
  const last = state.doc.lastChild;
  // The empty paragraph at the end stays below.
  let below = state.doc.content.size - (last?.type === nodes.paragraph && last.content.size === 0 ? last.nodeSize : 0);
  state.doc.forEach((node, offset) => {
    if (node.type === nodes.note) below = offset + node.nodeSize;
  });
  state.doc.descendants((node) => {
    if (node.type === nodes.note || node.type === nodes.note_ref) used.add(String(node.attrs["label"]));
  });
  let number = 1;
  while (used.has(String(number))) number++;
  const attrs: Attrs = { label: String(number) };
  const tr = state.tr.insert(below, nodes.note.create(attrs, nodes.paragraph.create()));
  tr.insert($to.pos, nodes.note_ref.create(attrs));
  tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(below, -1) + 2)));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Selects the words of a footnote, or the first place that refers to it. */
export function goToNote(label: string, type: NodeType): Command {
  return (state, dispatch) => {
    let found: number | null = null;
    state.doc.descendants((node, pos) => {
      if (found === null && node.type === type && node.attrs["label"] === label) found = pos;
      return found === null;
    });
    if (found === null) return false;
    const place = state.doc.resolve(found + 1);
    dispatch?.(state.tr.setSelection(Selection.near(place)).scrollIntoView());
    return true;
  };
}

export function selectedNode(state: EditorState, type: NodeType): { node: Node; pos: number } | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type === type ? { node: selection.node, pos: selection.from } : null;
}
