/** The article in its editor, saved as it is typed, and shown beside it as it will be printed. */

import { mountArticle } from "./article/component.js";
import type { Finding } from "./preview.js";
import { Saver } from "./saving.js";

interface Options {
  readonly file: string;
  readonly text: string;
  readonly version: string;
  readonly charts: readonly string[];
  /** The address that takes pictures, and shows them: `?path=pictures/one.png`. */
  readonly pictures: string;
}

interface Picture {
  readonly path: string;
  readonly url: string;
}

export function mountArticlePage(element: HTMLElement, options: unknown): void {
  const { file, text, version, charts, pictures } = options as Options;
  const editor = mountArticle(element, {
    markdown: text,
    charts,
    upload: (picture) => uploaded(pictures, picture),
    pictureUrl: (path) => `${pictures}?path=${encodeURIComponent(path)}`,
    onCursor: (line) => window.dispatchEvent(new CustomEvent("studio:cursor", { detail: { file, line } })),
    onChange: () => {
      saver.changed();
      show();
    },
  });
  const saver = new Saver({
    file,
    version,
    text: () => editor.markdown(),
    replace: (other) => {
      editor.replace(other);
      show();
    },
  });
  const show = (): void => {
    window.dispatchEvent(new CustomEvent("studio:text", { detail: { file, text: editor.markdown() } }));
  };
  window.addEventListener("studio:go", (event) => {
    const { file: of, line } = (event as CustomEvent<{ file: string; line: number }>).detail;
    if (of === file) editor.goToLine(line);
  });
  window.addEventListener("studio:problems", (event) => {
    const found = (event as CustomEvent<readonly Finding[]>).detail.filter((problem) => problem.file === file);
    editor.setProblems(found.map(({ line, cause, fix }) => ({ line, text: `${cause} ${fix}`.trim() })));
  });
}

async function uploaded(address: string, picture: File): Promise<Picture> {
  const form = new FormData();
  form.append("files", picture);
  const response = await fetch(address, { method: "POST", body: form });
  const answer = (await response.json()) as { path?: string; url?: string; failed?: string };
  if (answer.path === undefined || answer.url === undefined) throw new Error(answer.failed ?? "This picture cannot be used.");
  return { path: answer.path, url: answer.url };
}
