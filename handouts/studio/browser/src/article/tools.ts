/** Which buttons the editor has, and what each does. */

import { redo, undo } from "prosemirror-history";
import type { Command } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";

import * as commands from "./commands.js";
import { element } from "./page_element.js";
import { isInTerm } from "./key_terms.js";
import { isInQuote } from "./pull_quotes.js";
import { schema } from "./schema.js";
import type { Tool } from "./toolbar.js";

/** What is asked before it is done. */
export interface Asking {
  readonly link: () => void;
  readonly picture: (() => void) | null;
  readonly chart: () => void;
  readonly find: () => void;
  readonly pullQuote: () => void;
  readonly keyTerm: () => void;
}

const { nodes, marks } = schema;
const BULLETS = "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01";
const NUMBERS = "M10 6h10M10 12h10M10 18h10M4 4v4M3 11h2.5L3 14h2.5M3 17h2.5v3.5H3";
const BOXES = "M11 6h9M11 12h9M11 18h9M3 6l1.5 1.5L7.5 4.5M3.5 15.5h4v4h-4z";
const LINK = "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1";
const INDENT = "M11 6h9M11 12h9M11 18h9M4 9l3 3-3 3";
const OUTDENT = "M11 6h9M11 12h9M11 18h9M7 9l-3 3 3 3";
const QUOTE = "M5 6v12M9 8h11M9 12h11M9 16h7";
const UNDO = "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4";
const REDO = "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4";
const FIND = "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.5 15.5L20 20";

export function toolsOf(view: () => EditorView, asking: Asking): Tool[][] {
  const run = (command: Command) => (): void => {
    command(view().state, view().dispatch, view());
    view().focus();
  };
  const picture: Tool[] = asking.picture === null ? [] : [{ name: "Insert picture", act: asking.picture }];
  return [
    [
      { name: "Bold", icon: "B", keys: "Ctrl+B", act: run(commands.toggleBold), isOn: (state) => commands.hasMark(state, marks.strong), can: commands.toggleBold },
      { name: "Italic", icon: "I", keys: "Ctrl+I", act: run(commands.toggleItalic), isOn: (state) => commands.hasMark(state, marks.em), can: commands.toggleItalic },
      { name: "Link", icon: LINK, keys: "Ctrl+K", act: asking.link, isOn: (state) => commands.hasMark(state, marks.link) },
    ],
    [
      listTool(run, "Bulleted list", BULLETS, "Ctrl+Shift+8", nodes.bullet_list),
      listTool(run, "Numbered list", NUMBERS, "Ctrl+Shift+7", nodes.ordered_list),
      { name: "Boxes to tick", icon: BOXES, act: run(commands.toggleBoxes), can: commands.toggleBoxes },
      { name: "Outdent", icon: OUTDENT, keys: "Shift+Tab", act: run(commands.outdent), can: commands.outdent },
      { name: "Indent", icon: INDENT, keys: "Tab", act: run(commands.indent), can: commands.indent },
      { name: "Quote", icon: QUOTE, keys: "Ctrl+Shift+9", act: run(commands.toggleQuote), isOn: (state) => commands.around(state, nodes.blockquote) !== null, can: commands.toggleQuote },
    ],
    [
      { name: "Undo", icon: UNDO, keys: "Ctrl+Z", act: run(undo), can: undo },
      { name: "Redo", icon: REDO, keys: "Ctrl+Y", act: run(redo), can: redo },
      { name: "Find and replace", icon: FIND, keys: "Ctrl+F", act: asking.find },
    ],
    [
      { name: "Pull quote", act: asking.pullQuote, isOn: isInQuote },
      { name: "Key term", act: asking.keyTerm, isOn: isInTerm },
      ...picture,
      { name: "Insert chart here", act: asking.chart },
      { name: "Table", act: run(commands.insertTable), can: (state) => !isInTable(state) },
      { name: "Footnote", act: run(commands.insertNote), can: commands.insertNote },
    ],
  ];
}

function listTool(run: (command: Command) => () => void, name: string, icon: string, keys: string, type: typeof nodes.bullet_list): Tool {
  const command = commands.toggleList(type);
  const isOn = (state: Parameters<Command>[0]): boolean => commands.around(state, nodes.bullet_list, nodes.ordered_list)?.node.type === type;
  return { name, icon, keys, act: run(command), isOn, can: command };
}

/** Those that are there while the cursor is in a table. */
export function tableTools(view: () => EditorView): Tool[][] {
  const tool = (name: string, command: Command): Tool => ({
    name,
    act: () => {
      command(view().state, view().dispatch, view());
      view().focus();
    },
    can: command,
  });
  return [
    [tool("Add row", addRowAfter), tool("Add column", addColumnAfter)],
    [tool("Delete row", deleteRow), tool("Delete column", deleteColumn), tool("Delete table", deleteTable)],
  ];
}

const STYLES = [
  ["0", "Paragraph"],
  ["2", "Heading"],
  ["3", "Smaller heading"],
] as const;

/** The choice of a paragraph's style. */
export function styleChoice(view: () => EditorView): { readonly dom: HTMLSelectElement; readonly update: () => void } {
  const dom = element("select", { "aria-label": "Style" }, ...STYLES.map(([value, words]) => element("option", { value }, words)));
  const other = element("option", { value: "", hidden: "" }, "Other");
  dom.append(other);
  dom.addEventListener("change", () => {
    commands.setStyle(Number(dom.value))(view().state, view().dispatch);
    view().focus();
  });
  const update = (): void => {
    const level = commands.styleAt(view().state);
    const value = String(Math.min(level ?? -1, 3));
    dom.value = STYLES.some(([known]) => known === value) ? value : "";
  };
  return { dom, update };
}
