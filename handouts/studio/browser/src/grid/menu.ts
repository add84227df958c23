/** A menu that opens at a button: arrow keys, Home, End, first letters, Escape. */

import { make } from "./dom.js";

export interface MenuItem {
  /** What stands in the menu. */
  readonly text: string;
  /** Its name for whoever does not see where the menu is: "Row 3: Move up". */
  readonly name: string;
  readonly keys?: string;
  readonly isDisabled?: boolean;
  /** Whether it is ticked; undefined for one that cannot be. */
  readonly isTicked?: boolean;
  readonly run: () => void;
}

/** Opens a menu below an element; what had the focus gets it back unless an item moves it. */
export function openMenu(at: HTMLElement, name: string, items: readonly MenuItem[]): void {
  const back = document.activeElement instanceof HTMLElement ? document.activeElement : at;
  const menu = make("div", { role: "menu", class: "grid-menu", "aria-label": name, popover: "auto" });
  const buttons = items.map((item) => itemButton(item, () => close(item)));
  menu.append(...buttons);

  function close(item?: MenuItem): void {
    if (menu.isConnected) menu.remove();
    at.setAttribute("aria-expanded", "false");
    back.focus();
    item?.run();
  }

  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "closed") close();
  });
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const place = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = nextItem(event.key, place, items);
    if (to !== undefined) {
      event.preventDefault();
      buttons[to]?.focus();
    } else if (event.key === "Tab" || event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  (at.closest(".grid") ?? document.body).append(menu);
  menu.showPopover();
  at.setAttribute("aria-expanded", "true");
  stand(menu, at.getBoundingClientRect());
  buttons[0]?.focus();
}

function itemButton(item: MenuItem, run: () => void): HTMLButtonElement {
  const isTickable = item.isTicked !== undefined;
  const button = make(
    "button",
    {
      type: "button",
      role: isTickable ? "menuitemcheckbox" : "menuitem",
      "aria-checked": isTickable ? String(item.isTicked) : undefined,
      "aria-disabled": item.isDisabled ? "true" : undefined,
      "aria-label": item.name,
      tabindex: -1,
    },
    make("span", { class: "grid-menu-text" }, item.text),
    ...(item.keys ? [make("kbd", { "aria-hidden": "true" }, item.keys)] : []),
  );
  button.addEventListener("click", () => {
    if (!item.isDisabled) run();
  });
  return button;
}

/** Returns which item a key leads to. */
export function nextItem(key: string, place: number, items: readonly MenuItem[]): number | undefined {
  const count = items.length;
  if (key === "ArrowDown") return (place + 1) % count;
  if (key === "ArrowUp") return (place - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (!/^\p{L}$/u.test(key)) return undefined;
  const order = items.map((_, step) => (place + 1 + step) % count);
  return order.find((each) => items[each]?.text.toLowerCase().startsWith(key.toLowerCase()));
}

function stand(menu: HTMLElement, at: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const space = 8;
  const below = at.bottom + height + space <= window.innerHeight;
  const top = below ? at.bottom + 2 : Math.max(space, at.top - height - 2);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(space, Math.min(at.left, window.innerWidth - width - space))}px`;
}
