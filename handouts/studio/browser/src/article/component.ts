/** The article editor as a component of a page. */

export function mountArticleEditor(element: HTMLElement, _options: unknown): void {
  element.querySelector("textarea")?.focus();
}
