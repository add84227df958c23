/** Saves a file within a second of the last key; a conflict is shown side by side, never overwritten. */

import { chooseVersion } from "./conflict.js";
import { note } from "./asking.js";

/** Milliseconds from the last key until a text is saved. */
const PAUSE = 500;
/** Milliseconds after which what was typed is saved although she goes on typing. */
const LATEST = 800;
/** Milliseconds after which a text that could not be saved is tried again. */
const AGAIN = 3000;

export interface Conflict {
  readonly theirs: string;
  readonly base: string | null;
  readonly merged: string | null;
  readonly version: string;
}

interface Answer {
  readonly version?: string;
  readonly note?: string;
  readonly conflict?: Conflict;
  readonly failed?: string;
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
  /** What is sent with the text that `text` gives. */
  readonly more?: () => object;
  /** Called when a text was saved. */
  readonly onSaved?: () => void;
}

export type SaveState = "saved" | "waiting" | "saving" | "failed";

export class Saver {
  private version: string;
  private state: SaveState = "saved";
  private timer = 0;
  /** When the first of the changes was made that are not saved; null where all are. */
  private unsavedSince: number | null = null;
  /** Two at once would be a conflict with oneself. */
  private isUnderWay = false;
  private readonly options: SaverOptions;

  constructor(options: SaverOptions) {
    this.options = options;
    this.version = options.version;
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("beforeunload", (event) => {
      if (this.state === "failed") event.preventDefault();
    });
    onFileChanged(options.file, () => void this.look());
  }

  /** Is called after each change. */
  changed(): void {
    const now = performance.now();
    this.unsavedSince ??= now;
    this.show("waiting");
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), Math.min(PAUSE, Math.max(0, this.unsavedSince + LATEST - now)));
  }

  /** Saves now what is not saved yet; what changes meanwhile is saved after it. */
  async save(): Promise<void> {
    window.clearTimeout(this.timer);
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
    this.unsavedSince = null;
    let answer: Answer;
    try {
      answer = await this.post(text, false);
    } catch {
      this.failed("The studio does not answer. It is tried again.");
      return;
    }
    if (answer.conflict !== undefined) {
      await this.settle(text, answer.conflict);
    } else if (answer.version === undefined) {
      this.failed(answer.failed ?? "This could not be saved.");
    } else {
      this.version = answer.version;
      if (answer.note) note(answer.note);
      this.show(this.options.text() === text ? "saved" : "waiting");
      this.options.onSaved?.();
    }
  }

  private failed(why: string): void {
    note(why, "bad");
    this.show("failed");
    this.timer = window.setTimeout(() => void this.save(), AGAIN);
  }

  private async settle(mine: string, conflict: Conflict): Promise<void> {
    const chosen = await chooseVersion(mine, conflict);
    this.version = conflict.version;
    if (chosen !== this.options.text()) this.options.replace(chosen);
    this.show("waiting");
  }

  /** Looks whether somebody else has changed the file, and shows that where nothing is unsaved here. */
  private async look(): Promise<void> {
    if (this.state !== "saved") return; // saving finds out
    const known = this.version;
    const response = await fetch(`/text?file=${encodeURIComponent(this.options.file)}`);
    const now = (await response.json()) as { text?: string; version?: string };
    if (this.version !== known || this.state !== "saved") return; // what was saved meanwhile is newer than the answer
    if (now.text === undefined || now.version === undefined || now.version === known) return;
    this.version = now.version;
    this.options.replace(now.text);
    note("This was changed outside of this window; it is shown as it is now.");
  }

  /** Saves while the page goes away. */
  private leave(): void {
    if (this.state === "saved") return;
    window.clearTimeout(this.timer);
    void this.post(this.options.text(), true).catch(() => undefined);
  }

  private async post(text: string, isLast: boolean): Promise<Answer> {
    const { file, address = "/save", more } = this.options;
    const body = JSON.stringify({ file, text, version: this.version, ...more?.() });
    const keepalive = isLast && body.length < 60_000; // browsers take no more
    const response = await fetch(address, { method: "POST", body, keepalive });
    return (await response.json()) as Answer;
  }

  private show(state: SaveState): void {
    this.state = state;
    showSaved(state);
  }
}

const WORDS: Readonly<Record<SaveState, string>> = {
  saved: "Saved",
  waiting: "Saving …",
  saving: "Saving …",
  failed: "Not saved",
};

/** Says in the page's head whether all is saved. */
export function showSaved(state: SaveState): void {
  const place = document.querySelector<HTMLElement>("[data-saved]");
  if (place === null || place.dataset["saved"] === state) return;
  place.dataset["saved"] = state;
  place.textContent = WORDS[state];
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
