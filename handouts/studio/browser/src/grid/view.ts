/** The elements of a table: drawn once, and then only where something changed. */

import { make } from "./dom.js";
import { type Column, type Place, type Row, type Table, cellAt, numberOf } from "./table.js";

export interface ViewOptions {
  readonly label: string;
  readonly hasRowButtons: boolean;
  readonly hasColumnButtons: (column: Column) => boolean;
  /** Draws a text into an element that is empty. */
  readonly draw: (element: HTMLElement, text: string, column: Column) => void;
  /** Called for each new button, to make it a handle too. */
  readonly onRowButton: (button: HTMLButtonElement) => void;
  readonly onColumnButton: (button: HTMLButtonElement) => void;
}

export class View {
  readonly table = make("table", { role: "grid" });
  private readonly head = make("tr", { role: "row", "aria-rowindex": 1 });
  private readonly body = make("tbody");
  private rows = new Map<string, HTMLTableRowElement>();
  private order: HTMLTableRowElement[] = [];
  private drawn: Table = { columns: [], rows: [] };
  private readonly places = new WeakMap<Node, number>();

  constructor(private readonly options: ViewOptions) {
    this.table.setAttribute("aria-label", options.label);
    this.table.setAttribute("aria-multiselectable", "true");
    this.table.append(make("thead", {}, this.head), this.body);
  }

  /** Draws what is not drawn yet; the cell `kept` is left alone, for someone is typing in it. */
  draw(table: Table, kept?: Place): void {
    const before = this.drawn;
    this.drawn = table;
    if (before.columns !== table.columns) {
      this.drawHead(table);
      const isSame = (column: Column, place: number): boolean => sameShape(column, before.columns[place]);
      if (before.columns.length !== table.columns.length || !table.columns.every(isSame)) {
        this.rows.clear();
        this.body.replaceChildren();
      }
    }
    const rows = new Map<string, HTMLTableRowElement>();
    const old = new Map(before.rows.map((row) => [row.id, row]));
    this.order = table.rows.map((row, place) => {
      const element = this.rows.get(row.id) ?? this.newRow(table, row.isHeading);
      rows.set(row.id, element);
      this.number(element, place, row.isHeading ? undefined : numberOf(table.rows, place));
      this.drawCells(element, row, element.childElementCount && this.rows.has(row.id) ? old.get(row.id) : undefined, kept?.row === place ? kept.column : undefined);
      return element;
    });
    for (const [id, element] of this.rows) if (!rows.has(id)) element.remove();
    this.rows = rows;
    this.arrange();
    this.table.setAttribute("aria-rowcount", String(table.rows.length + 1));
    this.table.setAttribute("aria-colcount", String(table.columns.length + 1));
  }

  /** Returns the element that has the focus at a place: a cell, a title, or a row's button. */
  at(place: Place): HTMLElement | undefined {
    const { row, column } = cellAt(this.drawn, place);
    const line = row === -1 ? this.head : this.order[row];
    const cell = line?.children[column + 1];
    if (column === -1) return cell?.querySelector("button") ?? undefined;
    return cell instanceof HTMLElement ? cell : undefined;
  }

  /** Returns the place of the cell, title or row's button that an event happened in. */
  placeOf(target: EventTarget | null): Place | undefined {
    if (!(target instanceof Node)) return undefined;
    const cell = (target instanceof Element ? target : target.parentElement)?.closest("td, th");
    if (!(cell instanceof HTMLTableCellElement) || !this.table.contains(cell)) return undefined;
    const line = cell.parentElement;
    const row = line === this.head ? -1 : (this.places.get(line as Node) ?? -1);
    return row === -1 && cell.cellIndex === 0 ? undefined : { row, column: cell.cellIndex - 1 };
  }

  get rowElements(): readonly HTMLElement[] {
    return this.order;
  }

  get titleElements(): readonly HTMLElement[] {
    return Array.from(this.head.children).slice(1) as HTMLElement[];
  }

  private drawHead(table: Table): void {
    const corner = make("td", { class: "grid-corner", role: "presentation" });
    this.head.replaceChildren(corner, ...table.columns.map((column) => this.newTitle(column)));
  }

