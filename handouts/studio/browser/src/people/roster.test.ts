import assert from "node:assert/strict";
import { test } from "node:test";

import { correction, emptyRow, numberOf, withRows, withTexts, withoutRows } from "../grid/table.js";
import { type Step, readAnew, rosterTable, stepsBetween } from "./roster.js";

const BEFORE = rosterTable(
  [{ id: "name", title: "Name", kind: "line" }, { id: "hours", title: "Hours", kind: "line" }],
  [{ id: "1", cells: ["Ana", "6"] }, { id: "2", cells: ["Ben", "6"] }, { id: "3", cells: ["Cleo", ""] }],
);

/** Does the steps one after another, as whoever keeps the list does. */
function done(steps: readonly Step[]): string[][] {
  const rows = BEFORE.rows.map(({ cells }) => [...cells]);
  for (const step of steps) {
    if (step.kind === "remove") rows.splice(step.row, 1);
    else if (step.kind === "add") rows.push([...step.cells]);
    else (rows[step.edit.row] ?? [])[step.edit.column] = step.edit.value;
  }
  return rows;
}

test("the steps between two tables lead from one to the other", () => {
  const edited = withTexts(withoutRows(BEFORE, 0, 0), [{ row: 1, column: 1, text: "4.5" }]);
  const after = withRows(edited, 2, [{ id: "new", cells: ["Dora", ""] }]);
  const steps = stepsBetween(BEFORE, after);
  assert.deepEqual(steps, [
    { kind: "remove", row: 0 },
    { kind: "edit", edit: { row: 1, column: 1, value: "4.5" } },
    { kind: "add", cells: ["Dora", ""] },
  ]);
  assert.deepEqual(done(steps), [["Ben", "6"], ["Cleo", "4.5"], ["Dora", ""]]);
});

test("a row without a text is nobody yet, and nobody any more", () => {
  const empty = withRows(BEFORE, 1, [emptyRow(BEFORE, "new")]);
  assert.deepEqual(stepsBetween(BEFORE, empty), []);
  const typed = withTexts(empty, [{ row: 1, column: 0, text: "D" }]);
  assert.deepEqual(stepsBetween(empty, typed), [{ kind: "add", cells: ["D", ""] }]);
  assert.deepEqual(stepsBetween(typed, empty), [{ kind: "remove", row: 1 }]);
  const below = withTexts(empty, [{ row: 2, column: 0, text: "Bea" }]);
  assert.deepEqual(stepsBetween(empty, below), [{ kind: "edit", edit: { row: 1, column: 0, value: "Bea" } }]);
});

test("what was read anew corrects what can be undone, and another list ends it", () => {
  const typed = withTexts(BEFORE, [{ row: 0, column: 1, text: "4,5" }]);
  const read = readAnew(BEFORE.columns, [{ id: "7", cells: ["Ana", "4.5"] }, ...BEFORE.rows.slice(1)], typed);
  const change = correction(typed, read);
  assert.deepEqual(change?.(typed).rows[0], { id: "1", cells: ["Ana", "4.5"] });
  assert.deepEqual(change?.(BEFORE).rows[0]?.cells, ["Ana", "6"]);
  const others = BEFORE.rows.map((row) => ({ ...row, cells: ["Someone", "else"] }));
  assert.equal(correction(BEFORE, readAnew(BEFORE.columns, others, BEFORE)), undefined);
  assert.equal(correction(BEFORE, withoutRows(BEFORE, 0, 0)), undefined);
});

test("rows are called by their numbers in the file, also after others went", () => {
  const numbered = rosterTable(BEFORE.columns, BEFORE.rows.map((row, place) => ({ ...row, number: place + 4 })));
  const added = withRows(numbered, 3, [emptyRow(numbered, "new")]);
  assert.deepEqual(added.rows.map((_, place) => numberOf(added.rows, place)), [4, 5, 6, 7]);
  const removed = withoutRows(numbered, 0, 0);
  const read = readAnew(BEFORE.columns, removed.rows.map((row, place) => ({ ...row, id: `read-${place}`, number: place + 4 })), removed);
  const change = correction(removed, read);
  assert.deepEqual(change?.(removed).rows.map(({ number }) => number), [4, 5]);
  assert.equal(numberOf(BEFORE.rows, 2), 3);
});

test("a row that waits for a text stays when the others are read anew", () => {
  const waiting = withRows(BEFORE, 3, [emptyRow(BEFORE, "new")]);
  const read = readAnew(BEFORE.columns, BEFORE.rows.map((row, place) => ({ ...row, id: `read-${place}` })), waiting);
  assert.deepEqual(read.rows.map(({ id }) => id), ["1", "2", "3", "new"]);
});
