/** Saves a file within a second of the last key; a conflict is shown side by side, never overwritten. */

import { chooseVersion } from "./conflict.js";
import { note } from "./asking.js";
import { Soon } from "./soon.js";

/** Milliseconds from the last key until what was typed is saved. */
const PAUSE = 500;
/** Milliseconds after which it is saved although she goes on typing. */
const LATEST = 800;
/** Milliseconds after which what could not be saved is tried again. */
export const AGAIN = 3000;
/** Bytes that a browser sends for a page that is gone: 64 KB, of which the rest is for others. */
const LARGEST_LAST = 60_000;

export interface Conflict {
  readonly theirs: string;
  readonly base: string | null;
  readonly merged: string | null;
  readonly version: string;
  /** What was to be saved, where it is more than the text that was sent. */
  readonly mine?: string;
}

interface Answer {
  readonly version?: string;
  readonly note?: string;
  readonly conflict?: Conflict;
  readonly failed?: string;
  /** What the file is now, where it is more than the text that was sent. */
  readonly written?: string;
}

export interface SaverOptions {
  /** Relative to `content/`. */
  readonly file: string;
  readonly version: string;
  /** The text as it is now. */
  readonly text: () => string;
  /** Puts another text in its place: somebody else's, or both. */
  readonly replace: (text: string) => void;
  /** Where it is saved, if it is not a text like any other. */
  readonly address?: string;
  /** Where it is read, likewise. */
  readonly reading?: string;
  /** Whether its address takes a text that follows one whose answer is still under way. */
  readonly isSentTwice?: boolean;
  /** What is sent with the text that `text` gives. */
  readonly more?: () => object;
  /** Called with what the file is now when a text was saved. */
  readonly onSaved?: (written: string) => void;
}

/** Returns what has `save` called within a second of the first key that is not saved. */
export function savingSoon(save: () => void): Soon {
  return new Soon(save, PAUSE, LATEST);
}

export type SaveState = "saved" | "waiting" | "saving" | "failed";

export class Saver {
  private version: string;
  private state: SaveState = "saved";
  private readonly soon = savingSoon(() => void this.save());
  private again = 0;
  /** What the file is, as far as this window knows. */
  private known: string;
  /** Two at once would be a conflict with oneself. */
  private isUnderWay = false;
  /** What was sent and is not answered yet. */
  private underWay: string | null = null;
  private readonly options: SaverOptions;

