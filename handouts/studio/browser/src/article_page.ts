/** The article in its editor, saved as it is typed, and shown beside it as it will be printed. */

import { type ArticleChange, articleEditorOf, mountArticleEditor } from "./article/component.js";
import type { Finding } from "./preview.js";
import { Saver } from "./saving.js";

interface Options {
  readonly file: string;
  readonly text: string;
  readonly version: string;
  readonly charts: readonly { readonly name: string; readonly title: string }[];
  /** The address that takes pictures; below it they are shown. */
  readonly pictures: string;
  /** Where the article is saved, with the pull quotes that are chosen. */
  readonly save: string;
  /** The address that finds the pull quotes of a text. */
  readonly quotes: string;
  readonly pull_quotes: readonly string[];
  readonly terms: KeyTerms;
}

/** The words worth knowing, and the file that has them. */
interface KeyTerms {
  readonly file: string;
  /** One a line. */
  readonly text: string;
  readonly version: string;
  readonly address: string;
  /** Why they cannot be read. */
  readonly problem?: string;
}

/** What leads here to mark key terms. */
const MARKING = "#key-terms";

export function mountArticlePage(element: HTMLElement, options: unknown): void {
  const { file, text, version, charts, pictures, save, quotes: quotesOf, pull_quotes: pullQuotes, terms } = options as Options;
  mountArticleEditor(element, {
    markdown: text,
    charts,
    pullQuotes,
    keyTerms: lines(terms.text),
    ...(terms.problem === undefined ? {} : { whyNoTerms: terms.problem }),
    upload: pictures,
    pictures: `${pictures}/`,
  });
  const editor = articleEditorOf(element);
  if (editor === undefined) return;
  let quotes = pullQuotes;
  /** Those that were sent last; null where they stand in the text already. */
  let sent: readonly string[] | null = null;
  let areChosen = false;
  let marked = terms.text;
  let shown = text;
  let replaced = 0;

  const show = (): void => {
    shown = editor.markdown();
    window.dispatchEvent(new CustomEvent("studio:text", { detail: { file, text: shown } }));
  };
  const replace = (other: string): void => {
    editor.replace(other);
    areChosen = false;
    quotes = editor.pullQuotes();
    show();
    const number = ++replaced;
    void quotesIn(quotesOf, other).then((found) => {
      if (areChosen || number !== replaced) return; // there is something newer
      quotes = found;
      editor.setPullQuotes(found);
    });
  };
  const saver = new Saver({
    file,
    version,
    text: () => editor.markdown(),
    replace,
    address: save,
    isSentTwice: true,
    more: () => {
      sent = areChosen ? quotes : null;
      return sent === null ? {} : { pull_quotes: sent };
    },
    onSaved: (written) => {
      if (sent === null) return;
      if (sent === quotes) areChosen = false;
      editor.takeDetails(written);
      show();
    },
  });
  const termsSaver = new Saver({
    file: terms.file,
    version: terms.version,
    text: () => marked,
    replace: (other) => {
      marked = other;
      editor.setKeyTerms(lines(other));
    },
    address: terms.address,
    reading: terms.address,
    isSentTwice: true,
    onSaved: show,
  });
  element.addEventListener("article:change", (event) => {
    const now = (event as CustomEvent<ArticleChange>).detail;
    if (now.keyTerms.join("\n") !== marked) {
      marked = now.keyTerms.join("\n");
      termsSaver.changed();
    }
    const isQuote = JSON.stringify(now.pullQuotes) !== JSON.stringify(quotes);
    if (isQuote) {
      quotes = now.pullQuotes;
      areChosen = true;
    }
    if (!isQuote && now.markdown === shown) return;
    saver.changed();
    show();
  });
  element.addEventListener("article:cursor", (event) => {
    const { line } = (event as CustomEvent<{ line: number }>).detail;
    window.dispatchEvent(new CustomEvent("studio:cursor", { detail: { file, line } }));
  });
  window.addEventListener("studio:go", (event) => {
    const { file: of, line } = (event as CustomEvent<{ file: string; line: number }>).detail;
    if (of === file) editor.goToLine(line);
  });
  window.addEventListener("studio:problems", (event) => {
    const found = (event as CustomEvent<readonly Finding[]>).detail.filter((problem) => problem.file === file);
    editor.setProblems(found.map(({ line, cause, fix }) => ({ line, text: `${cause} ${fix}`.trim() })));
  });
  if (window.location.hash === MARKING) {
    editor.focus();
    editor.say(terms.problem ?? "Select words of the article, then press “Key term”. Those that are marked have a dotted line below them.");
  }
}

function lines(text: string): readonly string[] {
  return text === "" ? [] : text.split("\n");
}

/** Returns the pull quotes in the details of a text. */
async function quotesIn(address: string, text: string): Promise<readonly string[]> {
  const form = new FormData();
  form.append("text", text);
  const response = await fetch(address, { method: "POST", body: form });
  return ((await response.json()) as { quotes: readonly string[] }).quotes;
}