  private newTitle(column: Column): HTMLElement {
    const words = make("span", { class: "grid-title" });
    this.options.draw(words, column.title, column);
    const title = make("th", { role: "columnheader", scope: "col", tabindex: -1, "data-width": column.width ?? "medium" }, words);
    if (column.badge) title.append(make("span", { class: "grid-badge" }, column.badge));
    if (this.options.hasColumnButtons(column)) {
      const name = `Column "${column.title}": menu`;
      const button = make("button", { type: "button", class: "grid-handle", tabindex: -1, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": name });
      this.options.onColumnButton(button);
      title.append(button);
    }
    return title;
  }

  private newRow(table: Table, isHeading?: boolean): HTMLTableRowElement {
    const header = make("th", { role: "rowheader", scope: "row", class: "grid-rowhead" });
    if (this.options.hasRowButtons) {
      const button = make("button", { type: "button", class: "grid-handle", tabindex: -1, "aria-haspopup": "menu", "aria-expanded": "false" });
      this.options.onRowButton(button);
      header.append(button);
    }
    const heading = (): HTMLElement => make("td", { role: "gridcell", tabindex: -1, colspan: table.columns.length });
    const cells = isHeading ? [heading()] : table.columns.map((column) =>
      make("td", { role: "gridcell", tabindex: -1, "data-kind": column.kind, "aria-readonly": column.isReadOnly ? "true" : undefined }),
    );
    return make("tr", { role: "row", class: isHeading ? "grid-heading" : undefined }, header, ...cells);
  }

  private number(element: HTMLTableRowElement, place: number, number: number | undefined): void {
    if (this.places.get(element) !== place) {
      this.places.set(element, place);
      element.setAttribute("aria-rowindex", String(place + 2));
    }
    const header = element.firstElementChild;
    const shown = header?.querySelector("button") ?? header;
    const text = number === undefined ? "⁝" : String(number);
    if (!shown || shown.textContent === text) return;
    shown.textContent = text;
    if (shown !== header) shown.setAttribute("aria-label", number === undefined ? "Heading: menu" : `Row ${number}: menu`);
  }

  private drawCells(element: HTMLTableRowElement, row: Row, old: Row | undefined, kept: number | undefined): void {
    if (row === old) return;
    this.drawn.columns.forEach((column, place) => {
      const text = row.cells[place] ?? "";
      const cell = element.children[place + 1];
      if (place === kept || !(cell instanceof HTMLElement) || (old && old.cells[place] === text)) return;
      this.drawCell(cell, text, column);
    });
  }

  /** Draws one cell anew, as after someone typed in it. */
  redraw({ row, column }: Place): void {
    const head = this.drawn.columns[column];
    const cell = this.at({ row, column });
    if (head === undefined || cell === undefined) return;
    if (row === -1) {
      cell.replaceWith(this.newTitle(head));
      return;
    }
    this.drawCell(cell, this.drawn.rows[row]?.cells[column] ?? "", head);
  }

  private drawCell(cell: HTMLElement, text: string, column: Column): void {
    cell.replaceChildren();
    if (column.choices && column.kind === "tick") {
      const isTicked = column.choices[1]?.value === text;
      cell.append(
        make("span", { class: "grid-tick", "aria-hidden": "true", "data-ticked": isTicked }),
        make("span", { class: "unseen" }, column.choices[isTicked ? 1 : 0]?.label ?? ""),
      );
    } else if (column.choices) {
      cell.textContent = column.choices.find(({ value }) => value === text)?.label ?? text;
    } else {
      this.options.draw(cell, text, column);
    }
  }

  /** Puts the rows into their order, and moves as few of them as it can. */
  private arrange(): void {
    let at: ChildNode | null = this.body.firstChild;
    for (const row of this.order) {
      if (row === at) at = at.nextSibling;
      else this.body.insertBefore(row, at);
    }
  }
}

function sameShape(column: Column, other: Column | undefined): boolean {
  return other !== undefined && column.id === other.id && column.kind === other.kind && column.isReadOnly === other.isReadOnly && column.choices === other.choices;
}
