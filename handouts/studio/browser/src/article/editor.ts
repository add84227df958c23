/** The article editor: a word processor of what our Markdown can hold. */

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { type Mark, type Node, Slice } from "prosemirror-model";
import { type Command, EditorState, Selection, type Transaction } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";

import { Soon } from "../soon.js";
import { leadsSomewhere } from "./addresses.js";
import { ArticleText, linesWithin, type Written } from "./article_text.js";
import { ask } from "./ask.js";
import { goToNote, insertChart, selectedNode } from "./commands.js";
import { editing } from "./editing.js";
import { FindBar, finding } from "./find.js";
import { keyTerms, setKeyTerms, toggleKeyTerm, writtenTerms } from "./key_terms.js";
import { element } from "./page_element.js";
import { cleaned } from "./pasted.js";
import { choosePicture, editPicture, hasFiles, insertPictures, type PictureOptions, picturesOf, type UploadedPicture } from "./pictures.js";
import { count } from "./plain_words.js";
import { type PlacedProblem, type Problem, problems, showProblems } from "./problems.js";
import { pullQuotes, setPullQuotes, togglePullQuote, writtenQuotes } from "./pull_quotes.js";
import { schema } from "./schema.js";
import { Toolbar } from "./toolbar.js";
import { styleChoice, tableTools, toolsOf } from "./tools.js";
import { nodeViews } from "./views.js";

export interface ArticleOptions {
  readonly markdown: string;
  /** Called a moment after a change of words or of what is marked, and when the editor is left with one. */
  readonly onChange: () => void;
  /** The charts of the training; `name` is "" for the one that needs none. */
  readonly charts?: readonly { readonly name: string; readonly title: string }[];
  readonly upload?: (file: File) => Promise<UploadedPicture>;
  /** Where the page gets a picture from, by the path that the article gives. */
  readonly pictureAddress?: (path: string) => string;
  /** The sentences that are shown again, as they are written in the details of the article. */
  readonly pullQuotes?: readonly string[];
  /** The words worth knowing, as they are written. */
  readonly keyTerms?: readonly string[];
  /** Why none can be marked. */
  readonly whyNoTerms?: string;
  /** Called with the line of the file, from 1, when the cursor comes to another block. */
  readonly onCursor?: (line: number) => void;
}

export interface ArticleHandle {
  /** The whole file as it would be saved now. */
  markdown(): string;
  /** Shows what another program wrote. What is equal stays, with the cursor and what can be undone. */
  replace(markdown: string): void;
  /** Takes the front matter of another text for its own; the words stay as they are. */
  takeDetails(markdown: string): void;
  pullQuotes(): readonly string[];
  keyTerms(): readonly string[];
  /** Shows what somebody else has marked. */
  setPullQuotes(quotes: readonly string[]): void;
  setKeyTerms(terms: readonly string[]): void;
  /** Says something below the text. */
  say(text: string): void;
  /** Puts the cursor into the block at a line of the file, from 1. */
  goToLine(line: number): void;
  lineAtCursor(): number;
  count(): { readonly words: number; readonly minutes: number };
  setProblems(problems: readonly Problem[]): void;
  focus(): void;
  /** Passes on what was not passed on yet, and takes the editor from the page. */
  destroy(): void;
}

/** Milliseconds from a change until it is passed on, with those that followed it. */
const PAUSE = 5;
/** Milliseconds after which it is passed on although others follow. */
const LATEST = 100;
/** Pixels of the text that the buttons above it and the line below it may cover. */
const COVERED = { top: 110, bottom: 60, left: 0, right: 0 };
const LEAVING = ["beforeunload", "pagehide"];

export function mount(place: HTMLElement, options: ArticleOptions): ArticleHandle {
  return new ArticleEditor(place, options);
}

