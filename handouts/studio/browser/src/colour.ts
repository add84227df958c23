/** A colour as it is written, beside the browser's own way to choose one: each follows the other. */

const WRITTEN = /^\s*#?([0-9a-f]{6})\s*$/i;

export function mountColour(element: HTMLElement): void {
  const [text, picker] = element.querySelectorAll<HTMLInputElement>("input");
  if (text === undefined || picker === undefined) return;
  const follow = (): void => {
    const digits = WRITTEN.exec(text.value)?.[1];
    if (digits !== undefined) picker.value = `#${digits.toLowerCase()}`;
  };
  follow();
  text.addEventListener("input", follow);
  picker.addEventListener("input", () => {
    text.value = picker.value;
  });
}
