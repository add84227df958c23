/** The page of a session's people: what is done in their table is saved within a second, in its order. */

import { note } from "./asking.js";
import { on, send } from "./grid/dom.js";
import type { Edit, Step } from "./people/roster.js";
import type { People } from "./people/table.js";
import { AGAIN, type SaveState, onFolderChanged, savingSoon, showSaved } from "./saving.js";

interface Options {
  readonly address: string;
  /** Of the session, relative to `content/`. */
  readonly folder: string;
  readonly version: string;
}

interface Answer {
  readonly people: People;
  readonly version: string;
  /** What stands around the table, as HTML. */
  readonly around: string;
  readonly failed?: string;
  readonly notes?: readonly string[];
  /** Whether the list has become another file, in which people may have other places. */
  readonly is_other?: boolean;
}

/** Returns steps with one more; of the texts that one cell has while someone types the last one is enough. */
export function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const last = steps.at(-1);
  const isSame =
    step.kind === "edit" &&
    last?.kind === "edit" &&
    last.edit.row === step.edit.row &&
    last.edit.column === step.edit.column;
  return [...(isSame ? steps.slice(0, -1) : steps), step];
}

/** Returns a step as the studio reads it. */
export function sent(step: Step): unknown {
  return step.kind === "edit" ? { kind: "edit", ...step.edit } : step;
}

class PeoplePage {
  private version: string;
  private steps: readonly Step[] = [];
  private readonly soon = savingSoon(() => void this.save());
  private again = 0;
  private state: SaveState = "saved";

  constructor(private readonly element: HTMLElement, private readonly options: Options) {
    this.version = options.version;
    const hear = <Detail>(name: string, run: (detail: Detail) => void): void => on(element, name, run);
    hear<Edit>("people-edit", (edit) => this.add({ kind: "edit", edit }));
    hear<{ cells: readonly string[] }>("people-add", ({ cells }) => this.add({ kind: "add", cells }));
    hear<{ row: number }>("people-remove", ({ row }) => this.add({ kind: "remove", row }));
    hear<{ question: string; choice: string }>("people-answer", (given) => void this.ask("answer", given));
    element.addEventListener("click", (event) => this.onClick(event));
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("beforeunload", (event) => {
      if (this.state === "failed") event.preventDefault();
    });
    onFolderChanged(options.folder, () => void this.look());
  }

  private add(step: Step): void {
    this.steps = withStep(this.steps, step);
    if (this.state !== "saving") this.show("waiting");
    this.soon.changed();
  }

  private async save(): Promise<void> {
    window.clearTimeout(this.again);
    if (this.state === "saving" || this.steps.length === 0) return;
    this.soon.taken();
    this.show("saving");
    const steps = this.steps;
    this.steps = [];
    let answer: Answer;
    try {
      answer = await this.post("change", { steps: JSON.stringify(steps.map(sent)), version: this.version });
    } catch {
      this.steps = [...steps, ...this.steps];
      note("The studio does not answer. It is tried again.", "bad");
      this.show("failed");
      this.again = window.setTimeout(() => void this.save(), AGAIN);
      return;
    }
    this.take(answer, steps);
  }

  /** Answers a question that stands around the table, or takes an answer back. */
  private onClick(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-question], [data-take-back]") : null;
    const { question, choice, takeBack } = button?.dataset ?? {};
    if (takeBack !== undefined) void this.ask("take-back", { answer: takeBack });
    else if (question !== undefined && choice !== undefined) void this.ask("answer", { question, choice });
  }

  private async ask(what: string, given: Readonly<Record<string, string>>): Promise<void> {
    await this.save();
    try {
      this.take(await this.post(what, given), []);
    } catch {
      note("The studio does not answer. Is it still open?", "bad");
    }
  }

  /** Shows what was read anew, once all that was done here is in it. */
  private take(answer: Answer, steps: readonly Step[]): void {
    this.version = answer.version;
    for (const text of answer.notes ?? []) note(text);
    if (answer.failed !== undefined) {
      this.giveUp(answer.failed, [...steps, ...this.steps]);
    } else if (answer.is_other === true && this.steps.length > 0) {
      this.giveUp("The list has become another file meanwhile.", this.steps);
    } else if (this.steps.length > 0) {
      this.show("waiting");
      this.soon.changed();
      return;
    }
    this.show("saved");
    const around = this.element.querySelector(".around");
    if (around !== null) showAround(around, answer.around);
    const table = this.element.querySelector<HTMLElement>('[data-component="people-table"]');
    if (table !== null) send(table, "people-show", answer.people);
    else window.location.reload(); // the list has become one that can be shown
  }

  /** Names what cannot be saved: it was done in another table than the one that is there now. */
  private giveUp(why: string, steps: readonly Step[]): void {
    const texts = steps.flatMap((step) => (step.kind === "edit" ? [step.edit.value] : step.kind === "add" ? step.cells : []));
    const lost = texts.filter((text) => text !== "").map((text) => `“${text}”`);
    note([why, lost.length > 0 ? `Not saved: ${lost.join(", ")}` : ""].join(" "), "bad");
    this.steps = [];
    this.soon.taken();
  }

  /** Looks whether somebody else has changed the list, and shows that where nothing is unsaved here. */
  private async look(): Promise<void> {
    if (this.state !== "saved" || !this.element.isConnected) return;
    const response = await fetch(`${this.options.address}/table`);
    const now = (await response.json()) as Answer;
    if (now.version === this.version || this.state !== "saved") return;
    note("This was changed outside of this window; it is shown as it is now.");
    this.take(now, []);
  }

  /** Saves while the page goes away. */
  private leave(): void {
    if (this.steps.length === 0) return;
    const body = form({ steps: JSON.stringify(this.steps.map(sent)), version: this.version });
    void fetch(`${this.options.address}/change`, { method: "POST", body, keepalive: true }).catch(() => undefined);
  }

  private async post(what: string, values: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await fetch(`${this.options.address}/${what}`, { method: "POST", body: form(values) });
    return (await response.json()) as Answer;
  }

  private show(state: SaveState): void {
    this.state = state;
    showSaved(state);
  }
}

/** Shows what stands around the table; lists that were opened stay open, and the focus stays near. */
function showAround(around: Element, html: string): void {
  const lists = (): HTMLDetailsElement[] => Array.from(around.querySelectorAll("details"));
  const nameOf = (list: Element): string => list.querySelector("summary")?.textContent?.replace(/\d+/g, "") ?? "";
  const focused = document.activeElement?.closest("details");
  const hadFocus = focused && around.contains(focused) ? nameOf(focused) : undefined;
  const open = new Set(lists().filter((list) => list.open).map(nameOf));
  around.innerHTML = html;
  for (const list of lists()) {
    list.open = open.has(nameOf(list));
    if (nameOf(list) === hadFocus) list.querySelector<HTMLElement>("summary")?.focus();
  }
}

function form(values: Readonly<Record<string, string>>): URLSearchParams {
  return new URLSearchParams(values);
}

export function mountPeoplePage(element: HTMLElement, options: unknown): void {
  new PeoplePage(element, options as Options);
}