class ArticleEditor implements ArticleHandle {
  private text: ArticleText;
  private readonly view: EditorView;
  private readonly whole: HTMLElement;
  private readonly toolbar: Toolbar;
  private readonly tableBar: Toolbar;
  private readonly style: ReturnType<typeof styleChoice>;
  private readonly findBar = new FindBar(() => this.view);
  private readonly words = element("span", { class: "article-count" });
  private readonly said = element("span", { role: "status", class: "article-said" });
  private readonly descriptions = element("div", { class: "unseen" });
  private readonly uploaded = new Map<string, string>();
  private readonly soon = new Soon(() => this.passOn(), PAUSE, LATEST);
  private cursorBlock = -1;
  private passed: Passed;

  constructor(
    place: HTMLElement,
    private readonly options: ArticleOptions,
  ) {
    const view = (): EditorView => this.view;
    const pictures = this.pictures();
    const picture = pictures === null ? null : (): void => choosePicture(this.view, pictures);
    const asking = { link: () => void this.askLink(), picture, chart: () => void this.askChart(), find: () => this.findBar.open(false), pullQuote: () => this.quote(), keyTerm: () => this.markTerm() };
    this.text = new ArticleText(options.markdown);
    this.style = styleChoice(view);
    this.toolbar = new Toolbar("Text", toolsOf(view, asking), this.style.dom);
    this.tableBar = new Toolbar("Table", tableTools(view));
    const page = element("div", { class: "article-page" });
    const foot = element("div", { class: "article-foot" }, this.words, this.said);
    const head = element("div", { class: "article-head" }, this.toolbar.dom, this.tableBar.dom, this.findBar.dom);
    this.whole = element("div", { class: "article-editor" }, head, page, foot, this.descriptions);
    place.append(this.whole);
    this.view = this.makeView(page, pictures);
    this.passed = passedOf(this.view.state);
    this.takeDrops(pictures);
    this.whole.addEventListener("focusout", () => this.passOn());
    document.addEventListener("visibilitychange", this.passOn);
    for (const leaving of LEAVING) window.addEventListener(leaving, this.passOn);
    this.show();
  }

  markdown(): string {
    return this.written().markdown;
  }

  replace(markdown: string): void {
    this.passOn();
    const text = new ArticleText(markdown);
    const { doc, tr } = this.view.state;
    const start = doc.content.findDiffStart(text.doc.content);
    const end = doc.content.findDiffEnd(text.doc.content);
    this.text = text;
    if (start !== null && end !== null) {
      // Equal letters on both sides of the change can overlap.
      const overlap = Math.max(0, start - Math.min(end.a, end.b));
      tr.replace(start, end.a + overlap, text.doc.slice(start, end.b + overlap));
      this.view.dispatch(tr.setMeta("addToHistory", false));
    }
    text.adopt(this.view.state.doc);
    this.soon.taken();
    this.passed = passedOf(this.view.state);
  }

  takeDetails(markdown: string): void {
    this.text.takeDetails(markdown);
  }

  pullQuotes(): readonly string[] {
    return writtenQuotes(this.view.state);
  }

  keyTerms(): readonly string[] {
    return writtenTerms(this.view.state);
  }

  setPullQuotes(quotes: readonly string[]): void {
    this.view.dispatch(setPullQuotes(this.view.state, quotes));
    this.passed = { ...this.passed, quotes: passedOf(this.view.state).quotes };
  }

  setKeyTerms(terms: readonly string[]): void {
    this.view.dispatch(setKeyTerms(this.view.state, terms));
    this.passed = { ...this.passed, terms: passedOf(this.view.state).terms };
  }

  say(text: string): void {
    this.tell(text, false);
  }

  goToLine(line: number): void {
    const pos = this.positionOf(line);
    if (pos === null) return;
    const selection = Selection.near(this.view.state.doc.resolve(pos + 1));
    this.view.dispatch(this.view.state.tr.setSelection(selection).scrollIntoView());
    this.view.focus();
  }

