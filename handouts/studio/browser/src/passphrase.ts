/** Says how strong a passphrase is while it is typed, and shows it where that is wanted. */

export type Strength = "short" | "weak" | "fair" | "strong";

const WORDS: Readonly<Record<Strength, string>> = {
  short: "Too short: ten letters or more.",
  weak: "Weak: it can be guessed. Add a word or two.",
  fair: "Fair. Another word makes it strong.",
  strong: "Strong. Write it down where you will find it.",
};

export function mountPassphrase(form: HTMLElement): void {
  const [first, again] = form.querySelectorAll<HTMLInputElement>("input[type=password]");
  const told = form.querySelector("[data-strength]");
  const visible = form.querySelector<HTMLInputElement>("[data-visible]");
  if (first === undefined || again === undefined || told === null) return;
  first.addEventListener("input", () => {
    told.textContent = first.value === "" ? "" : WORDS[strengthOf(first.value)];
  });
  for (const each of [first, again]) {
    each.addEventListener("input", () => again.setCustomValidity(again.value === first.value ? "" : "The two are not the same."));
  }
  visible?.addEventListener("change", () => {
    for (const each of [first, again]) each.type = visible.checked ? "text" : "password";
  });
}

/** How long somebody would guess: by how many letters differ, how many kinds there are, and how many words. */
export function strengthOf(text: string): Strength {
  if (text.length < 10) return "short";
  const different = new Set(text.toLowerCase()).size;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(text)).length;
  const words = new Set(text.toLowerCase().split(/[^\p{L}]+/u).filter((word) => word.length > 2)).size;
  if (different < 6 || isRun(text)) return "weak";
  if (words >= 4 || (text.length >= 16 && kinds >= 3) || text.length >= 24) return "strong";
  return words >= 3 || kinds >= 3 || text.length >= 16 ? "fair" : "weak";
}

/** Whether each letter follows the one before it: 1234567890, abcdefghij. */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, place) => code - (codes[place] ?? 0));
  return steps.filter((step) => Math.abs(step) === 1).length > steps.length * 0.7;
}
