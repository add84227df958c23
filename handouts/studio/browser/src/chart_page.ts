/** A chart in its table, saved as it is edited, and shown beside it as it will be printed. */

import { note } from "./asking.js";
import type { Chart } from "./chart/chart.js";
import { type ChartProblem, mountChartEditor } from "./chart/editor.js";
import { AGAIN, Saver, showSaved } from "./saving.js";

/** Milliseconds of quiet after which problems are looked for. */
const LOOK_AFTER = 400;

/** Where each cell stands in the file. */
interface Lines {
  readonly title: number;
  readonly columns: readonly number[];
  readonly rows: readonly (readonly number[])[];
  /** 0 where there are none. */
  readonly notes: number;
}

interface Options {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  readonly version: string;
  /** Below it the studio reads, writes and saves charts. */
  readonly address: string;
  readonly chart: Chart;
  readonly lines: Lines;
  readonly problems: readonly ChartProblem[];
}

/** A chart as it was given out, and its text. */
interface Written {
  readonly chart: Chart;
  readonly text: string;
  readonly keys: readonly string[];
  readonly lines: Lines;
}

export function mountChartPage(element: HTMLElement, options: unknown): void {
  const { file, name, address, version, problems, ...opened } = options as Options;
  const editor = mountChartEditor(element, { chart: opened.chart, onChange: () => void write() });
  editor.setProblems(problems);

  let latest: Written = { ...opened, keys: opened.chart.columns.map(({ key }) => key) };
  /** The text whose rows and columns those of the table are. */
  let base = opened.text;
  let sent = latest;
  let run = 0;
  let isWriting = false;
  let looking = 0;

  const ask = async <Answer>(what: string, fields: Readonly<Record<string, string>>): Promise<Answer> => {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.append(key, value);
    const response = await fetch(`${address}/${what}`, { method: "POST", body: form });
    if (!response.ok) throw new Error(response.statusText);
    return (await response.json()) as Answer;
  };

  const shown = (): void => {
    window.dispatchEvent(new CustomEvent("studio:text", { detail: { file, text: latest.text } }));
    window.clearTimeout(looking);
    looking = window.setTimeout(() => void look(), LOOK_AFTER);
  };

  /** Makes the text of the table as it is now, and again where it changes meanwhile. */
  const write = async (): Promise<void> => {
    run += 1;
    showSaved("waiting");
    if (isWriting) return;
    isWriting = true;
    try {
      for (let of = 0; of !== run; ) {
        of = run;
        const [chart, text] = [editor.chart(), base];
        const written = await ask<Omit<Written, "chart">>("text", { text, chart: JSON.stringify(chart) });
        if (text !== base) continue;
        latest = { chart, ...written };
        saver.changed();
      }
      shown();
    } catch {
      note("The studio does not answer. Is it still open?", "bad");
      window.setTimeout(() => void write(), AGAIN);
    } finally {
      isWriting = false;
    }
  };

  const replace = (text: string): void => {
    run += 1;
    base = text;
    latest = { ...latest, text };
    void ask<{ chart?: Chart; lines?: Lines }>("table", { text }).then(({ chart, lines }) => {
      if (chart === undefined || lines === undefined) {
        void saver.save().then(() => window.location.reload()); // the page says why it is no table
        return;
      }
      editor.replace(chart);
      latest = { chart, lines, text, keys: chart.columns.map(({ key }) => key) };
      shown();
    });
  };

  const saver = new Saver({
    file,
    version,
    text: () => latest.text,
    replace,
    address: `${address}/save`,
    more: () => {
      sent = latest;
      return { name, places: sent.chart.rows.map(({ place }) => place) };
    },
    onSaved: () => {
      editor.saved(sent.chart, sent.keys);
      base = sent.text;
      if (sent !== latest || isWriting) void write(); // it was made from the text before
    },
  });

  const look = async (): Promise<void> => {
    const text = latest.text;
    const found = await ask<readonly ChartProblem[]>("problems", { name, text }).catch(() => null);
    if (found !== null && text === latest.text && !isWriting) editor.setProblems(found);
  };

  element.addEventListener("focusin", (event) => {
    const line = lineAt(latest.lines, event.target);
    if (line) window.dispatchEvent(new CustomEvent("studio:cursor", { detail: { file, line } }));
  });
  window.addEventListener("studio:go", (event) => {
    const { file: of, line } = (event as CustomEvent<{ file: string; line: number }>).detail;
    if (of !== file) return;
    const place = placeAt(latest.lines, line);
    if (place === "notes") editor.goToNotes();
    else editor.goTo(...place);
  });
}

/** Returns the line of the cell that has the focus. */
function lineAt(lines: Lines, target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>("td, th") : null;
  if (cell === null) return target instanceof HTMLTextAreaElement ? lines.notes : lines.title;
  let line = cell.parentElement;
  while (line?.matches(".grid-heading")) line = line.nextElementSibling as HTMLElement | null; // it is written in the row below
  if (line?.closest("thead")) return lines.columns[cell.cellIndex - 2];
  const row = Array.from(line?.parentElement?.querySelectorAll("tr:not(.grid-heading)") ?? []).indexOf(line as Element);
  return lines.rows[row]?.[Math.max(cell.cellIndex - 1, 0)];
}

/** Row and column as in a problem, or the notes below the table. */
type ChartPlace = [row: number | null, column: number | null] | "notes";

/** Returns the place of what stands at a line, or nearest above it. */
function placeAt(lines: Lines, line: number): ChartPlace {
  const all: { readonly at: number; readonly place: ChartPlace }[] = [
    { at: lines.title, place: [null, null] },
    { at: lines.notes, place: "notes" },
    ...lines.columns.map((at, column) => ({ at, place: [null, column + 1] as ChartPlace })),
    ...lines.rows.flatMap((row, number) => row.map((at, column) => ({ at, place: [number, column] as ChartPlace }))),
  ];
  const above = all.filter(({ at }) => at <= line && at > 0);
  return above.reduce((best, each) => (each.at > best.at ? each : best), { at: 0, place: [null, null] as ChartPlace }).place;
}
