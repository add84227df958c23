/**
 * Fields that are saved as they are filled in, with what is wrong beside them.
 *
 * Each part with `data-field` (the name of a place in the file, `packet/participants`) has one value, by its
 * `data-kind`: "text", "lines" (a list, one a line), "tick" (yes or nothing), "choice" (one of several), "ticked" and "unticked" (a list of
 * boxes' values), "rows" (a list of rows with named fields). Whatever is inside a part belongs to the innermost one.
 */

import { note } from "./asking.js";
import { chooseVersion } from "./conflict.js";
import { AGAIN, onFileChanged, savingSoon, showSaved } from "./saving.js";

interface Options {
  readonly file: string;
  readonly version: string;
  /** Where fields are saved. */
  readonly address: string;
}

type Value = string | readonly string[] | readonly Readonly<Record<string, string>>[] | null;

interface Problem {
  readonly field: string;
  readonly cause: string;
  readonly fix: string;
}

interface Answer {
  readonly version?: string;
  readonly text?: string;
  readonly problems?: readonly Problem[];
  readonly note?: string;
  readonly clash?: readonly (readonly [field: string, value: unknown])[];
  readonly failed?: string;
}

export function mountFields(element: HTMLElement, options: unknown): void {
  new Fields(element, options as Options);
}

class Fields {
  private version: string;
  private readonly soon = savingSoon(() => void this.save());
  private isSaving = false;
  private readonly changed = new Set<string>();

  constructor(
    private readonly element: HTMLElement,
    private readonly options: Options,
  ) {
    this.version = options.version;
    element.addEventListener("input", (event) => this.note(event.target));
    element.addEventListener("click", (event) => this.press(event));
    element.addEventListener("submit", (event) => {
      if (event.target === element) event.preventDefault();
    });
    window.addEventListener("pagehide", () => {
      if (this.changed.size > 0) void this.post([...this.changed], true).catch(() => undefined);
    });
    window.addEventListener("beforeunload", (event) => {
      // What follows a save without an answer would be taken for somebody else's change.
      if (this.isSaving && this.changed.size > 0) event.preventDefault();
    });
    onFileChanged(options.file, () => void this.look());
  }

  private note(target: EventTarget | null): void {
    const part = target instanceof Element ? target.closest<HTMLElement>("[data-field]") : null;
    const name = part?.dataset["field"];
    if (name === undefined || !this.element.contains(part)) return;
    this.changed.add(name);
    showSaved("waiting");
    this.soon.changed();
  }

  private async save(): Promise<void> {
    if (this.isSaving || this.changed.size === 0) return;
    const names = [...this.changed];
    this.changed.clear();
    this.soon.taken();
    this.isSaving = true;
    showSaved("saving");
    try {
      await this.take(names, await this.post(names, false));
    } catch {
      this.failed(names, "The studio does not answer. It is tried again.");
    } finally {
      this.isSaving = false;
    }
    if (this.changed.size > 0) void this.save();
  }

  private async take(names: readonly string[], answer: Answer): Promise<void> {
    if (answer.clash !== undefined && answer.version !== undefined) {
      await this.settle(names, answer.clash, answer.version);
    } else if (answer.version === undefined) {
      this.failed(names, answer.failed ?? "This could not be saved.");
    } else {
      this.version = answer.version;
      if (answer.note) note(answer.note);
      this.show(answer.problems ?? []);
      showSaved("saved");
      const detail = { file: this.options.file, text: answer.text ?? "" };
      window.dispatchEvent(new CustomEvent("studio:text", { detail }));
      window.dispatchEvent(new CustomEvent("studio:fields", { detail: names }));
    }
  }

  private failed(names: readonly string[], why: string): void {
    note(why, "bad");
    showSaved("failed");
    for (const name of names) this.changed.add(name);
    this.isSaving = true; // until it is tried again
    window.setTimeout(() => {
      this.isSaving = false;
      void this.save();
    }, AGAIN);
  }

  /** Shows what somebody else has made of these fields, and takes what is chosen. */
  private async settle(names: readonly string[], clash: NonNullable<Answer["clash"]>, version: string): Promise<void> {
    const mine = clash.map(([name]) => `${this.label(name)}: ${worded(this.value(name))}`).join("\n");
    const theirs = clash.map(([name, value]) => `${this.label(name)}: ${worded(value)}`).join("\n");
    const chosen = await chooseVersion(mine, { theirs, merged: null, base: null, version });
    this.version = version;
    const clashing = new Set(clash.map(([name]) => name));
    for (const name of names) if (chosen === mine || !clashing.has(name)) this.changed.add(name);
    if (chosen === mine) return;
    if (this.changed.size > 0) await this.post([...this.changed], false);
    this.changed.clear();
    window.location.reload();
  }

  /** Looks whether somebody else has changed the file, and shows that where nothing is unsaved here. */
  private async look(): Promise<void> {
    const isBusy = (): boolean => this.isSaving || this.changed.size > 0;
    if (isBusy()) return; // saving finds out
    const known = this.version;
    const response = await fetch(`/text?file=${encodeURIComponent(this.options.file)}`);
    const { version } = (await response.json()) as { version?: string };
    if (version !== undefined && version !== known && known === this.version && !isBusy()) window.location.reload();
  }

