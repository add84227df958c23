/** What the editor does with its document, whatever it looks like: keys, rules, tables, history. */

import { baseKeymap, chainCommands, newlineInCode } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, InputRule, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { Plugin, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";

import { around, backOut, breakLine, indent, outdent, setStyle, toggleBold, toggleItalic, toggleList, toggleQuote } from "./commands.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

export function editing(own: Readonly<Record<string, Command>> = {}): Plugin[] {
  return [keymap(own), rules(), keymap(KEYS), keymap(baseKeymap), history(), tableEditing(), new Plugin({ appendTransaction: headsFirst }), new Plugin({ appendTransaction: endsOpen })];
}

/** Enter goes on with the next cell: a cell is one line. */
const nextCell: Command = (state, dispatch) => {
  const cell = around(state, nodes.table_cell, nodes.table_header);
  return cell !== null && (goToNextCell(1)(state, dispatch) || true);
};

const KEYS: Readonly<Record<string, Command>> = {
  "Mod-b": toggleBold,
  "Mod-i": toggleItalic,
  "Mod-Alt-0": setStyle(0),
  "Mod-Alt-2": setStyle(2),
  "Mod-Alt-3": setStyle(3),
  "Mod-Shift-7": toggleList(nodes.ordered_list),
  "Mod-Shift-8": toggleList(nodes.bullet_list),
  "Mod-Shift-9": toggleQuote,
  "Mod-]": indent,
  "Mod-[": outdent,
  Tab: chainCommands(goToNextCell(1), indent),
  "Shift-Tab": chainCommands(goToNextCell(-1), outdent),
  Enter: chainCommands(nextCell, newlineInCode, splitListItem(nodes.list_item)),
  "Shift-Enter": breakLine,
  Backspace: chainCommands(undoInputRule, backOut),
  "Mod-z": undo,
  "Mod-y": redo,
  "Shift-Mod-z": redo,
};

/** Keeps a paragraph below what nothing can be typed behind. It is not written while it has no words. */
function endsOpen(_transactions: readonly Transaction[], _before: EditorState, { doc, tr }: EditorState): Transaction | null {
  const last = doc.lastChild;
  if (last === null || OPEN.includes(last.type)) return null;
  return tr.insert(doc.content.size, nodes.paragraph.create()).setMeta("addToHistory", false);
}

/** What Enter leads out of. */
const OPEN = [nodes.paragraph, nodes.heading, nodes.blockquote, nodes.bullet_list, nodes.ordered_list];

/** Markdown that is typed becomes what it means. */
function rules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: Math.max(2, match[1]?.length ?? 2) })),
      wrappingInputRule(/^\s*([-+*])\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,9})[.)]\s$/,
        nodes.ordered_list,
        (match) => ({ start: Number(match[1]) }),
        (match, list) => list.childCount + Number(list.attrs["start"]) === Number(match[1]),
      ),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      new InputRule(/^\[([ xX])\]\s$/, tickBox),
      new InputRule(/(?<!\*)\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marked("strong")),
      new InputRule(/(?<![*\w])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marked("em")),
      new InputRule(/(?<![_\w])_([^_\s](?:[^_]*[^_\s])?)_$/, marked("em")),
    ],
  });
}

function marked(name: "em" | "strong") {
  return (state: EditorState, match: RegExpMatchArray, start: number, end: number): Transaction => {
    const words = match[1] ?? "";
    const signs = (match[0].length - words.length) / 2;
    const tr = state.tr;
    // The last sign is being typed: it is not in the document yet.
    if (end > start + signs + words.length) tr.delete(start + signs + words.length, end);
    tr.delete(start, start + signs);
    tr.addMark(start, start + words.length, marks[name].create());
    return tr.removeStoredMark(marks[name]);
  };
}

function tickBox(state: EditorState, match: RegExpMatchArray, start: number, end: number): Transaction | null {
  const { $from } = state.selection;
  const item = around(state, nodes.list_item);
  if (item === null || $from.depth < 2 || $from.node(-1) !== item.node || $from.index(-1) > 0) return null;
  return state.tr.delete(start, end).setNodeAttribute(item.pos, "ticked", match[1] !== " ");
}

/** The first row of a table is its heads: Markdown has no other tables. */
function headsFirst(transactions: readonly Transaction[], _before: EditorState, state: EditorState): Transaction | null {
  if (!transactions.some((each) => each.docChanged)) return null;
  const tr = state.tr;
  state.doc.descendants((table, pos) => {
    if (table.type !== nodes.table) return !table.isTextblock;
    table.forEach((row, offset, place) => {
      const type = place === 0 ? nodes.table_header : nodes.table_cell;
      row.forEach((cell, inner) => {
        if (cell.type !== type) tr.setNodeMarkup(pos + 1 + offset + 1 + inner, type, cell.attrs);
      });
    });
    return false;
  });
  return tr.docChanged ? tr : null;
}
