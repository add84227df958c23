/**
 * Pictures of pages that are typeset for the page: asked for a few at a time, as they come into view, so that the
 * browser's few connections stay free for what is typed.
 */

const AT_ONCE = 2;

export function mountPictures(element: HTMLElement): void {
  const waiting: HTMLImageElement[] = [];
  let loading = 0;

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
      picture.src = address;
    }
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
      seen.unobserve(target);
      waiting.push(target);
    }
    next();
  });
  for (const picture of element.querySelectorAll("img[data-src]")) seen.observe(picture);
}
