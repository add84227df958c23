import assert from "node:assert/strict";
import { test } from "node:test";

import { fromOwn, fromTsv, pasted, toTsv } from "./clipboard.js";
import { marked, newLine } from "./editing.js";
import { History } from "./history.js";
import { type NodeLike, tableCells } from "./html_cells.js";
import { STYLE } from "../pasted_page.js";
import { nextItem } from "./menu.js";
import { clamped, movedBy, neighbour, rangeOf } from "./selection.js";
import { type Column, type Table, textAt, valueFor, withColumn, withMovedColumn, withMovedRows, withTexts, withoutColumn } from "./table.js";

const column = (id: string, more: Partial<Column> = {}): Column => ({ id, title: id.toUpperCase(), kind: "lines", ...more });
const table = (...rows: string[][]): Table => ({
  columns: (rows[0] ?? []).map((_, place) => column("abcdefgh"[place] ?? "z")),
  rows: rows.map((cells, place) => ({ id: `r${place}`, cells })),
});
const cells = ({ rows }: Table): string[] => rows.map((row) => row.cells.join("|"));
let ids = 0;
const OPTIONS = {
  newId: () => `n${(ids += 1)}`,
  canAddRows: true,
  newColumn: (id: string) => column(id),
  mostColumns: 4,
  hasEditableTitles: true,
};
const from = (row: number, columnPlace: number) => ({ top: row, bottom: row, left: columnPlace, right: columnPlace });

test("texts change their own rows only", () => {
  const before = table(["1", "2"], ["3", "4"]);
  const after = withTexts(before, [{ row: 1, column: 0, text: "x" }, { row: -1, column: 1, text: "Title" }]);
  assert.deepEqual(cells(after), ["1|2", "x|4"]);
  assert.equal(after.rows[0], before.rows[0]);
  assert.equal(after.columns[1]?.title, "Title");
  assert.equal(withTexts(before, [{ row: 0, column: 0, text: "1" }]), before);
});