  lineAtCursor(): number {
    const { from } = this.view.state.selection;
    let found = 1;
    for (const { pos, line } of this.lines()) if (pos <= from) found = line;
    return found;
  }

  count(): { readonly words: number; readonly minutes: number } {
    return count(this.view.state.doc);
  }

  setProblems(found: readonly Problem[]): void {
    const placed = found.flatMap(({ line, text }, number): PlacedProblem[] => {
      const pos = this.positionOf(line);
      return pos === null ? [] : [{ pos, text, id: `article-problem-${number}` }];
    });
    this.descriptions.replaceChildren(...placed.map(({ id, text }) => element("p", { id }, text)));
    this.view.dispatch(showProblems(this.view.state, placed));
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.passOn();
    document.removeEventListener("visibilitychange", this.passOn);
    for (const leaving of LEAVING) window.removeEventListener(leaving, this.passOn);
    this.view.destroy();
    this.whole.remove();
  }

  private makeView(page: HTMLElement, pictures: PictureOptions | null): EditorView {
    const { charts = [], pictureAddress } = this.options;
    const keys = this.keys();
    const plugins = [...editing(keys), finding(), problems(), pullQuotes(this.options.pullQuotes ?? []), keyTerms(this.options.keyTerms ?? []), dropCursor(), gapCursor()];
    return new EditorView(page, {
      state: begun(EditorState.create({ doc: this.text.doc, plugins })),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "Article", class: "article-text", spellcheck: "true" },
      nodeViews: nodeViews({
        pictureAddress: (path) => this.uploaded.get(path) ?? pictureAddress?.(path) ?? path,
        chartTitle: (name) => charts.find((chart) => chart.name === name)?.title ?? "",
        editPicture: (view, pos) => void editPicture(view, pos),
      }),
      scrollThreshold: COVERED,
      scrollMargin: COVERED,
      dispatchTransaction: (tr) => this.apply(tr),
      transformPastedHTML: (html) => this.cleaned(html),
      handlePaste: (_view, event, slice) => this.takeFiles(event.clipboardData, slice, pictures),
      handleDrop: (view, event, slice, moved) => {
        if (moved || !hasFiles(event.dataTransfer)) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at !== null) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        return this.takeFiles(event.dataTransfer, slice, pictures);
      },
      handleClickOn: (_view, _pos, node) => node.type === schema.nodes.note_ref && this.follow(node),
    });
  }

  private keys(): Record<string, Command> {
    const act = (does: () => void) => (): boolean => {
      does();
      return true;
    };
    return {
      "Mod-k": act(() => void this.askLink()),
      "Mod-f": act(() => this.findBar.open(false)),
      "Mod-h": act(() => this.findBar.open(true)),
      "Alt-F10": act(() => this.toolbar.focus()),
      Enter: (state) => {
        const picture = selectedNode(state, schema.nodes.figure);
        if (picture !== null) void editPicture(this.view, picture.pos);
        return picture !== null;
      },
      // Where Tab indents, this is the way out of the text.
      Escape: act(() => this.toolbar.focus()),
    };
  }

  private apply(tr: Transaction): void {
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged) this.said.textContent = "";
    if (!isSame(this.passed, passedOf(this.view.state))) this.soon.changed();
    this.show();
    this.passCursor();
  }

  /** Passes on what changed since it was done last. */
  private readonly passOn = (): void => {
    this.soon.taken();
    if (this.view.isDestroyed) return;
    const last = this.passed;
    this.passed = passedOf(this.view.state);
    if (!isSame(last, this.passed)) this.options.onChange();
  };

  private passCursor(): void {
    const { onCursor } = this.options;
    const { $from } = this.view.state.selection;
    const block = $from.depth > 0 ? $from.before($from.depth) : $from.pos;
    if (onCursor === undefined || block === this.cursorBlock) return;
    this.cursorBlock = block;
    onCursor(this.lineAtCursor());
  }

  private show(): void {
    const { state } = this.view;
    const { words, minutes } = this.count();
    this.toolbar.update(state);
    this.tableBar.dom.hidden = !isInTable(state);
    this.tableBar.update(state);
    this.style.update();
    this.findBar.update(state);
    this.words.textContent = `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"} · ${minutes} min to read`;
  }

  private written(): Written {
    return this.text.write(this.view.state.doc);
  }

  /** The line of each textblock, picture and chart that is written, with its position. */
  private lines(): { readonly pos: number; readonly line: number }[] {
    const starts: number[] = [];
    this.view.state.doc.forEach((_, offset) => void starts.push(offset));
    return this.written().blocks.flatMap(({ node, place, line, text }) => {
      const start = starts[place] ?? 0;
      const within = linesWithin(text);
      const inner: number[] = [];
      if (node.isTextblock || node.isLeaf) inner.push(start);
      node.descendants((each, offset) => {
        if (each.isTextblock || (each.isBlock && each.isLeaf)) inner.push(start + 1 + offset);
        return !each.isTextblock;
      });
      // What reads as something else has only the line at which it begins.
      const isAlike = inner.length === within.length;
      return isAlike ? inner.map((pos, place) => ({ pos, line: line - 1 + (within[place] ?? 1) })) : [{ pos: start, line }];
    });
  }

  /** The position of the first block at a line, or at the last line above it that begins one. */
  private positionOf(line: number): number | null {
    let found: { readonly pos: number; readonly line: number } | null = null;
    for (const each of this.lines()) if (found === null || (each.line <= line && each.line > found.line)) found = each;
    return found?.pos ?? null;
  }

  private follow(node: Node): boolean {
    return goToNote(String(node.attrs["label"]), schema.nodes.note)(this.view.state, this.view.dispatch);
  }

  private report(text: string): void {
    this.tell(text, true);
  }

  private tell(text: string, isBad: boolean): void {
    this.said.classList.toggle("bad", isBad);
    this.said.textContent = text;
  }

  private cleaned(html: string): string {
    const { html: clean, pictures } = cleaned(html);
    if (pictures > 0) setTimeout(() => this.report("Pictures are not pasted with text. Bring each in by “Insert picture”."));
    return clean;
  }

  private pictures(): PictureOptions | null {
    const { upload } = this.options;
    if (upload === undefined) return null;
    return {
      upload,
      uploaded: ({ path, url }) => void this.uploaded.set(path, url),
      report: (text) => this.report(text),
    };
  }

  /** Takes files that come alone; with words around them, as Word puts both, the words come in. */
  private takeFiles(transfer: DataTransfer | null, slice: Slice, pictures: PictureOptions | null): boolean {
    if (!hasFiles(transfer) || slice.content.size > 0 || pictures === null) return false;
    const { files, others } = picturesOf(transfer);
    void insertPictures(this.view, files, pictures).then(() => {
      const names = others.map(({ name }) => `“${name}”`).join(", ");
      if (names !== "") this.report(`${names} ${others.length === 1 ? "is no picture and was" : "are no pictures and were"} left out. An article takes PNG, JPEG, WebP, GIF and SVG.`);
    });
    return true;
  }

  /** A file that is dropped beside the text stands at the cursor: a browser would open it instead of this page. */
  private takeDrops(pictures: PictureOptions | null): void {
    for (const name of ["dragover", "drop"] as const) {
      this.whole.addEventListener(name, (event) => {
        if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        if (name === "drop") this.takeFiles(event.dataTransfer, Slice.empty, pictures);
      });
    }
  }

  private quote(): void {
    if (!togglePullQuote(this.view.state, this.view.dispatch)) this.report("Put the cursor into a sentence of a paragraph.");
    this.view.focus();
  }

  private markTerm(): void {
    const before = this.keyTerms().length;
    const why = this.options.whyNoTerms || toggleKeyTerm(this.view.state, this.view.dispatch);
    const { length } = this.keyTerms();
    if (why !== "") this.report(why);
    else this.say(`${length > before ? "This is a key term now" : "This is no key term any more"}: there ${length === 1 ? "is 1" : `are ${length}`}.`);
    this.view.focus();
  }

  private async askChart(): Promise<void> {
    const { charts = [] } = this.options;
    const [only] = charts;
    if (charts.length <= 1) {
      insertChart(only?.name ?? "")(this.view.state, this.view.dispatch);
      this.view.focus();
      return;
    }
    const choices = charts.map(({ name, title }) => [name, title] as const);
    const answers = await ask({ title: "Insert chart here", button: "Insert", fields: [{ name: "chart", label: "Chart", choices }] });
    if (answers === null || answers === "removed") return;
    insertChart(answers["chart"] ?? "")(this.view.state, this.view.dispatch);
    this.view.focus();
  }

  private async askLink(): Promise<void> {
    const { state } = this.view;
    const place = linkAround(state);
    const { from, to } = place ?? state.selection;
    const address = String(place?.mark.attrs["href"] ?? "").replace(/^mailto:/, "");
    const answers = await ask({
      title: "Link",
      button: place === null ? "Insert" : "Save",
      ...(place === null ? {} : { remove: "Remove link" }),
      fields: [
        { name: "address", label: "Web or e-mail address", value: address, required: true, check: addressProblem },
        ...(from === to ? [{ name: "words", label: "Words", help: "What is to be read and clicked on." }] : []),
      ],
    });
    if (answers === null || this.view.isDestroyed) return;
    const tr = this.view.state.tr.removeMark(from, to, schema.marks.link);
    if (answers !== "removed") {
      const href = fullAddress(answers["address"] ?? "");
      const words = answers["words"] || (answers["address"] ?? "");
      if (from === to) tr.insertText(words, from);
      tr.addMark(from, from === to ? from + words.length : to, schema.marks.link.create({ href }));
    }
    this.view.dispatch(tr);
    this.view.focus();
  }
}

