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
  /** The address that puts pull quotes into a text. */
  readonly quotes: string;
  readonly pull_quotes: readonly string[];
}

export function mountArticlePage(element: HTMLElement, options: unknown): void {
  const { file, text, version, charts, pictures, quotes, pull_quotes: pullQuotes } = options as Options;
  mountArticleEditor(element, { markdown: text, charts, pullQuotes, upload: pictures, pictures: `${pictures}/` });
  const editor = articleEditorOf(element);
  if (editor === undefined) return;
  let chosen = JSON.stringify(pullQuotes);

  const show = (): void => {
    window.dispatchEvent(new CustomEvent("studio:text", { detail: { file, text: editor.markdown() } }));
  };
  const replace = (other: string): void => {
    editor.replace(other);
    show();
  };
  // She may have typed on meanwhile: of the words, those in the editor count.
  const takeDetails = (other: string): void => {
    editor.takeDetails(other);
    saver.changed();
    show();
  };
  const saver = new Saver({ file, version, text: () => editor.markdown(), replace });
  element.addEventListener("article:change", (event) => {
    const { pullQuotes: now } = (event as CustomEvent<ArticleChange>).detail;
    if (JSON.stringify(now) !== chosen) {
      chosen = JSON.stringify(now);
      void withQuotes(quotes, editor.markdown(), now).then(takeDetails);
    }
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
}

/** Returns the text with these pull quotes in its details. */
async function withQuotes(address: string, text: string, quotes: readonly string[]): Promise<string> {
  const form = new FormData();
  form.append("text", text);
  for (const quote of quotes) form.append("quote", quote);
  const response = await fetch(address, { method: "POST", body: form });
  return ((await response.json()) as { text: string }).text;
}
