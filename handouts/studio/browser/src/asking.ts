/** Buttons that ask before they do something, and forms that are saved as they are filled in. */

/** A button with `data-confirm` asks its question first, in a dialogue of the page. */
export function askFirst(): void {
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-confirm]") : null;
      if (button === null || button.dataset["confirmed"] === "yes") {
        if (button !== null) delete button.dataset["confirmed"];
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(button.dataset["confirm"] ?? "", button.textContent?.trim() ?? "Yes", () => {
        button.dataset["confirmed"] = "yes";
        button.click();
      });
    },
    { capture: true },
  );
}

function ask(question: string, yes: string, then: () => void): void {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  const buttons = document.createElement("form");
  const confirm = document.createElement("button");
  const cancel = document.createElement("button");
  text.textContent = question;
  text.id = "question";
  dialog.setAttribute("aria-labelledby", text.id);
  buttons.method = "dialog";
  buttons.className = "actions";
  confirm.textContent = yes;
  confirm.value = "yes";
  confirm.className = "primary";
  cancel.textContent = "Cancel";
  cancel.value = "no";
  cancel.autofocus = true;
  buttons.append(cancel, confirm);
  dialog.append(text, buttons);
  dialog.addEventListener("close", () => {
    const agreed = dialog.returnValue === "yes";
    dialog.remove();
    if (agreed) then();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Opens a `<dialog>` of the page by a button with `data-opens="#id"`, and closes it by `data-closes`. */
export function openDialogs(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-opens], [data-closes]") : null;
    const opens = button?.dataset["opens"];
    if (opens !== undefined) document.querySelector<HTMLDialogElement>(opens)?.showModal();
    else button?.closest("dialog")?.close();
  });
}

/** Shows a note of a few words, which screen readers read too. */
export function note(text: string, kind: "plain" | "bad" = "plain"): void {
  const element = document.createElement("p");
  element.textContent = text;
  element.className = kind;
  document.getElementById("notes")?.append(element);
  setTimeout(() => element.remove(), 8000);
}
