/**
 * Rows of a form that are added and removed: `[data-rows]` has them, `<template>` an empty one, `[data-add]` adds it,
 * `[data-remove]` in a row takes that one away. The form hears of a removal as of anything that is filled in.
 */

export function mountRows(element: HTMLElement): void {
  const rows = element.querySelector("[data-rows]");
  const template = element.querySelector("template");
  const add = element.querySelector<HTMLElement>("[data-add]");
  if (rows === null || template === null || add === null) return;

  add.addEventListener("click", () => {
    rows.append(template.content.cloneNode(true));
    rows.lastElementChild?.querySelector("input")?.focus();
  });
  rows.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-remove]") : null;
    if (button === null) return;
    button.closest("[data-row]")?.remove();
    add.focus();
    rows.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
