/** The buttons above the text: one stop of the Tab key, arrows between them. */

import type { Command, EditorState } from "prosemirror-state";

import { element } from "./page_element.js";

export interface Tool {
  /** The accessible name, and the words of the button where it has no icon. */
  readonly name: string;
  /** A path in a square of 24 units, or one letter. */
  readonly icon?: string;
  /** As it is shown in the tip, `Ctrl+B`. */
  readonly keys?: string;
  readonly act: () => void;
  /** Whether it is switched on at the cursor; a tool without it is no switch. */
  readonly isOn?: (state: EditorState) => boolean;
  /** Its command would do something at the cursor. Without it, the tool always works. */
  readonly can?: Command;
}

const SVG = "http://www.w3.org/2000/svg";

export class Toolbar {
  readonly dom: HTMLElement;
  private readonly buttons: readonly { readonly tool: Tool; readonly button: HTMLButtonElement }[];

  constructor(label: string, groups: readonly (readonly Tool[])[], first?: HTMLElement) {
    const made = groups.map((tools) => tools.map((tool) => ({ tool, button: buttonOf(tool) })));
    this.buttons = made.flat();
    const sets = made.map((tools) => element("div", { class: "article-tools", role: "group" }, ...tools.map(({ button }) => button)));
    this.dom = element("div", { class: "article-toolbar", role: "toolbar", "aria-label": label }, ...(first === undefined ? [] : [first]), ...sets);
    this.dom.addEventListener("keydown", (event) => this.move(event));
    this.dom.addEventListener("focusin", (event) => this.stopAt(event.target));
    this.stopAt(this.buttons[0]?.button ?? null);
  }

  update(state: EditorState): void {
    for (const { tool, button } of this.buttons) {
      if (tool.isOn !== undefined) button.setAttribute("aria-pressed", String(tool.isOn(state)));
      if (tool.can !== undefined) button.setAttribute("aria-disabled", String(!tool.can(state)));
    }
  }

  focus(): void {
    this.buttons.find(({ button }) => button.tabIndex === 0)?.button.focus();
  }

  private stopAt(target: EventTarget | null): void {
    if (!this.buttons.some(({ button }) => button === target)) return;
    for (const { button } of this.buttons) button.tabIndex = button === target ? 0 : -1;
  }

  private move(event: KeyboardEvent): void {
    const at = this.buttons.findIndex(({ button }) => button === event.target);
    if (at < 0) return;
    const last = this.buttons.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.buttons[next]?.button.focus();
  }
}

function buttonOf(tool: Tool): HTMLButtonElement {
  const button = element("button", { type: "button", title: tool.keys === undefined ? tool.name : `${tool.name} (${tool.keys})` });
  if (tool.icon === undefined) button.textContent = tool.name;
  else button.append(iconOf(tool.icon));
  button.setAttribute("aria-label", tool.name);
  if (tool.keys !== undefined) button.setAttribute("aria-keyshortcuts", tool.keys.replace("Ctrl", "Control"));
  // The words stay selected while the mouse is on a button.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") tool.act();
  });
  return button;
}

function iconOf(icon: string): Element {
  if (icon.length === 1) return element("span", { "aria-hidden": "true", class: `article-letter-${icon.toLowerCase()}` }, icon);
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", icon);
  svg.append(path);
  return svg;
}
