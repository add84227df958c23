/** The table of a session's people, with the questions about it above. */

import { make } from "../grid/dom.js";
import { mountGrid } from "../grid/grid.js";
import { type CellProblem, choiceButtons } from "../grid/problems.js";
import type { Choice } from "../grid/table.js";
import { type Edit, type RosterColumn, type RosterRow, readAnew, rosterTable, stepsBetween } from "./roster.js";

export interface Question {
  readonly id: string;
  readonly text: string;
  readonly help?: string;
  readonly choices: readonly Choice[];
}

export interface People {
  readonly columns: readonly RosterColumn[];
  readonly rows: readonly RosterRow[];
  readonly problems: readonly CellProblem[];
  readonly questions: readonly Question[];
}

export interface PeopleOptions {
  readonly people: People;
  readonly onEdit: (edit: Edit) => void;
  /** Called with the cells of a person, who comes below all others. */
  readonly onAddRow: (cells: readonly string[]) => void;
  readonly onRemoveRow: (row: number) => void;
  readonly onAnswer: (question: string, choice: string) => void;
}

export interface PeopleTable {
  /**
   * Shows what was read anew; what someone is typing stays in its cell. Who calls it has saved what was given
   * out before, or it would vanish for a moment.
   */
  replace(people: People): void;
  setProblems(problems: readonly CellProblem[]): void;
  goTo(row: number, column: number): void;
}

export function mountPeople(place: HTMLElement, options: PeopleOptions): PeopleTable {
  const questions = make("div", { class: "people-questions" });
  const frame = make("div");
  place.replaceChildren(questions, frame);
  let last = rosterTable(options.people.columns, options.people.rows);
  const grid = mountGrid(frame, {
    label: "Participants",
    table: last,
    onChange: (table) => {
      const steps = stepsBetween(last, table);
      last = table;
      report(steps, options);
    },
    rowNoun: "person",
    canMoveRows: false,
    leastRows: 0,
    hasEditableTitles: false,
    marks: "plain",
    onAnswer: options.onAnswer,
  });
  const show = ({ problems, questions: asked }: People): void => {
    grid.setProblems(problems);
    questions.replaceChildren(...asked.map((question) => drawn(question, options.onAnswer)));
  };
  show(options.people);
  return {
    replace(people) {
      last = readAnew(people.columns, people.rows, last);
      grid.setTable(last);
      show(people);
    },
    setProblems: (problems) => grid.setProblems(problems),
    goTo: (row, column) => grid.goTo({ row, column }),
  };
}

function report(steps: ReturnType<typeof stepsBetween>, options: PeopleOptions): void {
  for (const step of steps) {
    if (step.kind === "edit") options.onEdit(step.edit);
    else if (step.kind === "add") options.onAddRow(step.cells);
    else options.onRemoveRow(step.row);
  }
}

function drawn({ id, text, help, choices }: Question, onAnswer: PeopleOptions["onAnswer"]): HTMLElement {
  const legend = make("legend", {}, text);
  const parts = help ? [legend, make("p", { class: "help" }, help)] : [legend];
  return make("fieldset", { class: "people-question" }, ...parts, choiceButtons(choices, (choice) => onAnswer(id, choice)));
}