test("rows and columns move, come and go with their cells", () => {
  const before = table(["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]);
  assert.deepEqual(cells(withMovedRows(before, 0, 1, 1)), ["7|8|9", "1|2|3", "4|5|6"]);
  assert.deepEqual(cells(withMovedColumn(before, 2, 0)), ["3|1|2", "6|4|5", "9|7|8"]);
  assert.deepEqual(cells(withoutColumn(before, 1)), ["1|3", "4|6", "7|9"]);
  assert.deepEqual(cells(withColumn(before, 1, column("n")))[0], "1||2|3");
});

test("text with tabs is read as Excel writes it", () => {
  assert.deepEqual(fromTsv('a\t"two\nlines"\t"say ""yes"""\r\nb\t\tc\r\n'), [["a", "two\nlines", 'say "yes"'], ["b", "", "c"]]);
  assert.deepEqual(fromTsv('"quoted" words\t"all of it"'), [['"quoted" words', '"all of it"']]);
  assert.deepEqual(fromTsv(""), [[""]]);
  assert.deepEqual(fromTsv("a\n\nb"), [["a"], [""], ["b"]]);
});

test("what is copied comes back to the letter", () => {
  const block = [['say "a"', "two\nlines", "tab\there"], ["", " x ", '"all"']];
  assert.deepEqual(fromTsv(toTsv(block)), block);
  assert.deepEqual(fromOwn(JSON.stringify(block)), block);
  for (const odd of ["", "{", '{"a":1}', "[1]", "[[1]]"]) assert.equal(fromOwn(odd), undefined);
});

test("one paste fills many cells and adds what is missing", () => {
  const found = pasted(table(["1", "2"]), from(0, 1), [["a", "b"], ["c", "d"], ["e", "f"]], OPTIONS);
  assert.deepEqual(cells(found.table), ["1|a|b", "|c|d", "|e|f"]);
  assert.deepEqual(found.range, { top: 0, bottom: 2, left: 1, right: 2 });
  assert.deepEqual(found.notes, ["2 rows added."]);
});

test("one cell fills the whole range", () => {
  const range = { top: 0, bottom: 1, left: 0, right: 1 };
  assert.deepEqual(cells(pasted(table(["1", "2"], ["3", "4"]), range, [["x"]], OPTIONS).table), ["x|x", "x|x"]);
});

test("a paste into the titles sets these, and what does not fit is counted", () => {
  const found = pasted(table(["1", "2"]), from(-1, 0), [["A", "B", "C", "D", "E"], ["a", "b", "c", "d", "e"]], OPTIONS);
  assert.deepEqual(found.table.columns.map(({ title }) => title), ["A", "B", "C", "D"]);
  assert.deepEqual(cells(found.table), ["a|b|c|d"]);
  assert.deepEqual(found.notes, ["2 cells not pasted: there is no room for them in this table."]);
});

test("choices take their values or their words, and refuse others aloud", () => {
  const choices = [{ value: "", label: "Not yet" }, { value: "out", label: "Did not come" }];
  const people: Table = { columns: [column("s", { kind: "choice", choices }), column("f", { isReadOnly: true })], rows: [{ id: "r", cells: ["", "fixed"] }] };
  assert.equal(valueFor(people.columns[0] as Column, " did not COME "), "out");
  const found = pasted(people, from(0, 0), [["maybe", "new"], ["out", ""]], { ...OPTIONS, newColumn: undefined });
  assert.deepEqual(cells(found.table), ["|fixed", "out|"]);
  assert.deepEqual(found.notes, ["1 row added.", "2 cells not pasted: this column takes other values."]);
});

test("keys of one cell are undone as one step", () => {
  const history = new History(table(["1"]));
  const typed = (text: string) => withTexts(history.state, [{ row: 0, column: 0, text }]);
  history.add(typed("a"), "r0 a");
  history.add(typed("ab"), "r0 a");
  history.close();
  history.add(typed("abc"), "r0 a");
  assert.equal(textAt(history.undo() as Table, { row: 0, column: 0 }), "ab");
  assert.equal(textAt(history.undo() as Table, { row: 0, column: 0 }), "1");
  assert.equal(history.undo(), undefined);
  assert.equal(textAt(history.redo() as Table, { row: 0, column: 0 }), "ab");
  history.add(typed("z"), "run");
  history.abandon("run");
  assert.equal(textAt(history.state, { row: 0, column: 0 }), "ab");
});

test("keys lead from cell to cell and stop at the edges", () => {
  const three = table(["1", "2"], ["3", "4"], ["5", "6"]);
  const to = (key: string, control = false) => movedBy(three, { row: 1, column: 0 }, key, control);
  assert.deepEqual(to("ArrowUp"), { row: 0, column: 0 });
  assert.deepEqual(to("ArrowLeft"), { row: 1, column: -1 });
  assert.deepEqual(to("End", true), { row: 2, column: 1 });
  assert.deepEqual(to("Home", true), { row: 0, column: 0 });
  assert.deepEqual(to("PageDown"), { row: 2, column: 0 });
  assert.equal(to("a"), undefined);
  assert.deepEqual(movedBy(three, { row: -1, column: 0 }, "ArrowLeft", false), { row: -1, column: 0 });
  assert.deepEqual(neighbour(three, { row: 0, column: 1 }, 1), { row: 1, column: 0 });
  assert.equal(neighbour(three, { row: 2, column: 1 }, 1), undefined);
  assert.equal(neighbour(three, { row: 0, column: 0 }, -1), undefined);
  assert.deepEqual(clamped(table(["1"]), { row: 9, column: 9 }), { row: 0, column: 0 });
  assert.deepEqual(rangeOf(three, { anchor: { row: 2, column: -1 }, focus: { row: 1, column: -1 } }), { top: 1, bottom: 2, left: 0, right: 1 });
});

test("a new line goes on with a list, and ends it at an empty item", () => {
  assert.deepEqual(newLine({ text: "- one", start: 5, end: 5 }), { text: "- one\n- ", start: 8, end: 8 });
  assert.equal(newLine({ text: "9. one", start: 6, end: 6 }).text, "9. one\n10. ");
  assert.equal(newLine({ text: "- one\n- ", start: 8, end: 8 }).text, "- one\n\n");
  assert.equal(newLine({ text: "words", start: 2, end: 4 }).text, "wo\ns");
});

test("marks are set around words and taken away again", () => {
  const set = marked({ text: "one two three", start: 3, end: 8 }, "*");
  assert.deepEqual(set, { text: "one *two* three", start: 5, end: 8 });
  assert.deepEqual(marked(set, "*"), { text: "one two three", start: 4, end: 7 });
});

test("letters lead to an entry of a menu", () => {
  const items = ["Move up", "Move down", "Remove"].map((text) => ({ text, name: text, run: () => undefined }));
  assert.equal(nextItem("m", 0, items), 1);
  assert.equal(nextItem("r", 1, items), 2);
  assert.equal(nextItem("ArrowUp", 0, items), 2);
  assert.equal(nextItem("x", 0, items), undefined);
});

const words = (nodeValue: string): NodeLike => ({ nodeType: 3, nodeName: "#text", nodeValue, childNodes: [] });
const node = (nodeName: string, attributes: Record<string, string>, ...childNodes: (NodeLike | string)[]): NodeLike => ({
  nodeType: 1,
  nodeName,
  nodeValue: null,
  childNodes: childNodes.map((child) => (typeof child === "string" ? words(child) : child)),
  getAttribute: (name) => attributes[name] ?? null,
});
const page = (...rows: NodeLike[][]): NodeLike =>
  node("BODY", {}, node("STYLE", {}, "td {}"), node("TABLE", {}, node("TBODY", {}, ...rows.map((row) => node("TR", {}, ...row)))));
const td = (...content: (NodeLike | string)[]): NodeLike => node("TD", {}, ...content);

test("formatted cells come in as Markdown, and literal signs stay signs", () => {
  const list = node("UL", {}, node("LI", {}, "one"), node("LI", {}, "two *"));
  const root = page(
    [td(node("B", {}, "Head")), td("x")],
    [td("l"), td("To ", node("I", {}, "change "), "for ", node("SPAN", { [STYLE]: "font-weight:700" }, "good"), " [1]")],
    [td("l"), td(node("P", {}, "First."), node("P", {}, "Then:"), list)],
  );
  assert.deepEqual(tableCells(root, "markdown"), [
    ["Head", "x"],
    ["l", "To *change* for **good** \\[1\\]"],
    ["l", "First.\n\nThen:\n\n- one\n- two \\*"],
  ]);
  assert.equal(tableCells(root, "plain")?.[1]?.[1], "To change for good [1]");
});

test("lists as Word copies them are lists, and lines that begin like headings are not", () => {
  const item = (sign: string, text: string): NodeLike =>
    node("P", { class: "MsoListParagraph" }, node("SPAN", { [STYLE]: "mso-list:Ignore" }, sign, node("SPAN", {}, "\u00a0\u00a0 ")), text, node("O:P", {}));
  const root = page([td("x"), td("x")], [td("l"), td(item("\u00b7", "one"), item("\u00b7", "two"))], [td("l"), td(item("3.", "three"), node("P", {}, "# no heading"))]);
  const cells = tableCells(root, "markdown");
  assert.equal(cells?.[1]?.[1], "- one\n- two");
  assert.equal(cells?.[2]?.[1], "3. three\n\n\\# no heading");
});

test("merged cells leave their other places empty", () => {
  const root = page([node("TD", { rowspan: "2" }, "a"), node("TD", { colspan: "2" }, "b")], [td("c"), td("d")]);
  assert.deepEqual(tableCells(root, "plain"), [["a", "b", ""], ["", "c", "d"]]);
  assert.equal(tableCells(node("BODY", {}, "words"), "plain"), undefined);
  assert.equal(tableCells(page([node("TD", { colspan: "99999999" }, "a")]), "plain")?.[0]?.length, 100);
});
