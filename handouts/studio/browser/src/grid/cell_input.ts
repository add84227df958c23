/** The field in which a cell is typed. */

import { hasControl, make } from "./dom.js";
import { type Typed, marked, newLine } from "./editing.js";
import type { Column } from "./table.js";

export interface CellInputOptions {
  readonly column: Column;
  readonly text: string;
  readonly name: string;
  /** Whether Ctrl+B and Ctrl+I set Markdown's marks. */
  readonly hasMarks: boolean;
  readonly describedBy: string | null;
  readonly onInput: (text: string) => void;
  /** Called once; after it the field is gone. */
  readonly onEnd: (end: "stay" | "down" | "next" | "previous" | "undo" | "left") => void;
}

type Field = HTMLTextAreaElement | HTMLSelectElement;

export class CellInput {
  readonly field: Field;
  /** Whether it is being moved with its cell, so that to lose the focus ends nothing. */
  isHeld = false;
  private isEnded = false;

  constructor(private readonly options: CellInputOptions) {
    this.field = options.column.choices ? this.select(options.column.choices) : this.textarea();
    this.field.setAttribute("aria-label", options.name);
    if (options.describedBy) this.field.setAttribute("aria-describedby", options.describedBy);
    this.field.addEventListener("keydown", (event) => this.onKey(event as KeyboardEvent));
    this.field.addEventListener("focusout", () => this.isHeld || this.end("left"));
    for (const name of ["copy", "cut", "paste", "mousedown", "dblclick"]) {
      this.field.addEventListener(name, (event) => event.stopPropagation());
    }
  }

  /** Puts the field into its cell. `isEmptied` is for a key that replaces what was there. */
  open(cell: HTMLElement, isEmptied: boolean): void {
    cell.replaceChildren(this.field);
    this.field.focus();
    if (this.field instanceof HTMLTextAreaElement) {
      if (isEmptied) this.field.value = "";
      const end = this.field.value.length;
      this.field.setSelectionRange(end, end);
      this.fit();
    } else {
      showChoices(this.field);
    }
  }

  end(how: Parameters<CellInputOptions["onEnd"]>[0]): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.options.onEnd(how);
  }

  private textarea(): HTMLTextAreaElement {
    const field = make("textarea", { class: "grid-input", rows: 1, spellcheck: true });
    field.value = this.options.text;
    field.addEventListener("input", () => {
      this.fit();
      this.options.onInput(field.value);
    });
    return field;
  }

  private select(choices: NonNullable<Column["choices"]>): HTMLSelectElement {
    const options = choices.map(({ value, label }) => make("option", { value }, label));
    const field = make("select", { class: "grid-input" }, ...options);
    field.value = this.options.text;
    field.addEventListener("change", () => this.options.onInput(field.value));
    return field;
  }

  private fit(): void {
    this.field.style.height = "0";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  private onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    const isLines = this.options.column.kind === "lines";
    const key = hasControl(event) ? `Ctrl+${event.key.toLowerCase()}` : event.key;
    if (key === "Escape") this.stop(event, "undo");
    else if (key === "Tab") this.stop(event, event.shiftKey ? "previous" : "next");
    else if (key === "F2") this.stop(event, "stay");
    else if (key === "Enter" && isLines && (event.altKey || event.shiftKey)) this.change(event, newLine);
    else if (key === "Enter" || key === "Ctrl+enter") this.stop(event, "down");
    else if (this.options.hasMarks && key === "Ctrl+b") this.change(event, (typed) => marked(typed, "**"));
    else if (this.options.hasMarks && key === "Ctrl+i") this.change(event, (typed) => marked(typed, "*"));
  }

  private stop(event: KeyboardEvent, how: "stay" | "down" | "next" | "previous" | "undo"): void {
    event.preventDefault();
    this.end(how);
  }

  /** Changes the text as if it were typed, so that the browser's own undo knows of it. */
  private change(event: KeyboardEvent, change: (typed: Typed) => Typed): void {
    event.preventDefault();
    if (!(this.field instanceof HTMLTextAreaElement)) return;
    const { value, selectionStart, selectionEnd } = this.field;
    const after = change({ text: value, start: selectionStart, end: selectionEnd });
    const [start, oldEnd, newEnd] = difference(value, after.text);
    this.field.setSelectionRange(start, oldEnd);
    const added = after.text.slice(start, newEnd);
    if (!document.execCommand(added ? "insertText" : "delete", false, added)) {
      this.field.value = after.text;
      this.field.dispatchEvent(new Event("input"));
    }
    this.field.setSelectionRange(after.start, after.end);
  }
}

/** Returns where two texts begin to differ, and where the difference ends in each. */
function difference(before: string, after: string): [number, number, number] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return [start, before.length - end, after.length - end];
}

/** Opens the list of choices, where the browser lets a page do so: only right after a key or a click. */
function showChoices(field: HTMLSelectElement): void {
  try {
    field.showPicker();
  } catch {
    // It stays closed, and opens with the keys that open any list.
  }
}
