/**
 * The chart editor as a component of a page. Each change is an event `chart-change`, its detail the chart. The
 * page answers with events at the same element: `chart-saved` ({chart, keys}), `chart-problems` (a list of
 * problems), `chart-show` (a chart that was read anew) and `chart-go-to` ({row, column}).
 */

import { on, send } from "../grid/dom.js";
import type { Chart } from "./chart.js";
import { type ChartProblem, mountChartEditor } from "./editor.js";

interface Options {
  readonly chart: Chart;
  readonly problems?: readonly ChartProblem[];
}

export function mountChart(element: HTMLElement, options: unknown): void {
  const { chart, problems = [] } = options as Options;
  const editor = mountChartEditor(element, { chart, onChange: (changed) => send(element, "chart-change", changed) });
  editor.setProblems(problems);
  on(element, "chart-saved", (saved: { chart: Chart; keys: readonly string[] }) => editor.saved(saved.chart, saved.keys));
  on(element, "chart-problems", (found: readonly ChartProblem[]) => editor.setProblems(found));
  on(element, "chart-show", (read: Chart) => editor.replace(read));
  on(element, "chart-go-to", (place: { row: number | null; column: number | null }) => editor.goTo(place.row, place.column));
}
