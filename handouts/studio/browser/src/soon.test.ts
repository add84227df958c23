import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";

import { Soon } from "./soon.js";

/** A clock that stands still, timers that never come, and the moments at which something was done. */
function begun(t: TestContext): { soon: Soon; done: number[]; at: (moment: number) => void; asked: number[] } {
  let now = 0;
  const done: number[] = [];
  const asked: number[] = [];
  t.mock.method(performance, "now", () => now);
  t.mock.method(globalThis, "setTimeout", (_: () => void, wait: number) => asked.push(now + wait));
  const soon = new Soon(
    () => {
      soon.taken();
      done.push(now);
    },
    500,
    800,
  );
  const at = (moment: number): void => {
    now = moment;
    soon.changed();
  };
  return { soon, done, at, asked };
}

test("it is done after a pause, and not later for those who go on", (t) => {
  const { at, asked } = begun(t);
  for (const moment of [0, 200, 400, 700]) at(moment);
  assert.deepEqual(asked, [500, 700, 800, 800]);
});

test("what is due is done with the key where timers wait", (t) => {
  const { soon, done, at, asked } = begun(t);
  for (const moment of [0, 790, 810, 820]) at(moment);
  assert.deepEqual(done, [810]);
  assert.equal(asked.at(-1), 1320);
  assert.ok(soon.isWaiting);
});

test("what could not be taken is tried with each further key", (t) => {
  t.mock.method(performance, "now", () => 0);
  let tries = 0;
  const soon = new Soon(() => (tries += 1), 0, 0);
  soon.changed();
  soon.changed();
  assert.equal(tries, 2);
  assert.ok(soon.isWaiting);
});