/** A state in which each plugin has had its turn. */
function begun(state: EditorState): EditorState {
  return state.apply(state.tr);
}

/** What was passed on last: the document, the pull quotes in one text, and the key terms. */
interface Passed {
  readonly doc: Node;
  readonly quotes: string;
  readonly terms: string;
}

function passedOf(state: EditorState): Passed {
  return { doc: state.doc, quotes: writtenQuotes(state).join("\n"), terms: writtenTerms(state).join("\n") };
}

function isSame(one: Passed, other: Passed): boolean {
  return one.doc === other.doc && one.quotes === other.quotes && one.terms === other.terms;
}

/** An address as it is typed, with what it leaves out. */
function fullAddress(typed: string): string {
  if (/^(https?:\/\/|mailto:)/i.test(typed)) return typed;
  return /^[^\s/@]+@[^\s/@]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`;
}

function addressProblem(typed: string): string {
  const full = fullAddress(typed);
  return leadsSomewhere(full) && full.includes(".") ? "" : "Write an address such as www.example.org, without spaces.";
}

/** The link at the cursor, as far as it goes. */
function linkAround(state: EditorState): { readonly from: number; readonly to: number; readonly mark: Mark } | null {
  const { $from } = state.selection;
  const mark = schema.marks.link.isInSet([...$from.marks(), ...($from.nodeAfter?.marks ?? [])]);
  if (mark === undefined) return null;
  let found: { from: number; to: number } | null = null;
  $from.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks)) return;
    const from = $from.start() + offset;
    const to = from + node.nodeSize;
    if (found !== null && found.to === from) found = { from: found.from, to };
    else if (found === null || found.to < $from.pos) found = { from, to };
  });
  const range = found as { from: number; to: number } | null;
  return range === null ? null : { ...range, mark };
}