  constructor(options: SaverOptions) {
    this.options = options;
    this.version = options.version;
    this.known = options.text();
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && this.isUnsaved()) void this.save();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.isUnsaved() || this.canLeave()) return;
      event.preventDefault(); // the browser asks her
      void this.save();
    });
    onFileChanged(options.file, () => void this.look());
  }

  /** Is called after each change. */
  changed(): void {
    this.show("waiting");
    window.clearTimeout(this.again);
    this.soon.changed();
  }

  /** Saves now what is not saved yet; what changes meanwhile is saved after it. */
  async save(): Promise<void> {
    window.clearTimeout(this.again);
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      await this.saveOnce();
    } finally {
      this.isUnderWay = false;
    }
    if (this.state === "waiting") this.changed();
  }

  private async saveOnce(): Promise<void> {
    this.show("saving");
    const text = this.options.text();
    this.soon.taken();
    this.underWay = text;
    let answer: Answer;
    try {
      answer = await this.send(this.body(text));
    } catch {
      this.failed("The studio does not answer. It is tried again.");
      return;
    } finally {
      this.underWay = null;
    }
    if (answer.conflict !== undefined) {
      await this.settle(text, answer.conflict);
    } else if (answer.version === undefined) {
      this.failed(answer.failed || "This could not be saved.");
    } else {
      this.version = answer.version;
      this.known = answer.written ?? text;
      if (answer.note) note(answer.note);
      this.show(this.soon.isWaiting || this.options.text() !== text ? "waiting" : "saved");
      this.options.onSaved?.(this.known);
    }
  }

  private failed(why: string): void {
    note(why, "bad");
    this.show("failed");
    this.again = window.setTimeout(() => void this.save(), AGAIN);
  }

  private async settle(sent: string, conflict: Conflict): Promise<void> {
    if (this.soon.isWaiting || this.options.text() !== sent) {
      this.show("waiting"); // what she typed meanwhile is to be among what she chooses from
      return;
    }
    const mine = conflict.mine ?? sent;
    const chosen = await chooseVersion(mine, conflict);
    this.version = conflict.version;
    this.known = conflict.theirs;
    if (chosen !== this.options.text()) this.options.replace(chosen);
    this.show("waiting");
  }

  /** Looks whether somebody else has changed the file, and shows that where nothing is unsaved here. */
  private async look(): Promise<void> {
    if (this.isUnsaved()) return; // saving finds out
    const version = this.version;
    const { file, reading = `/text?file=${encodeURIComponent(file)}` } = this.options;
    const response = await fetch(reading);
    const now = (await response.json()) as { text?: string; version?: string };
    if (this.version !== version || this.isUnsaved()) return; // what was saved meanwhile is newer than the answer
    if (now.text === undefined || now.version === undefined || now.version === version) return;
    this.version = now.version;
    if (now.text === this.known) return;
    this.known = now.text;
    this.options.replace(now.text);
    note("This was changed outside of this window; it is shown as it is now.");
  }

  private isUnsaved(): boolean {
    return this.state !== "saved" || this.options.text() !== this.known;
  }

  /** Whether what is unsaved can be sent while the page goes away, and will be taken. */
  private canLeave(): boolean {
    if (this.state === "failed" || (this.isUnderWay && this.underWay === null)) return false; // she is being asked
    if (this.underWay !== null && this.options.isSentTwice !== true) return false;
    return sizeOf(this.body(this.options.text())) < LARGEST_LAST;
  }

  /** Saves while the page goes away. */
  private leave(): void {
    if (!this.isUnsaved()) return;
    this.soon.taken();
    const body = this.body(this.options.text());
    void this.send(body, sizeOf(body) < LARGEST_LAST).catch(() => undefined);
  }

  private body(text: string): string {
    const { file, more } = this.options;
    const before = this.underWay === null || this.underWay === text ? {} : { under_way: this.underWay };
    return JSON.stringify({ file, text, version: this.version, ...before, ...more?.() });
  }

  private async send(body: string, keepalive = false): Promise<Answer> {
    const response = await fetch(this.options.address ?? "/save", { method: "POST", body, keepalive });
    return (await response.json()) as Answer;
  }

  private show(state: SaveState): void {
    this.state = state;
    showSaved(state, this.options.reading); // what is read elsewhere is saved beside the text of the page
  }
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

const WORDS: Readonly<Record<SaveState, string>> = {
  saved: "Saved",
  waiting: "Saving …",
  saving: "Saving …",
  failed: "Not saved",
};
const states = new Map<string, SaveState>();

/** Says in the page's head whether all is saved, by each that saves something of the page. */
export function showSaved(state: SaveState, by = ""): void {
  states.set(by, state);
  const all = [...states.values()];
  const shown = (["failed", "saving", "waiting"] as const).find((each) => all.includes(each)) ?? "saved";
  const place = document.querySelector<HTMLElement>("[data-saved]");
  if (place === null || place.dataset["saved"] === shown) return;
  place.dataset["saved"] = shown;
  place.textContent = WORDS[shown];
}

let events: EventSource | null = null;

/** Calls when a file of `content/` was changed, whoever did it. */
export function onFileChanged(file: string, then: () => void): void {
  onChange((changed) => changed === file, then);
}

/** Calls when a file in a folder of `content/` was changed, whoever did it. */
export function onFolderChanged(folder: string, then: () => void): void {
  onChange((changed) => changed.startsWith(`${folder}/`), then);
}

function onChange(isMeant: (file: string) => boolean, then: () => void): void {
  events ??= new EventSource("/events");
  events.addEventListener("changed", (event) => {
    const { file } = JSON.parse((event as MessageEvent<string>).data) as { file: string };
    if (isMeant(file)) then();
  });
}
