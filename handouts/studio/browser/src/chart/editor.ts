/** The chart editor: its title, and its rows and sides as a table. */

import { make, newElementId } from "../grid/dom.js";
import { mountGrid } from "../grid/grid.js";
import type { MenuItem } from "../grid/menu.js";
import type { Grid } from "../grid/options.js";
import type { CellProblem } from "../grid/problems.js";
import { type Table, placeOfPlain, withTexts } from "../grid/table.js";
import { type Chart, FEWEST_SIDES, MOST_SIDES, chartOf, fillingLabels, proposedLabels, savedOrigins, side, tableOf, withRecommended } from "./chart.js";
import { drawCell } from "./draw.js";

export interface ChartEditorOptions {
  readonly chart: Chart;
  /**
   * Called with each state, also while someone types. Who makes it a text takes `chart()` once the state before
   * is `saved`, for only then do its rows have their places in that text.
   */
  readonly onChange: (chart: Chart) => void;
}

/** What is wrong with a cell or with what stands around the table. */
export interface ChartProblem extends CellProblem {
  readonly isOfNotes?: boolean;
}

export interface ChartEditor {
  chart(): Chart;
  /** Shows a chart that was read anew; who calls it has saved what was given out before. */
  replace(chart: Chart): void;
  /** Says that a chart, as `onChange` or `chart` gave it, is in the file now, with these names of its columns there. */
  saved(chart: Chart, keys: readonly string[]): void;
  /** Rows are counted without headings. A problem whose row and column are null is that of the title. */
  setProblems(problems: readonly ChartProblem[]): void;
  /** Row and column as in a problem. */
  goTo(row: number | null, column: number | null): void;
  goToNotes(): void;
}

