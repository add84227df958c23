/** A list whose entries are put into another order by buttons beside each: what a form sends follows it. */

export function mountOrder(list: HTMLElement): void {
  for (const item of list.children) {
    const name = item.textContent?.trim() ?? "";
    item.append(button("↑", `${name}: earlier`, () => item.previousElementSibling?.before(item)), button("↓", `${name}: later`, () => item.nextElementSibling?.after(item)));
  }
}

function button(sign: string, label: string, move: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => {
    move();
    made.focus(); // moving it in the page takes the focus away
  });
  return made;
}
