/** Making elements of a page. */

type Attributes = Readonly<Record<string, string>>;

/** An element with attributes, holding texts (shown as text) and other elements. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...inside: readonly (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** Attributes that say aloud what marked words are. */
export function marked(what: string): Attributes {
  return { role: "mark", "aria-description": what };
}
