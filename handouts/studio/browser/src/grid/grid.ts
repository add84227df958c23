/** A table that is edited: keys, mouse and clipboard of the ARIA grid pattern. */

import { Actions } from "./actions.js";
import { CellInput } from "./cell_input.js";
import { pastedPage } from "../pasted_page.js";
import { OWN_TYPE, copied, fromOwn, fromTsv, pasted, toHtml, toTsv } from "./clipboard.js";
import { hasControl, make, newElementId } from "./dom.js";
import { makeDraggable } from "./drag.js";
import { History } from "./history.js";
import { tableCells } from "./html_cells.js";
import { openMenu } from "./menu.js";
import type { Grid, GridOptions } from "./options.js";
import { Problems } from "./problems.js";
import { type Range, type Selection, at, clamped, isIn, isSingle, movedBy, neighbour, rangeOf } from "./selection.js";
import { type CellText, type Place, type Table, cellAt, correction, counted, numberOf, textAt, valueFor, withTexts } from "./table.js";
import { View } from "./view.js";

const HELP =
  "Arrow keys go from cell to cell. Enter or typing edits, Escape ends it, Tab goes on to the next cell. " +
  "Alt and arrow keys move a row or a column; Alt and F10 opens its menu.";

const TYPING = "Alt and Enter begin a new line; a hyphen and a space begin a list. Ctrl+I is italic, Ctrl+B bold, Escape takes back.";

export function mountGrid(place: HTMLElement, options: GridOptions): Grid {
  return new EditedGrid(place, options);
}

class EditedGrid implements Grid {
  readonly element: HTMLElement;
  private readonly history: History<Table>;
  private readonly view: View;
  private readonly actions: Actions;
  private readonly problems: Problems;
  private readonly status = make("p", { class: "grid-status", role: "status" });
  private readonly undoButton = this.tool("Undo", "Ctrl+Z", () => this.undo());
  private readonly redoButton = this.tool("Redo", "Ctrl+Y", () => this.redo());
  private selection: Selection = at({ row: 0, column: 0 });
  private input: { field: CellInput; row: string; column: string; run: string; isTyped: boolean } | undefined;
  private painted: HTMLElement[] = [];
  private current: HTMLElement | undefined;
  private ids = 0;

  constructor(place: HTMLElement, private readonly options: GridOptions) {
    this.history = new History(options.table);
    this.view = new View({
      label: options.label,
      hasRowButtons: true,
      hasColumnButtons: (column) => !column.isFixed && (options.columns ?? options.columnItems) !== undefined,
      draw: options.draw ?? ((element, text) => element.append(text)),
      onRowButton: (button) => this.prepareRowButton(button),
      onColumnButton: (button) => this.prepareColumnButton(button),
    });
    this.actions = new Actions(this, options, () => this.newId(), (from, to = from) => this.select({ anchor: from, focus: to }));
    this.problems = new Problems(
      (cell) => this.nameOf(cell),
      (cell) => this.goTo(cell),
      (question, choice) => options.onAnswer?.(question, choice),
    );
    const help = make("p", { id: newElementId("grid-help"), class: "unseen" }, HELP);
    this.view.table.setAttribute("aria-describedby", help.id);
    const scroller = make("div", { class: "grid-scroll" }, this.view.table);
    this.element = make("div", { class: "grid" }, this.tools(), scroller, this.status, this.problems.element, help);
    this.listen(this.view.table);
    this.draw();
    place.replaceChildren(this.element);
  }

  table(): Table {
    return this.history.state;
  }

  change(table: Table, done: string): void {
    this.endInput();
    if (table === this.table()) return;
    this.history.add(table);
    this.draw();
    this.say(done);
    this.options.onChange(table);
  }

  setTable(table: Table): void {
    const change = correction(this.table(), table);
    if (change) this.history.correct(change);
    else this.history.reset(table);
    const { input } = this;
    if (input && this.typedPlace() === undefined) {
      this.input = undefined;
      input.field.isHeld = true;
      this.draw();
      this.say(`This ${this.options.rowNoun} is no longer there. You were typing: ${input.field.field.value}`);
      return;
    }
    this.draw();
    if (input?.isTyped) this.type(input.field.field.value, input.run);
  }

  setProblems(problems: Parameters<Grid["setProblems"]>[0]): void {
    const said = this.status.textContent;
    const isOfProblem = said !== "" && said === this.problems.textAt(this.selection.focus);
    this.problems.set(problems, this.table());
    this.showProblems();
    if (isOfProblem) this.say(this.problems.textAt(this.selection.focus));
  }

