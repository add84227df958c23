/** A cell's Markdown as elements. */

import { make } from "../grid/dom.js";
import { type Run, blocksOf, runsOf } from "./inline.js";

export function drawCell(element: HTMLElement, text: string): void {
  if (!text.includes("\n")) {
    element.append(...runsOf(text).map(drawRun));
    return;
  }
  for (const block of blocksOf(text)) {
    if (block.kind === "paragraph") {
      element.append(make("p", {}, ...block.runs.map(drawRun)));
      continue;
    }
    const items = block.items.map((runs) => make("li", {}, ...runs.map(drawRun)));
    element.append(block.isNumbered ? make("ol", { start: block.start }, ...items) : make("ul", {}, ...items));
  }
}

function drawRun({ text, isBold, isItalic, isLink }: Run): Node {
  let node: Node = document.createTextNode(text);
  if (isLink) node = make("u", {}, node);
  if (isItalic) node = make("em", {}, node);
  if (isBold) node = make("strong", {}, node);
  return node;
}
