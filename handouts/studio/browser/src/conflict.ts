/** Two versions of one text, side by side, and the choice between them. */

import type { Conflict } from "./saving.js";

type Choice = readonly [label: string, text: string];

/** Shows what is here and what another program or window has saved; returns the text that is to stay. */
export function chooseVersion(mine: string, { theirs, merged }: Conflict): Promise<string> {
  const dialog = document.createElement("dialog");
  dialog.className = "conflict";
  dialog.setAttribute("aria-labelledby", "conflict-title");
  const title = element("h2", "This was changed in two places");
  title.id = "conflict-title";
  const why = element("p", "Another window or program has saved this text meanwhile. Nothing is lost: what you do not choose stays in its history.");
  const sides = document.createElement("div");
  sides.className = "sides";
  sides.append(side("Yours", mine, theirs), side("The other", theirs, mine));
  const choices: Choice[] = [["Keep mine", mine], ["Take the other", theirs]];
  if (merged !== null) choices.push(["Keep both changes", merged]);
  const actions = document.createElement("div");
  actions.className = "actions";
  dialog.append(title, why, sides, actions);
  document.body.append(dialog);
  dialog.addEventListener("cancel", (event) => event.preventDefault()); // one of them has to stay
  return new Promise((settled) => {
    for (const [label, text] of choices) {
      const button = element("button", label);
      if (text === (merged ?? mine)) button.className = "primary";
      button.addEventListener("click", () => {
        dialog.remove();
        settled(text);
      });
      actions.append(button);
    }
    dialog.showModal();
  });
}

/** Returns one version, with the lines marked that the other does not have. */
function side(title: string, text: string, other: string): HTMLElement {
  const section = document.createElement("section");
  const others = new Set(other.split("\n"));
  const lines = document.createElement("pre");
  lines.tabIndex = 0;
  for (const line of text.split("\n")) {
    const shown = element(others.has(line) || line.trim() === "" ? "span" : "mark", line);
    lines.append(shown, "\n");
  }
  section.append(element("h3", title), lines);
  return section;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