  goTo(place: Place): void {
    this.select(at(clamped(this.table(), place)));
  }

  undo(): void {
    this.goOn(this.history.undo(), "Undone.", "There is nothing to undo.");
  }

  redo(): void {
    this.goOn(this.history.redo(), "Done again.", "There is nothing to do again.");
  }

  private goOn(table: Table | undefined, done: string, nothing: string): void {
    this.say(table ? done : nothing);
    if (table === undefined) return;
    const hadFocus = this.view.table.contains(document.activeElement);
    this.draw();
    if (hadFocus) this.selectQuietly(this.selection);
    this.options.onChange(table);
  }

  /** Shows the present state; the cell that someone is typing in stays as it is. */
  private draw(): void {
    const table = this.table();
    const typed = this.typedPlace();
    const field = this.input?.field.field;
    const hasFocus = field !== undefined && document.activeElement === field;
    if (this.input) this.input.field.isHeld = true;
    this.view.draw(table, typed);
    if (typed && field && !this.view.at(typed)?.contains(field)) {
      this.view.at(typed)?.replaceChildren(field);
      if (hasFocus) field.focus();
    }
    if (this.input) this.input.field.isHeld = false;
    this.selection = { anchor: clamped(table, this.selection.anchor), focus: clamped(table, this.selection.focus) };
    this.paint();
    this.showProblems();
    this.undoButton.setAttribute("aria-disabled", String(!this.history.canUndo));
    this.redoButton.setAttribute("aria-disabled", String(!this.history.canRedo));
  }

  private showProblems(): void {
    this.problems.show(this.table(), (cell) => this.view.at(cell));
  }

  // Selecting

  private select(selection: Selection): void {
    this.endInput();
    const table = this.table();
    this.selection = { anchor: clamped(table, selection.anchor), focus: clamped(table, selection.focus) };
    this.paint();
    this.current?.focus();
    this.say(this.problems.textAt(this.selection.focus));
  }

  private paint(): void {
    for (const cell of this.painted) cell.removeAttribute("aria-selected");
    const { range } = this;
    this.painted = [];
    this.view.table.classList.toggle("has-range", !isSingle(range));
    for (let row = Math.max(range.top, 0); row <= range.bottom; row += 1) {
      for (let column = range.left; column <= range.right; column += 1) {
        const cell = this.view.at({ row, column });
        if (cell === undefined) continue;
        cell.setAttribute("aria-selected", "true");
        this.painted.push(cell);
      }
    }
    const focus = this.view.at(this.selection.focus);
    if (focus === this.current) return;
    this.current?.setAttribute("tabindex", "-1");
    this.current = focus;
    this.current?.setAttribute("tabindex", "0");
  }

  private get range(): Range {
    return rangeOf(this.table(), this.selection);
  }

  /** Returns the rows that are selected, or the one of a place outside of them. */
  private rowsAt(row: number): { first: number; last: number } {
    const { top, bottom } = this.range;
    return row >= top && row <= bottom && top >= 0 ? { first: top, last: bottom } : { first: row, last: row };
  }

  // Typing

  private typedPlace(): Place | undefined {
    if (this.input === undefined) return undefined;
    const { columns, rows } = this.table();
    const row = this.input.row === "" ? -1 : rows.findIndex(({ id }) => id === this.input?.row);
    const column = columns.findIndex(({ id }) => id === this.input?.column);
    return column === -1 || (row === -1 && this.input.row !== "") ? undefined : { row, column };
  }

  private edit(isEmptied = false): void {
    const place = cellAt(this.table(), this.selection.focus);
    const column = this.table().columns[place.column];
    const cell = this.view.at(place);
    if (column === undefined || cell === undefined) return;
    const isTitle = place.row === -1;
    if (isTitle ? column.isFixed || !this.options.hasEditableTitles : column.isReadOnly) {
      this.say("This cell cannot be changed here.");
      return;
    }
    if (!isTitle && column.kind === "tick") {
      this.tick(place);
      return;
    }
    const row = isTitle ? "" : (this.table().rows[place.row]?.id ?? "");
    const run = `${row} ${column.id}`;
    const kind = isTitle ? { ...column, kind: "line" as const, choices: undefined } : column;
    const { choices, ...plain } = kind;
    const field = new CellInput({
      column: choices ? { ...plain, choices } : plain,
      text: textAt(this.table(), place),
      name: this.nameOf(place),
      hasMarks: this.options.marks === "markdown",
      describedBy: cell.getAttribute("aria-describedby"),
      onInput: (text) => this.type(text, run),
      onEnd: (end) => this.onInputEnd(end, run),
    });
    this.select(at(place));
    this.input = { field, row, column: column.id, run, isTyped: false };
    field.open(cell, isEmptied);
    if (!cell.hasAttribute("aria-describedby") && kind.kind === "lines") this.say(TYPING);
  }

