/**
 * Pictures of pages that are typeset for the page: asked for a few at a time, as they come into view, so that the
 * browser's few connections stay free for what is typed. A button with `data-document` shows its document beside.
 */

const AT_ONCE = 2;

export function mountPictures(element: HTMLElement): void {
  const pictures = [...element.querySelectorAll<HTMLImageElement>("img[data-src]")];
  const waiting: HTMLImageElement[] = [];
  let loading = 0;
  let again = 0;

  const next = (): void => {
    while (loading < AT_ONCE) {
      const picture = waiting.shift();
      const address = picture?.dataset["src"];
      if (picture === undefined || address === undefined) return;
      loading += 1;
      const over = (): void => {
        loading -= 1;
        next();
      };
      picture.addEventListener("load", over, { once: true });
      picture.addEventListener("error", over, { once: true });
      picture.src = again === 0 ? address : `${address}&again=${again}`;
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
      seen.unobserve(target);
      if (!waiting.includes(target)) waiting.push(target);
    }
    next();
  });
  for (const picture of pictures) seen.observe(picture);

  // What was typed changes the pictures that show it.
  window.addEventListener("studio:fields", (event) => {
    const names = (event as CustomEvent<readonly string[]>).detail;
    const isAll = names.some((name) => !name.startsWith("kinds/") && name !== "leave_out/kinds" && name !== "theme");
    const changed = pictures.filter((picture) => isAll || names.some((name) => name.startsWith(`kinds/${picture.dataset["of"] ?? ""}/`)));
    if (changed.length === 0) return;
    again += 1;
    for (const picture of changed) {
      seen.unobserve(picture);
      seen.observe(picture);
    }
  });
  element.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-document]") : null;
    const choice = document.querySelector<HTMLSelectElement>("#preview-document");
    if (button === null || choice === null) return;
    choice.value = button.dataset["document"] ?? "";
    choice.dispatchEvent(new Event("change"));
  });
}
