/** What a table is made with, and what can be done with it from outside. */

import type { CellProblem } from "./problems.js";
import type { MenuItem } from "./menu.js";
import type { Column, Place, Table } from "./table.js";
import type { Marks } from "./html_cells.js";

export interface GridOptions {
  /** The table's name for whoever does not see it. */
  readonly label: string;
  readonly table: Table;
  /** Called with each new state, also while someone types. */
  readonly onChange: (table: Table) => void;
  /** What a row is, in small letters: "row", "person". */
  readonly rowNoun: string;
  /** Whether rows have an order that is the person's to make; without it new ones stand at the end. */
  readonly canMoveRows: boolean;
  /** The fewest rows that have to stay. */
  readonly leastRows: number;
  readonly hasEditableTitles: boolean;
  /** Whether headings can stand between the rows. */
  readonly hasHeadings?: boolean;
  /** How many columns there can be; nothing where they cannot be added, moved or deleted. */
  readonly columns?: { readonly least: number; readonly most: number; readonly make: (id: string) => Column };
  /** How formatted text comes in, and whether keys set marks. */
  readonly marks: Marks;
  /** Called with the answer to a question that a problem asks. */
  readonly onAnswer?: (question: string, choice: string) => void;
  readonly draw?: (element: HTMLElement, text: string, column: Column) => void;
  /** More entries of a column's menu. */
  readonly columnItems?: (grid: Grid, column: number) => readonly MenuItem[];
}

export interface Grid {
  readonly element: HTMLElement;
  table(): Table;
  /** Goes on to a state, as a step that can be undone, and says what was done. */
  change(table: Table, done: string): void;
  /**
   * Shows a state from outside. What someone is typing stays in its cell and goes on to `onChange`; steps are
   * forgotten where it is another list.
   */
  setTable(table: Table): void;
  setProblems(problems: readonly CellProblem[]): void;
  goTo(place: Place): void;
  undo(): void;
  redo(): void;
}
