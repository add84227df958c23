/**
 * What Word, Google Docs and other pages put on the clipboard → HTML without looks.
 *
 * Word writes lists as paragraphs with `mso-list` in their style, and the sign of each item in a
 * span with `mso-list:Ignore`; Google Docs writes bold as `font-weight:700` and puts all of it into
 * a `<b>` that is not bold.
 */

import { STYLE, pastedPage } from "../pasted_page.js";

interface WordItem {
  readonly level: number;
  readonly isNumbered: boolean;
}

const NO_WORDS = "script, style, meta, link, title, head, xml, noscript, template, o\\:p, colgroup";
const NUMBER = /^[\s(]*(\d+|[a-z]{1,4})[.)]/i;

/** Returns what can stand in an article, and how many pictures were left out. */
export function cleaned(html: string): { readonly html: string; readonly pictures: number } {
  const page = pastedPage(html);
  const { body } = page;
  const pictures = body.querySelectorAll("img, v\\:imagedata").length;
  for (const each of body.querySelectorAll(NO_WORDS)) each.remove();
  removeComments(page);
  makeWordLists(body);
  for (const each of body.querySelectorAll<HTMLElement>(`[${STYLE}], b, i`)) makePlain(each);
  for (const link of body.querySelectorAll("a[href]")) unwrapRedirect(link);
  for (const cell of body.querySelectorAll("td, th")) makeLines(cell);
  return { html: body.innerHTML, pictures };
}

function removeComments(page: Document): void {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
}

function styleOf(element: Element): Map<string, string> {
  const parts = (element.getAttribute(STYLE) ?? "").split(";").map((part) => part.split(":"));
  return new Map(parts.map(([name, ...value]) => [(name ?? "").trim().toLowerCase(), value.join(":").trim().toLowerCase()]));
}

/** Makes bold and italics of the style elements, and takes away those that are none. */
function makePlain(element: HTMLElement): void {
  const style = styleOf(element);
  const weight = style.get("font-weight") ?? "";
  const slant = style.get("font-style") ?? "";
  const isHeading = /^H[1-6]$/.test(element.tagName);
  element.removeAttribute(STYLE);
  if (!isHeading && /^(bold(er)?|[6-9]\d\d)$/.test(weight) && !element.matches("b, strong")) wrapInside(element, "strong");
  if (/^(italic|oblique)/.test(slant) && !element.matches("i, em")) wrapInside(element, "em");
  const isNone = (element.matches("b") && /^(normal|[1-5]\d\d)$/.test(weight)) || (element.matches("i") && slant === "normal");
  if (isNone) element.replaceWith(...element.childNodes);
}

function wrapInside(element: Element, tag: "strong" | "em"): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Google's own address of a link leads to the one that is meant. */
function unwrapRedirect(link: Element): void {
  const address = link.getAttribute("href") ?? "";
  if (!/^https:\/\/www\.google\.com\/url\?/.test(address)) return;
  const meant = new URL(address).searchParams.get("q");
  if (meant !== null) link.setAttribute("href", meant);
}

/** The paragraphs and items of a cell of a table are its lines, and items begin with a sign. */
function makeLines(cell: Element): void {
  for (const item of cell.querySelectorAll("li")) item.prepend(signOf(item));
  for (const block of cell.querySelectorAll("p, div, li, h1, h2, h3, h4, h5, h6")) {
    block.before(block.ownerDocument.createElement("br"));
    block.after(block.ownerDocument.createElement("br"));
    block.replaceWith(...block.childNodes);
  }
  for (const block of cell.querySelectorAll("ul, ol, blockquote, pre")) block.replaceWith(...block.childNodes);
  for (const line of cell.querySelectorAll("br")) {
    if (!hasWordsBefore(line) || nextIsBreak(line)) line.remove();
  }
}

function signOf(item: Element): string {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return list?.parentElement?.closest("li") == null ? "• " : "– ";
  return `${[...list.children].filter((each) => each.tagName === "LI").indexOf(item) + 1}. `;
}

function hasWordsBefore(line: Element): boolean {
  let before = line.previousSibling;
  while (before !== null && (before.textContent ?? "").trim() === "" && before.nodeName !== "BR") before = before.previousSibling;
  return before !== null && before.nodeName !== "BR";
}

/** Whether no words stand between a break and the next one, or the end of its cell. */
function nextIsBreak(line: Element): boolean {
  let after = line.nextSibling;
  while (after !== null && (after.textContent ?? "").trim() === "" && after.nodeName !== "BR") after = after.nextSibling;
  return after === null || after.nodeName === "BR";
}

function makeWordLists(body: HTMLElement): void {
  const lists: Element[] = [];
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const item = wordItem(paragraph);
    if (item === null) continue;
    if (previousWithWords(paragraph) !== lists[0]) lists.length = 0;
    const level = Math.min(item.level, lists.length + 1);
    lists.length = Math.min(lists.length, level);
    if (lists.length < level) lists.push(beginList(lists.at(-1), item, paragraph));
    const entry = body.ownerDocument.createElement("li");
    entry.append(...paragraph.childNodes);
    paragraph.remove();
    lists.at(-1)?.append(entry);
  }
}

/** Begins a list in the last item of another one, or where its first paragraph stands. */
function beginList(outer: Element | undefined, item: WordItem, paragraph: Element): Element {
  const list = paragraph.ownerDocument.createElement(item.isNumbered ? "ol" : "ul");
  if (outer === undefined) paragraph.before(list);
  else outer.lastElementChild?.append(list);
  return list;
}

function previousWithWords(element: Element): Element | undefined {
  let previous = element.previousElementSibling;
  while (previous !== null && previous.textContent?.trim() === "" && !previous.matches("ul, ol")) previous = previous.previousElementSibling;
  return previous ?? undefined;
}

/** Reads and removes the sign of an item of Word's; null where a paragraph is none. */
function wordItem(paragraph: Element): WordItem | null {
  const list = styleOf(paragraph).get("mso-list") ?? "";
  const level = /level(\d)/.exec(list)?.[1];
  if (level === undefined) return null;
  const sign = [...paragraph.querySelectorAll("span")].find((span) => /ignore/.test(styleOf(span).get("mso-list") ?? ""));
  const text = sign?.textContent ?? "";
  sign?.remove();
  return { level: Number(level), isNumbered: NUMBER.test(text) };
}