  private type(text: string, run: string): void {
    const place = this.typedPlace();
    if (place === undefined) return;
    const column = this.table().columns[place.column];
    const value = column && place.row >= 0 ? valueFor(column, text) : text.replace(/\s*\n\s*/g, " ");
    if (value === undefined) return;
    if (this.input) this.input.isTyped = true;
    const table = withTexts(this.table(), [{ ...place, text: value }]);
    if (table === this.table()) return;
    this.history.add(table, run);
    if (place.row >= 0) this.view.draw(table, place);
    this.showProblems();
    this.undoButton.setAttribute("aria-disabled", "false");
    this.options.onChange(table);
  }

  private endInput(): void {
    this.input?.field.end("left");
  }

  private onInputEnd(end: Parameters<CellInput["end"]>[0], run: string): void {
    const place = this.typedPlace();
    const wasThere = document.activeElement === this.input?.field.field;
    this.input = undefined;
    if (end === "undo") {
      const before = this.table();
      this.history.abandon(run);
      if (before !== this.table()) this.options.onChange(this.table());
    } else {
      this.history.close();
    }
    if (place === undefined) return;
    this.view.draw(this.table());
    this.view.redraw(place);
    this.current = undefined;
    this.draw();
    if (wasThere && end === "left") return;
    if (end !== "left") this.follow(place, end);
  }

  /** Goes where a key leads that ended the typing. */
  private follow(place: Place, end: string): void {
    const table = this.table();
    if (end === "down") this.select(at(clamped(table, { row: place.row + 1, column: place.column })));
    else if (end === "next" || end === "previous") {
      const next = neighbour(table, place, end === "next" ? 1 : -1);
      if (next === undefined && end === "next" && place.row >= 0) this.actions.addRow(table.rows.length);
      else this.select(at(next ?? place));
      if (next !== undefined || end === "next") this.editIfPossible();
    } else this.select(at(place));
  }

  private editIfPossible(): void {
    const column = this.table().columns[this.selection.focus.column];
    if (column && !column.isReadOnly && column.kind !== "tick") this.edit();
  }

  private tick(place: Place): void {
    const choices = this.table().columns[place.column]?.choices ?? [];
    const isTicked = textAt(this.table(), place) === choices[1]?.value;
    const chosen = choices[isTicked ? 0 : 1];
    if (chosen) this.change(withTexts(this.table(), [{ ...place, text: chosen.value }]), `${chosen.label}.`);
  }

  // Keys, mouse, clipboard