export function mountChartEditor(place: HTMLElement, options: ChartEditorOptions): ChartEditor {
  const given = new WeakMap<Chart, Table>();
  let run = 0;
  let { table, origins } = tableOf(options.chart, run);

  const id = newElementId("chart-title");
  const title = make("input", { id, type: "text", class: "chart-title", autocomplete: "off" });
  title.value = options.chart.title;
  const titleProblem = make("p", { id: `${id}-problem`, class: "problem", hidden: true });
  const noteId = newElementId("preferred-note");
  const noted = make("input", { id: noteId, type: "text", autocomplete: "off", "aria-describedby": `${noteId}-help` });
  noted.value = options.chart.preferredNote;
  const noteField = make(
    "div",
    { class: "field chart-note" },
    make("label", { for: noteId }, "Words below the recommended column"),
    noted,
    make("p", { id: `${noteId}-help`, class: "help" }, "A few of your own, for example: the model of this training. Without any there are none."),
  );
  const notesId = newElementId("chart-notes");
  const notesProblem = make("p", { id: `${notesId}-problem`, class: "problem", hidden: true });
  const notes = make("textarea", { id: notesId, rows: 2, "aria-describedby": `${notesId}-help` });
  notes.value = options.chart.notes;
  const notesField = make(
    "div",
    { class: "field chart-note" },
    make("label", { for: notesId }, "Notes below the chart"),
    notes,
    notesProblem,
    make("p", { id: `${notesId}-help`, class: "help" }, "Printed in small type: what an asterisk means, or where the chart is from."),
  );
  const frame = make("div");
  const proposals = make("div", { class: "chart-proposals" });
  place.replaceChildren(
    make("div", { class: "field chart-head" }, make("label", { for: id }, "Title of the chart"), title, titleProblem),
    proposals,
    frame,
    noteField,
    notesField,
  );

  const current = (): Chart => {
    const texts = { title: title.value.trim(), preferredNote: noted.value.trim(), notes: notes.value.trim() };
    const chart = chartOf(texts, grid.table(), origins);
    given.set(chart, grid.table());
    return chart;
  };
  const changed = (): void => {
    offer();
    showNote();
    options.onChange(current());
  };
  const grid: Grid = mountGrid(frame, {
    label: "Chart",
    table,
    onChange: changed,
    rowNoun: "row",
    canMoveRows: true,
    leastRows: 1,
    hasEditableTitles: true,
    // Rows whose column is called so in the file cannot have a group, which is called the same.
    hasHeadings: !options.chart.columns.some(({ key }) => key === "group"),
    // The column of labels is one more.
    columns: { least: FEWEST_SIDES + 1, most: MOST_SIDES + 1, make: (column) => side(column) },
    marks: "markdown",
    draw: drawCell,
    columnItems: recommending,
  });
  title.addEventListener("input", changed);
  noted.addEventListener("input", changed);
  notes.addEventListener("input", changed);
  /** A note without a recommended column is printed nowhere; one that was written stays to be seen. */
  const showNote = (): void => {
    const isRecommended = grid.table().columns.some(({ badge }) => badge !== undefined);
    noteField.hidden = !isRecommended && noted.value === "" && document.activeElement !== noted;
  };
  showNote();

  let proposed = proposedLabels(options.chart, table);
  const use = make("button", { type: "button" }, "Use these labels");
  const words = make("p");
  proposals.append(words, use);
  const offer = (): void => {
    const labels = fillingLabels(grid.table(), proposed);
    proposals.hidden = labels.length === 0;
    words.textContent = `Proposed labels: ${labels.map(({ row, text }) => `${row + 1} ${text}`).join(", ")}`;
  };
  use.addEventListener("click", () => {
    grid.change(withTexts(grid.table(), fillingLabels(grid.table(), proposed)), "Labels filled in.");
    grid.goTo({ row: 0, column: 0 });
  });
  offer();

  return {
    chart: current,
    replace(chart) {
      run += 1;
      ({ table, origins } = tableOf(chart, run));
      if (document.activeElement !== title) title.value = chart.title;
      if (document.activeElement !== noted) noted.value = chart.preferredNote;
      if (document.activeElement !== notes) notes.value = chart.notes;
      proposed = proposedLabels(chart, table);
      grid.setTable(table);
      offer();
      showNote();
    },
    saved(chart, keys) {
      const written = given.get(chart);
      if (written) origins = savedOrigins(written, keys);
    },
    setProblems(problems) {
      const around = problems.filter(({ row, column }) => row === null && column === null);
      showProblems(title, titleProblem, around.filter(({ isOfNotes }) => !isOfNotes));
      showProblems(notes, notesProblem, around.filter(({ isOfNotes }) => isOfNotes));
      const { rows } = grid.table();
      const cells = problems.filter((problem) => !around.includes(problem));
      grid.setProblems(cells.map((found) => ({ ...found, row: found.row === null ? null : placeOfPlain(rows, found.row) })));
    },
    goTo(row, column) {
      if (row === null && column === null) title.focus();
      else grid.goTo({ row: row === null ? -1 : placeOfPlain(grid.table().rows, row), column: column ?? 0 });
    },
    goToNotes: () => notes.focus(),
  };
}

/** Shows below a field what is wrong with it. */
function showProblems(field: HTMLElement, element: HTMLElement, problems: readonly ChartProblem[]): void {
  element.textContent = problems.map(({ cause, fix }) => `${cause}. ${fix}`).join(" ");
  element.hidden = problems.length === 0;
  field.toggleAttribute("aria-invalid", problems.length > 0);
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== element.id);
  if (problems.length > 0) described.push(element.id);
  field.toggleAttribute("aria-describedby", described.length > 0);
  if (described.length > 0) field.setAttribute("aria-describedby", described.join(" "));
}

function recommending(grid: Grid, column: number): MenuItem[] {
  const { title = "", badge } = grid.table().columns[column] ?? {};
  const text = "Recommend this column";
  const isTicked = badge !== undefined;
  const done = isTicked ? "No column is recommended." : `"${title}" is recommended.`;
  const run = (): void => grid.change(withRecommended(grid.table(), column), done);
  return [{ text, name: `Column "${title}": ${text}`, isTicked, run }];
}
