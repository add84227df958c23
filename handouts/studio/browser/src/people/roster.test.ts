import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyRow, withRows, withTexts, withoutRows } from "../grid/table.js";
import { type Step, rosterTable, stepsBetween } from "./roster.js";

const BEFORE = rosterTable(
  [{ id: "name", title: "Name", kind: "line" }, { id: "hours", title: "Hours", kind: "line" }],
  [{ id: "1", cells: ["Ana", "6"] }, { id: "2", cells: ["Ben", "6"] }, { id: "3", cells: ["Cleo", ""] }],
);

/** Does the steps one after another, as whoever keeps the list does. */
function done(steps: readonly Step[]): string[][] {
  const rows = BEFORE.rows.map(({ cells }) => [...cells]);
  for (const step of steps) {
    if (step.kind === "remove") rows.splice(step.row, 1);
    else if (step.kind === "add") rows.splice(step.row, 0, ["", ""]);
    else (rows[step.edit.row] ?? [])[step.edit.column] = step.edit.value;
  }
  return rows;
}

test("the steps between two tables lead from one to the other", () => {
  const edited = withTexts(withoutRows(BEFORE, 1, 1), [{ row: 1, column: 1, text: "4.5" }]);
  const after = withRows(edited, 1, [{ ...emptyRow(edited, "new"), cells: ["Dora", ""] }]);
  const steps = stepsBetween(BEFORE, after);
  assert.deepEqual(steps, [
    { kind: "remove", row: 1 },
    { kind: "add", row: 1 },
    { kind: "edit", edit: { row: 1, column: 0, value: "Dora" } },
    { kind: "edit", edit: { row: 2, column: 1, value: "4.5" } },
  ]);
  assert.deepEqual(done(steps), [["Ana", "6"], ["Dora", ""], ["Cleo", "4.5"]]);
});

test("a row that comes back by undo is added with its cells", () => {
  const steps = stepsBetween(withoutRows(BEFORE, 0, 1), BEFORE);
  assert.deepEqual(steps.filter(({ kind }) => kind === "add").length, 2);
  assert.deepEqual(stepsBetween(BEFORE, BEFORE), []);
});
