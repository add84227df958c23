/** The article editor as a component of a page. */

export interface ArticleOptions {
  readonly markdown: string;
  readonly charts: readonly string[];
  readonly upload: (picture: File) => Promise<{ readonly path: string; readonly url: string }>;
  /** The address that shows a picture of the article. */
  readonly pictureUrl: (path: string) => string;
  readonly onChange: () => void;
  /** Is called when the cursor comes to another block, with its line. */
  readonly onCursor: (line: number) => void;
}

export interface ArticleHandle {
  markdown(): string;
  replace(markdown: string): void;
  goToLine(line: number): void;
  setProblems(problems: readonly { readonly line: number; readonly text: string }[]): void;
}

export function mountArticle(element: HTMLElement, options: ArticleOptions): ArticleHandle {
  const area = document.createElement("textarea");
  area.setAttribute("aria-label", "Article");
  area.rows = 40;
  area.value = options.markdown;
  area.addEventListener("input", () => options.onChange());
  element.append(area);
  return {
    markdown: () => area.value,
    replace: (text) => {
      area.value = text;
    },
    goToLine: (line) => {
      const start = area.value.split("\n").slice(0, line - 1).join("\n").length + 1;
      area.focus();
      area.setSelectionRange(start, start);
    },
    setProblems: () => undefined,
  };
}