  private async post(names: readonly string[], isLast: boolean): Promise<Answer> {
    const { file, address } = this.options;
    const changes = names.map((name) => [name, this.value(name)]);
    const body = JSON.stringify({ file, version: this.version, changes });
    const response = await fetch(address, { method: "POST", body, keepalive: isLast && body.length < 60_000 });
    return (await response.json()) as Answer;
  }

  private part(name: string): HTMLElement | undefined {
    return this.parts().find((part) => part.dataset["field"] === name);
  }

  private parts(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[data-field]")];
  }

  private label(name: string): string {
    return this.part(name)?.querySelector("label, legend, h2, h3")?.textContent?.trim() ?? "";
  }

  private value(name: string): Value {
    const part = this.part(name);
    if (part === undefined) return null;
    const own = [...part.querySelectorAll<HTMLInputElement>("input, select, textarea")].filter((input) => input.closest("[data-field]") === part);
    const text = own[0]?.value.trim() ?? "";
    const boxes = own.filter((input) => input.type === "checkbox");
    const kind = part.dataset["kind"];
    if (kind === "lines") return filled(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""));
    if (kind === "tick") return boxes[0]?.checked ? "yes" : null;
    if (kind === "ticked") {
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      return JSON.stringify(ticked) === part.dataset["default"]?.replaceAll(", ", ",") ? null : ticked;
    }
    if (kind === "choice") return own.find((input) => input.checked)?.value ?? null;
    if (kind === "unticked") return filled(boxes.filter((box) => !box.checked).map((box) => box.value));
    if (kind === "rows") return filled([...part.querySelectorAll<HTMLElement>("[data-row]")].map(rowOf).filter((row) => Object.keys(row).length > 0));
    return text === "" ? null : text;
  }

  /** Adds a row, takes one away, moves a line up, or takes the next number. */
  private press(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-add], [data-remove], [data-up], [data-next]") : null;
    const part = button?.closest<HTMLElement>("[data-field]");
    if (button === null || part === null || part === undefined) return;
    if (button.dataset["add"] !== undefined) {
      const template = part.querySelector("template");
      const row = template?.content.cloneNode(true);
      if (row !== undefined) template?.before(row);
      [...part.querySelectorAll<HTMLElement>("[data-row]")].at(-1)?.querySelector("input")?.focus();
      return;
    }
    if (button.dataset["next"] !== undefined) {
      const number = part.querySelector("input");
      if (number !== null) number.value = String(Number(number.value) + 1);
      this.note(part);
      return;
    }
    const row = button.closest<HTMLElement>("[data-row], li");
    if (button.dataset["up"] !== undefined) {
      const above = row?.previousElementSibling;
      if (row !== null && above) above.before(row);
      button.focus();
    } else {
      const others = part.querySelector<HTMLElement>("[data-add]");
      row?.remove();
      others?.focus();
    }
    this.note(part);
  }

  /** Shows what is wrong beside the fields, and above them what is about none. */
  private show(problems: readonly Problem[]): void {
    const rest = new Set(problems);
    for (const part of this.parts()) {
      const name = part.dataset["field"] ?? "";
      const own = problems.filter(({ field }) => field === name || field.startsWith(`${name}/`));
      for (const each of own) rest.delete(each);
      const place = [...part.querySelectorAll<HTMLElement>(".problem")].find((each) => each.closest("[data-field]") === part);
      const input = [...part.querySelectorAll<HTMLElement>("input, select, textarea")].find((each) => each.closest("[data-field]") === part);
      if (place === undefined) continue;
      place.textContent = own.map(sentence).join(" ");
      place.hidden = own.length === 0;
      part.classList.toggle("wrong", own.length > 0);
      if (own.length > 0) input?.setAttribute("aria-invalid", "true");
      else input?.removeAttribute("aria-invalid");
    }
    const place = this.element.querySelector<HTMLElement>("[data-other-problems]");
    if (place === null) return;
    place.textContent = [...rest].map(sentence).join(" ");
    place.hidden = rest.size === 0;
  }
}

function filled<Item>(items: readonly Item[]): readonly Item[] | null {
  return items.length > 0 ? items : null;
}

function rowOf(row: HTMLElement): Readonly<Record<string, string>> {
  const inputs = [...row.querySelectorAll<HTMLInputElement>("[data-of]")];
  return Object.fromEntries(inputs.map((input) => [input.dataset["of"] ?? "", input.value.trim()]).filter(([, value]) => value !== ""));
}

function worded(value: unknown): string {
  if (value === null || value === undefined) return "(nothing)";
  if (Array.isArray(value)) return value.map(worded).join(", ");
  return typeof value === "object" ? Object.values(value).map(worded).join(", ") : String(value);
}

function sentence({ cause, fix }: Problem): string {
  const whole = cause.charAt(0).toUpperCase() + cause.slice(1);
  return fix ? `${whole}. ${fix}` : `${whole}.`;
}
