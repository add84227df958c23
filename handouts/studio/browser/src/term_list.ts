/** Key terms, each with a button that takes it away, and a field that adds others; their lines are a hidden field's. */

import { element } from "./article/page_element.js";

interface Options {
  /** Those that the article does not have. */
  readonly absent: readonly string[];
}

export function mountTermList(place: HTMLElement, options: unknown): void {
  const { absent } = options as Options;
  const lines = place.querySelector("textarea");
  const list = place.querySelector("ul");
  const added = place.querySelector("input");
  if (lines === null || list === null || added === null) return;

  const terms = (): string[] => lines.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const change = (now: readonly string[]): void => {
    lines.value = [...new Set(now)].join("\n");
    lines.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  };
  const item = (term: string): HTMLElement => {
    const button = element("button", { type: "button", "aria-label": `Remove ${term}` }, "×");
    button.addEventListener("click", () => {
      const at = terms().indexOf(term);
      change(terms().filter((other) => other !== term));
      const others = list.querySelectorAll("button");
      (others[Math.min(at, others.length - 1)] ?? added).focus();
    });
    const missing = absent.includes(term) ? [element("small", {}, "not in the article")] : [];
    return element("li", {}, element("span", {}, term), ...missing, button);
  };
  const show = (): void => list.replaceChildren(...terms().map(item));
  const add = (): void => {
    const more = added.value.split(/[,;\n]/).map((term) => term.trim()).filter((term) => term !== "");
    added.value = "";
    added.focus();
    if (more.length > 0) change([...terms(), ...more]);
  };
  place.querySelector(".add button")?.addEventListener("click", add);
  added.addEventListener("input", (event) => event.stopPropagation()); // it is none of the fields that are saved
  added.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  show();
}
