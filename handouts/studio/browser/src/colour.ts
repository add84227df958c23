/** A colour as it is written, beside the browser's own way to choose one: each follows the other. */

const DIGITS = /^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

export function mountColour(element: HTMLElement): void {
  const [text, picker] = element.querySelectorAll<HTMLInputElement>("input");
  const state = element.querySelector("[data-state]");
  const clear = element.querySelector<HTMLButtonElement>("[data-clear]");
  if (text === undefined || picker === undefined || state === null || clear === null) return;
  const follow = (): void => {
    const written = text.value.trim();
    const colour = shownColour(written);
    if (colour !== undefined) picker.value = colour;
    // A field for colours has one always; these words stand over it where nothing was chosen.
    state.textContent = written === "" ? "none chosen" : colour === undefined ? "as written" : "";
    clear.hidden = written === "";
  };
  const change = (value: string): void => {
    text.value = value;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  follow();
  text.addEventListener("input", follow);
  picker.addEventListener("input", (event) => {
    event.stopPropagation();
    change(picker.value);
  });
  clear.addEventListener("click", () => {
    change("");
    text.focus();
  });
}

/** Returns a colour of CSS, or six or three digits alone, as `#rrggbb`; undefined for what a browser knows not. */
function shownColour(written: string): string | undefined {
  const colour = DIGITS.test(written) ? `#${written}` : written;
  const context = document.createElement("canvas").getContext("2d");
  if (context === null || !CSS.supports("color", colour)) return undefined;
  context.fillStyle = colour;
  return /^#[0-9a-f]{6}$/.test(context.fillStyle) ? context.fillStyle : undefined;
}
