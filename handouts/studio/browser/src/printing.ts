/** Prints a PDF by one click: a button with `data-print="/file/…"` opens the browser's own dialogue. */

export function printFiles(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-print]") : null;
    const address = button?.dataset["print"];
    if (address !== undefined) print(address);
  });
}

function print(address: string): void {
  document.querySelector("iframe.printing")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "printing";
  frame.title = "What is printed";
  frame.src = address;
  frame.addEventListener("load", () => {
    const inside = frame.contentWindow;
    if (inside === null) return;
    inside.focus();
    inside.print();
  });
  document.body.append(frame);
}
