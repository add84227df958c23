import assert from "node:assert/strict";
import { test } from "node:test";

import { strengthOf } from "./passphrase.js";

test("a passphrase is judged by what makes it hard to guess", () => {
  assert.equal(strengthOf("short"), "short");
  assert.equal(strengthOf("1234567890"), "weak");
  assert.equal(strengthOf("aaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "weak");
  assert.equal(strengthOf("therapists"), "weak");
  assert.equal(strengthOf("Therapist2026"), "fair");
  assert.equal(strengthOf("kettle harbour seven"), "fair");
  assert.equal(strengthOf("kettle harbour seven lantern"), "strong");
  assert.equal(strengthOf("xK9#vLq2!mZp7@wT"), "strong");
});
