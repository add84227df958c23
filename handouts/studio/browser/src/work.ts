/** A piece of work under way: its bar, the time left, and the button that stops it. */

import htmx from "htmx.org";

interface Options {
  readonly key: string;
  /** The address of what came of it. */
  readonly result: string;
  /** Where that is put, as a selector; empty for the place of the bar. */
  readonly target: string;
}

interface Progress {
  readonly done: number;
  readonly of: number;
  readonly what: string;
  readonly seconds_left: number | null;
}

export function mountWork(element: HTMLElement, options: unknown): void {
  const { key, result, target } = options as Options;
  const bar = element.querySelector("progress");
  const state = element.querySelector(".state");
  const stop = element.querySelector<HTMLButtonElement>("[data-stop]");
  const source = new EventSource(`/work/${key}/events`);

  source.addEventListener("progress", (event) => {
    const progress = JSON.parse((event as MessageEvent<string>).data) as Progress;
    if (bar !== null && progress.of > 0) {
      bar.max = progress.of;
      bar.value = progress.done;
    }
    if (state !== null) state.textContent = worded(progress);
  });
  source.addEventListener("over", () => {
    source.close();
    if (result === "") window.location.reload();
    else void htmx.ajax("get", result, target === "" ? { target: element, swap: "outerHTML" } : { target, swap: "innerHTML" });
  });
  element.addEventListener("htmx:beforeCleanupElement", () => source.close());
  stop?.addEventListener("click", () => {
    stop.disabled = true;
    stop.textContent = "Stopping …";
    void fetch(`/work/${key}/stop`, { method: "POST" });
  });
}

function worded({ done, of, what, seconds_left }: Progress): string {
  const parts = [of > 0 ? `${done} of ${of}` : "", what, seconds_left === null ? "" : timeLeft(seconds_left)];
  return parts.filter((part) => part !== "").join(" · ");
}

export function timeLeft(seconds: number): string {
  if (seconds < 5) return "a few seconds left";
  if (seconds < 60) return `${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "about a minute left" : `about ${minutes} minutes left`;
}
