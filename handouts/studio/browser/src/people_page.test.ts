import assert from "node:assert/strict";
import { test } from "node:test";

import type { Step } from "./people/roster.js";
import { sent, withStep } from "./people_page.js";

const edit = (row: number, value: string): Step => ({ kind: "edit", edit: { row, column: 0, value } });

test("of the texts of one cell the last is kept, and the order of all else", () => {
  const steps = [edit(0, "B"), edit(0, "Bo"), { kind: "remove", row: 0 } as const, edit(0, "A"), edit(1, "C")];
  assert.deepEqual(steps.reduce<readonly Step[]>(withStep, []), [edit(0, "Bo"), ...steps.slice(2)]);
});

test("a step is sent with its place", () => {
  assert.deepEqual(sent(edit(2, "Bo")), { kind: "edit", row: 2, column: 0, value: "Bo" });
  assert.deepEqual(sent({ kind: "add", cells: ["Bo", ""] }), { kind: "add", cells: ["Bo", ""] });
});
