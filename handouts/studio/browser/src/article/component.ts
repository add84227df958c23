/**
 * The article editor as a component of a page.
 *
 * Its options are `charts`, `pullQuotes`, `keyTerms`, `whyNoTerms`, `upload` (the address that takes a picture as the field
 * `picture` and answers `{path, url}`, or `{problem}`), `pictures` (the address that a picture's
 * path is added to), and `markdown`; without it, a `<textarea>` in the element has the text. What
 * changes goes into the textarea, which reports `change`, and into the event `article:change` of the
 * element; `article:cursor` has the line that the cursor came to. The element takes the events
 * `article:go-to-line`, `article:problems` and `article:replace`.
 */

import { type ArticleHandle, mount } from "./editor.js";
import type { UploadedPicture } from "./pictures.js";
import type { Problem } from "./problems.js";

interface PageOptions {
  readonly markdown?: string;
  readonly charts?: readonly { readonly name: string; readonly title: string }[];
  readonly pullQuotes?: readonly string[];
  readonly keyTerms?: readonly string[];
  readonly whyNoTerms?: string;
  readonly upload?: string;
  readonly pictures?: string;
}

/** What the event `article:change` tells: the whole file, and the pull quotes and key terms. */
export interface ArticleChange {
  readonly markdown: string;
  readonly pullQuotes: readonly string[];
  readonly keyTerms: readonly string[];
}

const handles = new WeakMap<HTMLElement, ArticleHandle>();

/** The editor of an element, for other components of its page. */
export function articleEditorOf(element: HTMLElement): ArticleHandle | undefined {
  return handles.get(element);
}

export function mountArticleEditor(element: HTMLElement, given: unknown): void {
  const options = given as PageOptions;
  const area = element.querySelector("textarea");
  const pass = (): void => {
    const detail: ArticleChange = { markdown: handle.markdown(), pullQuotes: handle.pullQuotes(), keyTerms: handle.keyTerms() };
    if (area !== null) {
      area.value = detail.markdown;
      area.dispatchEvent(new Event("change", { bubbles: true }));
    }
    element.dispatchEvent(new CustomEvent("article:change", { detail, bubbles: true }));
  };
  const { upload, pictures, pullQuotes = [], keyTerms = [], whyNoTerms = "" } = options;
  const handle = mount(element, {
    markdown: options.markdown ?? area?.value ?? "",
    pullQuotes,
    keyTerms,
    whyNoTerms,
    ...(options.charts === undefined ? {} : { charts: options.charts }),
    ...(upload === undefined ? {} : { upload: (file) => send(upload, file) }),
    ...(pictures === undefined ? {} : { pictureAddress: (path) => pictures + path.split("/").map(encoded).join("/") }),
    onChange: pass,
    onCursor: (line) => void element.dispatchEvent(new CustomEvent("article:cursor", { detail: { line }, bubbles: true })),
  });
  if (area !== null) area.hidden = true;
  handles.set(element, handle);
  listen<{ readonly line: number }>(element, "article:go-to-line", ({ line }) => handle.goToLine(line));
  listen<readonly Problem[]>(element, "article:problems", (problems) => handle.setProblems(problems));
  listen<{ readonly markdown: string }>(element, "article:replace", ({ markdown }) => handle.replace(markdown));
}

function listen<Detail>(element: HTMLElement, name: string, act: (detail: Detail) => void): void {
  element.addEventListener(name, (event) => act((event as CustomEvent<Detail>).detail));
}

/** A part of a path as it stands in an address, whether or not it was written as one. */
function encoded(part: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(part));
  } catch {
    return encodeURIComponent(part);
  }
}

async function send(address: string, file: File): Promise<UploadedPicture> {
  const body = new FormData();
  body.set("picture", file);
  const response = await fetch(address, { method: "POST", body });
  const answer = (await response.json().catch(() => ({}))) as Partial<UploadedPicture> & { readonly problem?: string };
  if (!response.ok || answer.path === undefined || answer.url === undefined) {
    throw new Error(answer.problem ?? "The studio did not take it. Try again, or choose another file.");
  }
  return { path: answer.path, url: answer.url };
}
