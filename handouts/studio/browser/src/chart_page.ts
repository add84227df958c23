/** A chart in its table, saved as it is typed, and shown beside it as it will be printed. */

import type { Chart } from "./chart/chart.js";
import { note } from "./asking.js";
import { mountChartEditor } from "./chart/editor.js";
import type { CellProblem } from "./grid/problems.js";
import { Saver, showSaved } from "./saving.js";

/** Milliseconds from the last key until the chart is looked at for problems. */
const PAUSE = 600;
/** Milliseconds after which a change that the studio did not take is tried again. */
const AGAIN = 2000;

interface File {
  readonly file: string;
  readonly text: string;
  readonly version: string;
}

interface Options {
  readonly chart: Chart;
  readonly file: File;
  readonly worksheets: File;
  /** Below it, the table is made a text, and a text a table. */
  readonly address: string;
}

interface Written {
  readonly text: string;
  readonly keys: readonly string[];
  readonly worksheets: string;
}

interface Read {
  readonly chart: Chart;
  readonly place: readonly [number | null, number | null];
  readonly problems: readonly Omit<CellProblem, "kind">[];
}

export function mountChartPage(element: HTMLElement, options: unknown): void {
  const { chart, file, worksheets, address } = options as Options;
  let text = file.text;
  let leftOut = worksheets.text;
  let isPending = false;
  let isWriting = false;
  let timer = 0;

  const editor = mountChartEditor(element, { chart, onChange: () => void write() });
  const saver = new Saver({ ...file, text: () => text, replace: (other) => void show(other) });
  const worksheetsSaver = new Saver({ ...worksheets, text: () => leftOut, replace: (other) => (leftOut = other) });

  /**
   * Makes the table a text, one state after another: each is a change of the text before it, and only after that
   * was made is it known which rows of the text the table's rows are.
   */
  async function write(): Promise<void> {
    isPending = true;
    if (isWriting) return;
    isWriting = true;
    while (isPending) {
      isPending = false;
      const now = editor.chart();
      showSaved("waiting");
      const written = await post<Written>("write", { text, chart: JSON.stringify(now), worksheets: leftOut });
      if (written === undefined) {
        showSaved("failed");
        note("The studio does not answer. It is tried again.", "bad");
        await new Promise((done) => window.setTimeout(done, AGAIN));
        isPending = true;
        continue;
      }
      text = written.text;
      editor.saved(now, written.keys);
      saver.changed();
      if (written.worksheets !== leftOut) {
        leftOut = written.worksheets;
        worksheetsSaver.changed();
      }
      tell();
    }
    isWriting = false;
  }

  async function show(other: string): Promise<void> {
    text = other;
    const read = await post<Read>("read", { text });
    if (read === undefined) window.location.reload();
    else editor.replace(read.chart);
    tell();
  }

  function tell(): void {
    window.dispatchEvent(new CustomEvent("studio:text", { detail: { file: file.file, text } }));
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE);
  }

  async function look(): Promise<void> {
    const read = text ? await post<Read>("read", { text }) : undefined;
    editor.setProblems((read?.problems ?? []).map((problem) => ({ ...problem, kind: "problem" })));
  }

  async function post<Answer>(what: string, fields: Readonly<Record<string, string>>): Promise<Answer | undefined> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    try {
      const response = await fetch(`${address}/${what}`, { method: "POST", body: form });
      return response.ok ? ((await response.json()) as Answer) : undefined;
    } catch {
      return undefined;
    }
  }

  window.addEventListener("studio:go", (event) => {
    const { file: of, line } = (event as CustomEvent<{ file: string; line: number }>).detail;
    if (of !== file.file) return;
    void post<Read>("read", { text, line: String(line) }).then((read) => read && editor.goTo(...read.place));
  });
  void look();
}
