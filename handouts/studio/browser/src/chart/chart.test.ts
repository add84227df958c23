import assert from "node:assert/strict";
import { test } from "node:test";

import { copied, pasted } from "../grid/clipboard.js";
import { neighbour } from "../grid/selection.js";
import { numberOf, placeOfPlain, withColumn, withMovedRows, withRows, withTexts, withoutColumn, withoutRows } from "../grid/table.js";
import { type Chart, chartOf, fillingLabels, proposedLabels, savedOrigins, side, tableOf, withRecommended } from "./chart.js";
import { blocksOf, runsOf } from "./inline.js";

const CHART: Chart = {
  title: "Kettle and pot",
  columns: [{ title: "Kettle", key: "kettle" }, { title: "Pot", key: "pot" }],
  preferred: 1,
  preferredNote: "ours",
  notes: "* in *one* garden",
  rows: [{ label: "Speed", group: "", cells: ["Quick", "Slow"], place: 0 }, { label: "Taste", group: "", cells: ["Plain", "Round"], place: 1 }],
};

const NOTHING = { title: "", preferredNote: "", notes: "" };

/** Returns the chart with these groups, one for each of its rows and more. */
function grouped(...groups: string[]): Chart {
  return { ...CHART, rows: groups.map((group, place) => ({ label: `Row ${place}`, group, cells: ["a", "b"], place })) };
}

test("a chart is the same after it was a table", () => {
  const { table, origins } = tableOf(CHART, 0);
  assert.deepEqual(chartOf(CHART, table, origins), CHART);
});

test("rows keep their places in the file when they move, and new ones have none", () => {
  const { table, origins } = tableOf(CHART, 0);
  const added = withRows(withMovedRows(table, 0, 0, 1), 1, [{ id: "new", cells: ["New", "a", "b"] }]);
  assert.deepEqual(chartOf(NOTHING, added, origins).rows.map(({ place }) => place), [1, null, 0]);
});

test("groups are headings above their rows, and the chart is the same after", () => {
  for (const chart of [grouped("", "A", "A", "B"), grouped("A", "", "B", "A"), grouped("A", "A")]) {
    const { table, origins } = tableOf(chart, 0);
    assert.deepEqual(chartOf(chart, table, origins), chart);
    assert.deepEqual(chartOf(chart, table, savedOrigins(table, ["kettle", "pot"])), chart);
  }
  const { rows } = tableOf(grouped("", "A", "A", "B"), 0).table;
  assert.deepEqual(rows.map(({ cells }) => cells[0]), ["Row 0", "A", "Row 1", "Row 2", "B", "Row 3"]);
  assert.deepEqual(rows.map((_, place) => numberOf(rows, place)), [1, 2, 2, 3, 4, 4]);
  assert.deepEqual([0, 1, 3, 4].map((plain) => placeOfPlain(rows, plain)), [0, 2, 5, -1]);
});

test("a row is of the group that it is put into, and all rows follow their heading", () => {
  const { table, origins } = tableOf(grouped("A", "A", "B"), 0);
  const groups = (state: typeof table) => chartOf(NOTHING, state, origins).rows.map(({ group, place }) => [place, group]);
  assert.deepEqual(groups(withMovedRows(table, 1, 1, 3)), [[1, "A"], [0, "B"], [2, "B"]]);
  assert.deepEqual(groups(withTexts(table, [{ row: 0, column: 0, text: "C" }])), [[0, "C"], [1, "C"], [2, "B"]]);
  assert.deepEqual(groups(withoutRows(table, 3, 3)), [[0, "A"], [1, "A"], [2, "A"]]);
  assert.deepEqual(groups(withTexts(table, [{ row: 3, column: 0, text: "" }])), [[0, "A"], [1, "A"], [2, ""]]);
});

test("headings keep their one cell where columns come and go, and where cells are pasted over them", () => {
  const { table, origins } = tableOf(grouped("", "A"), 0);
  const wider = withColumn(table, 1, side("new"));
  assert.deepEqual(wider.rows.map(({ cells }) => cells.length), [4, 1, 4]);
  assert.deepEqual(withoutColumn(wider, 1), table);
  const options = { newId: () => "new", canAddRows: true, mostColumns: 3, hasEditableTitles: true };
  const range = { top: 0, bottom: 2, left: 1, right: 2 };
  assert.deepEqual(pasted(table, range, copied(table, range), options).table, table);
  const found = pasted(table, { ...range, bottom: 0 }, [["1", "2"], ["B", "lost"], ["3", "4"]], options);
  assert.deepEqual(chartOf(NOTHING, found.table, origins).rows.map(({ group, cells }) => [group, ...cells]), [["", "1", "2"], ["B", "3", "4"]]);
  assert.deepEqual(found.notes, ["1 cell not pasted: there is no room for them in this table."]);
});

test("from a heading the next cell is that of the row below", () => {
  const { table } = tableOf(grouped("", "A"), 0);
  assert.deepEqual(neighbour(table, { row: 0, column: 2 }, 1), { row: 1, column: 0 });
  assert.deepEqual(neighbour(table, { row: 1, column: 0 }, 1), { row: 2, column: 0 });
  assert.deepEqual(neighbour(table, { row: 2, column: 0 }, -1), { row: 1, column: 0 });
});

test("after it was saved, rows have the places that they were saved at", () => {
  const { table } = tableOf(CHART, 0);
  const moved = withMovedRows(table, 0, 0, 1);
  const later = withTexts(withMovedRows(moved, 0, 0, 1), [{ row: 0, column: 1, text: "typed meanwhile" }]);
  const chart = chartOf(NOTHING, later, savedOrigins(moved, ["k", "p"]));
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
  assert.equal(chartOf(NOTHING, first, origins).preferred, 0);
  assert.equal(chartOf(NOTHING, withRecommended(first, 1), origins).preferred, null);
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
