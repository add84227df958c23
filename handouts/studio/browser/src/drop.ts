/** An area where files are dropped, or chosen by its button: shows what lies in it. */

export function mountDrop(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>("input[type=file]");
  const chosen = element.querySelector(".chosen");
  if (input === null || chosen === null) return;

  const show = (): void => {
    chosen.replaceChildren(...[...(input.files ?? [])].map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    }));
  };
  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"]) {
    element.addEventListener(kind, (event) => {
      event.preventDefault();
      element.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) element.addEventListener(kind, () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = event.dataTransfer?.files;
    if (files === undefined || files.length === 0) return;
    input.files = input.multiple ? files : first(files);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function first(files: FileList): FileList {
  const one = new DataTransfer();
  const file = files.item(0);
  if (file !== null) one.items.add(file);
  return one.files;
}
