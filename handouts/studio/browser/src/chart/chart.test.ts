import assert from "node:assert/strict";
import { test } from "node:test";

import { withMovedRows, withRows, withTexts } from "../grid/table.js";
import { type Chart, chartOf, fillingLabels, proposedLabels, savedOrigins, tableOf, withRecommended } from "./chart.js";
import { blocksOf, runsOf } from "./inline.js";

const CHART: Chart = {
  title: "Kettle and pot",
  columns: [{ title: "Kettle", key: "kettle" }, { title: "Pot", key: "pot" }],
  preferred: 1,
  preferredNote: "ours",
  rows: [{ label: "Speed", cells: ["Quick", "Slow"], place: 0 }, { label: "Taste", cells: ["Plain", "Round"], place: 1 }],
};

test("a chart is the same after it was a table", () => {
  const { table, origins } = tableOf(CHART, 0);
  assert.deepEqual(chartOf(CHART, table, origins), CHART);
});

test("rows keep their places in the file when they move, and new ones have none", () => {
  const { table, origins } = tableOf(CHART, 0);
  const added = withRows(withMovedRows(table, 0, 0, 1), 1, [{ id: "new", cells: ["New", "a", "b"] }]);
  assert.deepEqual(chartOf({ title: "", preferredNote: "" }, added, origins).rows.map(({ place }) => place), [1, null, 0]);
});

test("after it was saved, rows have the places that they were saved at", () => {
  const { table } = tableOf(CHART, 0);
  const moved = withMovedRows(table, 0, 0, 1);
  const later = withTexts(withMovedRows(moved, 0, 0, 1), [{ row: 0, column: 1, text: "typed meanwhile" }]);
  const chart = chartOf({ title: "", preferredNote: "" }, later, savedOrigins(moved, ["k", "p"]));
  assert.deepEqual(chart.rows.map(({ place }) => place), [1, 0]);
  assert.deepEqual(chart.columns.map(({ key }) => key), ["k", "p"]);
});

test("proposed labels fill the empty ones only", () => {
  const rows = [{ ...CHART.rows[0], label: "", proposed: "Pace" }, { ...CHART.rows[1], proposed: "Flavour" }] as Chart["rows"];
  const { table } = tableOf({ ...CHART, rows }, 0);
  assert.deepEqual(fillingLabels(table, proposedLabels({ ...CHART, rows }, table)), [{ row: 0, column: 0, text: "Pace" }]);
});

test("one side at most is recommended", () => {
  const { table, origins } = tableOf(CHART, 0);
  const first = withRecommended(table, 1);
  assert.equal(chartOf({ title: "", preferredNote: "" }, first, origins).preferred, 0);
  assert.equal(chartOf({ title: "", preferredNote: "" }, withRecommended(first, 1), origins).preferred, null);
});

test("words are drawn with their marks, and signs that are no marks as they are", () => {
  const shown = (text: string) => runsOf(text).map((run) => (run.isBold ? "B" : "") + (run.isItalic ? "I" : "") + run.text);
  assert.deepEqual(shown("To *change* for **good**"), ["To ", "Ichange", " for ", "Bgood"]);
  assert.deepEqual(shown("5 * 3 * 2, snake_case_name and \\*this\\*"), ["5 * 3 * 2, snake_case_name and *this*"]);
  assert.deepEqual(shown("***both*** and *open"), ["BIboth", " and *open"]);
  assert.deepEqual(runsOf("see [a](https://example.net)").at(-1), { text: "a", isBold: false, isItalic: false, isLink: true });
  assert.deepEqual(shown("a [ b"), ["a [ b"]);
});

test("paragraphs and lists of a cell are told apart", () => {
  const blocks = blocksOf("First\nline.\n\n- one\n- two\n  more\n\n3. three\n4. four");
  assert.deepEqual(blocks.map((block) => (block.kind === "list" ? block.items.length : 0)), [0, 2, 2]);
  assert.equal(blocks[2]?.kind === "list" && blocks[2].start, 3);
  assert.deepEqual(blocksOf("- alone").map(({ kind }) => kind), ["paragraph"]);
});
