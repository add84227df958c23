/** Find and replace: what is found is marked in the text, and a bar leads from one place to the next. */

import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import { element } from "./page_element.js";
import { plainWords } from "./plain_words.js";

interface Place {
  readonly from: number;
  readonly to: number;
}

interface Found {
  readonly wanted: string;
  readonly places: readonly Place[];
}

const KEY = new PluginKey<Found>("find");
const NOTHING: Found = { wanted: "", places: [] };

export function finding(): Plugin {
  return new Plugin<Found>({
    key: KEY,
    state: {
      init: () => NOTHING,
      apply: (tr, found) => {
        const wanted = (tr.getMeta(KEY) as string | undefined) ?? found.wanted;
        return wanted === found.wanted && !tr.docChanged ? found : { wanted, places: search(tr, wanted) };
      },
    },
    props: {
      decorations: (state) => {
        const { from, to } = state.selection;
        const marks = placesOf(state).map((place) => {
          const isCurrent = place.from === from && place.to === to;
          return Decoration.inline(place.from, place.to, { class: isCurrent ? "article-found current" : "article-found" });
        });
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}

/** Capitals do not count, nor whether a quotation mark or apostrophe is straight. */
function folded(text: string): string {
  const plain = text.replace(/[‘’‚‛]/g, "'").replace(/[“”„]/g, '"').replace(/\s/g, " ");
  return plain.split("").map((letter) => (letter.toLowerCase().length === 1 ? letter.toLowerCase() : letter)).join("");
}

function search({ doc }: Transaction, wanted: string): Place[] {
  const found: Place[] = [];
  const sought = folded(wanted);
  if (sought === "") return found;
  for (const { text, placeOf } of plainWords(doc)) {
    const line = folded(text);
    for (let at = line.indexOf(sought); at >= 0; at = line.indexOf(sought, at + sought.length)) {
      found.push({ from: placeOf(at), to: placeOf(at + sought.length - 1) + 1 });
    }
  }
  return found;
}

function placesOf(state: EditorState): readonly Place[] {
  return KEY.getState(state)?.places ?? [];
}

/** The bar above the text. It is there while it is used. */
export class FindBar {
  readonly dom: HTMLElement;
  private readonly find = element("input", { type: "text", "aria-label": "Find", placeholder: "Find", autocomplete: "off" });
  private readonly replacement = element("input", { type: "text", "aria-label": "Replace with", placeholder: "Replace with", autocomplete: "off" });
  private readonly status = element("span", { class: "article-find-status", role: "status" });

  constructor(private readonly view: () => EditorView) {
    const button = (words: string, act: () => void): HTMLElement => {
      const made = element("button", { type: "button" }, words);
      made.addEventListener("click", act);
      return made;
    };
    this.dom = element(
      "div",
      { class: "article-find", role: "search", "aria-label": "Find and replace" },
      this.find,
      this.status,
      button("Previous", () => this.go(-1)),
      button("Next", () => this.go(1)),
      this.replacement,
      button("Replace", () => this.replace()),
      button("Replace all", () => this.replaceAll()),
      button("Close", () => this.close()),
    );
    this.dom.hidden = true;
    this.find.addEventListener("input", () => this.seek());
    this.dom.addEventListener("keydown", (event) => this.key(event));
  }

  open(inReplacement: boolean): void {
    const { state } = this.view();
    const { from, to } = state.selection;
    const selected = state.doc.textBetween(from, to, " ");
    if (selected !== "" && selected.length < 100) this.find.value = selected;
    this.dom.hidden = false;
    this.send(this.find.value);
    (inReplacement ? this.replacement : this.find).select();
    (inReplacement && this.find.value !== "" ? this.replacement : this.find).focus();
  }

  close(): void {
    this.dom.hidden = true;
    this.send("");
    this.view().focus();
  }

  /** Shows how many there are, and which one is selected. */
  update(state: EditorState): void {
    if (this.dom.hidden) return;
    const places = placesOf(state);
    const current = places.findIndex(({ from, to }) => from === state.selection.from && to === state.selection.to) + 1;
    const all = places.length === 0 ? "None found" : `${places.length} found`;
    this.status.textContent = this.find.value === "" ? "" : current > 0 ? `${current} of ${places.length}` : all;
  }

  private send(wanted: string): void {
    const view = this.view();
    view.dispatch(view.state.tr.setMeta(KEY, wanted).setMeta("addToHistory", false));
  }

  /** Goes to the first place from the cursor on while she types. */
  private seek(): void {
    this.send(this.find.value);
    const { state } = this.view();
    const places = placesOf(state);
    this.select(places.find(({ from }) => from >= state.selection.from) ?? places[0]);
  }

  private go(step: 1 | -1): void {
    const { state } = this.view();
    const places = placesOf(state);
    const { from, to } = state.selection;
    const next = step > 0 ? (places.find((place) => place.from >= to) ?? places[0]) : (places.findLast((place) => place.to <= from) ?? places.at(-1));
    this.select(next);
  }

  private select(place: Place | undefined): void {
    if (place === undefined) return;
    const view = this.view();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)).scrollIntoView());
  }

  private replace(): void {
    const view = this.view();
    const { from, to } = view.state.selection;
    if (placesOf(view.state).some((place) => place.from === from && place.to === to)) view.dispatch(replaced(view.state.tr, [{ from, to }], this.replacement.value));
    this.go(1);
  }

  private replaceAll(): void {
    const view = this.view();
    const places = placesOf(view.state);
    view.dispatch(replaced(view.state.tr, places, this.replacement.value));
    this.status.textContent = `${places.length} replaced`;
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.find) this.go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.replacement) this.replace();
    else return;
    event.preventDefault();
  }
}

function replaced(tr: Transaction, places: readonly Place[], words: string): Transaction {
  for (const { from, to } of [...places].reverse()) tr.insertText(words, from, to);
  return tr;
}