  private listen(table: HTMLElement): void {
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("mousedown", (event) => this.onPress(event));
    table.addEventListener("mouseover", (event) => event.buttons === 1 && this.onPull(event));
    table.addEventListener("dblclick", (event) => this.view.placeOf(event.target) && this.edit());
    table.addEventListener("copy", (event) => this.onCopy(event, false));
    table.addEventListener("cut", (event) => this.onCopy(event, true));
    table.addEventListener("paste", (event) => this.onPaste(event));
    table.addEventListener("contextmenu", (event) => {
      const place = this.view.placeOf(event.target);
      if (place && this.menuAt(place)) event.preventDefault();
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const { focus, anchor } = this.selection;
    const to = event.altKey ? undefined : movedBy(this.table(), focus, event.key, hasControl(event));
    if (to) {
      event.preventDefault();
      this.select(event.shiftKey ? { anchor, focus: to } : at(to));
      return;
    }
    if (this.command(event)) event.preventDefault();
    else if (startsText(event) && focus.column >= 0) this.edit(true);
  }

  /** Does what a key stands for; false for a key that stands for nothing. */
  private command(event: KeyboardEvent): boolean {
    const { row, column } = this.selection.focus;
    const isButton = column === -1;
    const names = [hasControl(event) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.key];
    const commands: Readonly<Record<string, () => void>> = {
      "Ctrl+z": () => this.undo(),
      "Ctrl+y": () => this.redo(),
      "Ctrl+Shift+Z": () => this.redo(),
      "Ctrl+a": () => this.select(wholeOf(this.table())),
      "Shift+ ": () => this.select({ anchor: { row, column: -1 }, focus: { row, column: -1 } }),
      "Ctrl+ ": () => this.select({ anchor: { row: 0, column }, focus: { row: this.table().rows.length - 1, column } }),
      "Alt+ArrowUp": () => this.shiftRows(-1),
      "Alt+ArrowDown": () => this.shiftRows(1),
      "Alt+ArrowLeft": () => this.shiftColumn(-1),
      "Alt+ArrowRight": () => this.shiftColumn(1),
      "Alt+F10": () => this.menuAt({ row, column }),
      "Shift+F10": () => this.menuAt({ row, column }),
      ContextMenu: () => this.menuAt({ row, column }),
      Delete: () => this.clear(),
      Backspace: () => this.clear(),
      F2: () => this.edit(),
    };
    const own: Readonly<Record<string, () => void>> = { Enter: () => this.enter(), " ": () => this.enter() };
    const run = commands[names.filter(Boolean).join("+")] ?? (isButton || hasControl(event) ? undefined : own[event.key]);
    run?.();
    return run !== undefined;
  }

  private enter(): void {
    const { row, column } = this.selection.focus;
    if (row === -1 && !this.options.hasEditableTitles) this.menuAt({ row, column });
    else this.edit();
  }

  private onPress(event: MouseEvent): void {
    const place = this.view.placeOf(event.target);
    if (place === undefined || (event.target as Element).closest("button")) return;
    if (event.button === 2 && isIn(this.range, place)) return;
    event.preventDefault();
    const { focus, anchor } = this.selection;
    const isAgain = focus.row === place.row && focus.column === place.column && isSingle(this.range);
    const isTick = place.row >= 0 && this.table().columns[place.column]?.kind === "tick";
    const hadFocus = document.activeElement === this.current;
    this.select(event.shiftKey ? { anchor, focus: place } : at(place));
    if (event.button === 0 && !event.shiftKey && (isTick || (isAgain && hadFocus && place.row >= 0))) this.edit();
  }

  private onPull(event: MouseEvent): void {
    const place = this.view.placeOf(event.target);
    if (place && !this.input && place.column >= 0 && place.row >= 0 && this.current === document.activeElement) {
      this.select({ anchor: this.selection.anchor, focus: place });
    }
  }

  private onCopy(event: ClipboardEvent, isCut: boolean): void {
    if (!event.clipboardData) return;
    event.preventDefault();
    const block = copied(this.table(), this.range);
    event.clipboardData.setData("text/plain", toTsv(block));
    event.clipboardData.setData("text/html", toHtml(block));
    event.clipboardData.setData(OWN_TYPE, JSON.stringify(block));
    const count = block.length * (block[0]?.length ?? 0);
    if (isCut) this.clear();
    this.say(`${counted(count, "cell")} ${isCut ? "cut" : "copied"}.`);
  }

  private onPaste(event: ClipboardEvent): void {
    if (!event.clipboardData) return;
    event.preventDefault();
    const { columns } = this.options;
    const found = pasted(this.table(), this.range, blockOf(event.clipboardData, this.options.marks), {
      newId: () => this.newId(),
      canAddRows: true,
      newColumn: columns?.make,
      mostColumns: columns?.most ?? 0,
      hasEditableTitles: this.options.hasEditableTitles,
    });
    const { top, left, bottom, right } = found.range;
    this.change(found.table, "");
    this.select({ anchor: { row: top, column: left }, focus: { row: bottom, column: right } });
    this.say(["Pasted.", ...found.notes].join(" "));
  }

  private clear(): void {
    const { top, bottom, left, right } = this.range;
    const texts: CellText[] = [];
    for (let row = Math.max(top, 0); row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const cell = column === left ? cellAt(this.table(), { row, column }) : { row, column };
        const head = this.table().columns[cell.column];
        if (head && !head.isReadOnly) texts.push({ ...cell, text: head.choices?.[0]?.value ?? "" });
      }
    }
    this.change(withTexts(this.table(), texts), `${counted(texts.length, "cell")} emptied.`);
  }

  private shiftRows(step: 1 | -1): void {
    const { anchor, focus } = this.selection;
    const { top, bottom } = this.range;
    const before = this.table();
    this.actions.moveRows({ first: top, last: bottom }, top + step);
    if (this.table() === before) return;
    const moved = ({ row, column }: Place): Place => ({ row: row + step, column });
    this.selectQuietly({ anchor: moved(anchor), focus: moved(focus) });
  }

  private shiftColumn(step: 1 | -1): void {
    const { row, column } = this.selection.focus;
    const before = this.table();
    this.actions.moveColumn(column, column + step);
    if (this.table() !== before) this.selectQuietly(at({ row, column: column + step }));
  }

  /** Selects, and leaves what was said last to be heard. */
  private selectQuietly(selection: Selection): void {
    const said = this.status.textContent ?? "";
    this.select(selection);
    this.say(said);
  }

  // Menus and handles

  private menuAt({ row, column }: Place): boolean {
    const items = row === -1 ? this.actions.columnItems(column) : this.actions.rowItems(this.rowsAt(row));
    const button = row === -1 ? this.view.at({ row, column })?.querySelector("button") : this.view.at({ row, column: -1 });
    if (items.length === 0 || !button) return false;
    openMenu(button, row === -1 ? "Column" : capital(this.options.rowNoun), items);
    return true;
  }

  private prepareRowButton(button: HTMLButtonElement): void {
    const row = (): number => this.view.placeOf(button)?.row ?? 0;
    button.addEventListener("click", () => {
      const place = { row: row(), column: -1 };
      if (!isIn(this.range, { row: place.row, column: 0 })) this.select(at(place));
      this.menuAt(place);
    });
    if (!this.options.canMoveRows) return;
    makeDraggable(button, {
      axis: "y",
      targets: () => this.view.rowElements,
      from: row,
      onDrop: (to) => {
        this.actions.moveRows({ first: row(), last: row() }, to);
        this.selectQuietly(at({ row: to, column: -1 }));
      },
    });
  }

  private prepareColumnButton(button: HTMLButtonElement): void {
    const column = (): number => this.view.placeOf(button)?.column ?? 0;
    button.addEventListener("click", () => {
      this.select(at({ row: -1, column: column() }));
      this.menuAt({ row: -1, column: column() });
    });
    if (!this.options.columns) return;
    makeDraggable(button, {
      axis: "x",
      targets: () => this.view.titleElements,
      from: column,
      onDrop: (to) => {
        this.actions.moveColumn(column(), to);
        this.selectQuietly(at({ row: -1, column: to }));
      },
    });
  }

  private tools(): HTMLElement {
    const { rowNoun, columns, hasHeadings } = this.options;
    const add = this.tool(`Add ${rowNoun}`, "", () => this.actions.addRow(this.table().rows.length));
    const addHeading = this.tool("Add heading", "", () => this.actions.addHeading(this.selection.focus.row));
    const addColumn = this.tool("Add column", "", () => this.actions.addColumn(this.table().columns.length));
    const buttons = [add, ...(columns ? [addColumn] : []), ...(hasHeadings ? [addHeading] : []), this.undoButton, this.redoButton, this.problems.opener];
    return make("div", { class: "grid-tools", role: "group", "aria-label": this.options.label }, ...buttons);
  }

  private tool(text: string, keys: string, run: () => void): HTMLButtonElement {
    const button = make("button", { type: "button", class: "grid-tool", title: keys || undefined }, text);
    button.addEventListener("click", run);
    return button;
  }

  private nameOf({ row, column }: Place): string {
    const title = this.table().columns[column]?.title ?? "";
    if (row === -1) return `Title of column ${column + 1}`;
    const name = `Row ${numberOf(this.table().rows, row)}`;
    if (this.table().rows[row]?.isHeading) return `Heading above ${name.toLowerCase()}`;
    return column === -1 ? name : `${name}, ${title}`;
  }

  private say(text: string): void {
    this.status.textContent = text;
  }

  private newId(): string {
    this.ids += 1;
    return `new-${this.ids}`;
  }
}

function blockOf(data: DataTransfer, marks: GridOptions["marks"]): string[][] {
  const own = fromOwn(data.getData(OWN_TYPE));
  if (own) return own;
  const html = data.getData("text/html");
  const cells = html ? tableCells(pastedPage(html).body, marks) : undefined;
  return cells ?? fromTsv(data.getData("text/plain"));
}

function wholeOf(table: Table): Selection {
  return { anchor: { row: 0, column: 0 }, focus: { row: table.rows.length - 1, column: table.columns.length - 1 } };
}

function startsText(event: KeyboardEvent): boolean {
  if (hasControl(event) || event.altKey) return false;
  return event.key.length === 1 || event.key === "Dead" || event.key === "Process";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
