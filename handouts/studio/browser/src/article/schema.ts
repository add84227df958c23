/** What an article is made of in the editor: what our Markdown can hold, and nothing else. */

import { Schema, type Node, type NodeSpec } from "prosemirror-model";

import { leadsSomewhere } from "./addresses.js";

/** Words with marks, on one line. */
const WORDS = "(text | note_ref)*";
/** The same on several lines: those of a cell are parted by `<br>` in the file. */
const LINES = "(text | note_ref | hard_break)*";

const nodes = {
  doc: { content: "block+" },

  paragraph: {
    group: "block",
    content: "inline*",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },

  heading: {
    group: "block",
    content: WORDS,
    attrs: { level: { default: 2 } },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(2, level) } })),
    toDOM: (node) => [`h${Math.max(2, Number(node.attrs["level"]))}`, 0],
  },

  blockquote: {
    group: "block",
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },

  bullet_list: {
    group: "block list",
    content: "list_item+",
    attrs: { tight: { default: true } },
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },

  ordered_list: {
    group: "block list",
    content: "list_item+",
    attrs: { tight: { default: true }, start: { default: 1 } },
    parseDOM: [{ tag: "ol", getAttrs: (element) => ({ start: startOf(element) }) }],
    toDOM: (node) => (node.attrs["start"] === 1 ? ["ol", 0] : ["ol", { start: String(node.attrs["start"]) }, 0]),
  },

  /** `ticked` is null where the item has no box to tick. */
  list_item: {
    content: "block+",
    attrs: { ticked: { default: null } },
    defining: true,
    parseDOM: [{ tag: "li", getAttrs: (element) => ({ ticked: { true: true, false: false }[element.dataset["ticked"] ?? ""] ?? null }) }],
    toDOM: (node) => (node.attrs["ticked"] === null ? ["li", 0] : ["li", { "data-ticked": String(node.attrs["ticked"]) }, 0]),
  },

  code_block: {
    group: "block",
    content: "text*",
    marks: "",
    attrs: { info: { default: "" } },
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: () => ["pre", ["code", 0]],
  },

  divider: {
    group: "block",
    parseDOM: [{ tag: "hr" }],
    toDOM: () => ["hr"],
  },

  /** A picture that stands alone; `source` is the path from the article to its file. */
  figure: {
    group: "block",
    attrs: { source: {}, alternative: { default: "" }, caption: { default: "" } },
    draggable: true,
    parseDOM: [{ tag: "figure[data-source]", getAttrs: (element) => namedData(element, "source", "alternative", "caption") }],
    toDOM: (node) => ["figure", dataOf(node)],
  },

  chart_place: {
    group: "block",
    attrs: { name: { default: "" } },
    draggable: true,
    parseDOM: [{ tag: "div[data-chart-place]", getAttrs: (element) => namedData(element, "name") }],
    toDOM: (node) => ["div", { "data-chart-place": "", ...dataOf(node) }],
  },

  /** The words of a footnote, where they are written. */
  note: {
    group: "block",
    content: "block+",
    attrs: { label: {} },
    defining: true,
    isolating: true,
    parseDOM: [{ tag: "aside[data-label]", getAttrs: (element) => namedData(element, "label") }],
    toDOM: (node) => ["aside", { role: "note", "aria-label": `Footnote ${String(node.attrs["label"])}`, ...dataOf(node) }, 0],
  },

  table: {
    group: "block",
    content: "table_row+",
    tableRole: "table",
    isolating: true,
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["table", ["tbody", 0]],
  },

  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },

  table_cell: cell("cell", "td"),
  table_header: cell("header_cell", "th"),

  /** A comment of the author, which is not printed. */
  comment: {
    group: "block",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    parseDOM: [{ tag: "div.article-comment", preserveWhitespace: "full" }],
    toDOM: () => ["div", { class: "article-comment", role: "group", "aria-label": "Not printed" }, ["pre", 0]],
  },

  /** Markdown that the editor has no form for, shown and kept as it is typed. */
  verbatim: {
    group: "block",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    parseDOM: [{ tag: "div.article-verbatim", preserveWhitespace: "full" }],
    toDOM: () => ["div", { class: "article-verbatim", role: "group", "aria-label": "Kept as it is typed" }, ["pre", 0]],
  },

  text: { group: "inline" },

  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },

  /** The place that refers to a footnote. */
  note_ref: {
    group: "inline",
    inline: true,
    attrs: { label: {} },
    parseDOM: [{ tag: "sup[data-label]", getAttrs: (element) => namedData(element, "label") }],
    toDOM: (node) => ["sup", { title: "Footnote", ...dataOf(node) }, String(node.attrs["label"])],
  },
} satisfies Record<string, NodeSpec>;

/** A cell of a table. What prosemirror-tables asks for more, Markdown cannot have. */
function cell(role: "cell" | "header_cell", tag: "td" | "th"): NodeSpec {
  return {
    content: LINES,
    attrs: {
      colspan: { default: 1 },
      rowspan: { default: 1 },
      colwidth: { default: null },
      align: { default: null },
    },
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag, getAttrs: (element) => ({ align: alignmentOf(element) }) }],
    toDOM: (node) => {
      const align: unknown = node.attrs["align"];
      return typeof align === "string" ? [tag, { "data-align": align }, 0] : [tag, 0];
    },
  };
}

/** The attributes of a node as data of its element, so that it can be cut and pasted. */
function dataOf(node: Node): Record<string, string> {
  return Object.fromEntries(Object.entries(node.attrs).map(([name, value]) => [`data-${name}`, String(value)]));
}

function namedData(element: HTMLElement, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, element.dataset[name] ?? ""]));
}

function startOf(element: HTMLElement): number {
  const start = Number.parseInt(element.getAttribute("start") ?? "1", 10);
  return start >= 0 && start < 1_000_000_000 ? start : 1;
}

function alignmentOf(element: HTMLElement): string | null {
  const align = element.dataset["align"] || element.getAttribute("align") || "";
  return { center: "center", right: "right", end: "right" }[align] ?? null;
}

export const schema = new Schema({
  nodes,
  marks: {
    link: {
      attrs: { href: {}, title: { default: "" } },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (element) => linkOf(element.getAttribute("href") ?? "") }],
      // Not followed from within the editor: a click puts the cursor there.
      toDOM: (mark) => ["a", leadsSomewhere(String(mark.attrs["href"])) ? { href: String(mark.attrs["href"]) } : {}, 0],
    },
    // What a pasted page has of looks is made into these elements first: see pasted.ts.
    em: {
      parseDOM: [{ tag: "em" }, { tag: "i" }],
      toDOM: () => ["em", 0],
    },
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: () => ["strong", 0],
    },
    code: {
      parseDOM: [{ tag: "code" }],
      toDOM: () => ["code", 0],
    },
  },
});

/** A link of a page that leads somewhere on paper and in a mail; of others only the words come in. */
function linkOf(address: string): { href: string } | false {
  return leadsSomewhere(address) ? { href: address } : false;
}

/** Whether a node is a block that is kept as text, and not as words. */
export function isKeptAsTyped(node: Node): boolean {
  return node.type === schema.nodes.comment || node.type === schema.nodes.verbatim;
}
