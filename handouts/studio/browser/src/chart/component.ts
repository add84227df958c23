/** The chart editor as a component of a page; each change is an event `chart-change`, its detail the chart. */

import type { CellProblem } from "../grid/problems.js";
import type { Chart } from "./chart.js";
import { type ChartEditor, mountChartEditor } from "./editor.js";

interface Options {
  readonly chart: Chart;
  readonly problems?: readonly CellProblem[];
}

const editors = new WeakMap<HTMLElement, ChartEditor>();

/** Returns the editor in an element of a page, for whoever saves what it has. */
export function chartEditorOf(element: HTMLElement): ChartEditor | undefined {
  return editors.get(element);
}

export function mountChart(element: HTMLElement, options: unknown): void {
  const { chart, problems = [] } = options as Options;
  const onChange = (detail: Chart): void => {
    element.dispatchEvent(new CustomEvent("chart-change", { detail, bubbles: true }));
  };
  const editor = mountChartEditor(element, { chart, onChange });
  editor.setProblems(problems);
  editors.set(element, editor);
}
