/** Elements of a page, made of names and values only: text is never read as HTML. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

let last = 0;

/** Returns an identity that no other element of the page has. */
export function newElementId(kind: string): string {
  last += 1;
  return `${kind}-${last}`;
}

/** Whether the key that stands for Ctrl, on a Mac Command, is held. */
export function hasControl(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** Sends an event from a component to the page around it. */
export function send(element: HTMLElement, name: string, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/** Listens for an event of the page, whose detail is of the kind that the event's name stands for. */
export function on<Detail>(element: HTMLElement, name: string, run: (detail: Detail) => void): void {
  element.addEventListener(name, (event) => run((event as CustomEvent<Detail>).detail));
}
