/** Rows and columns that are dragged by their buttons. */

const THRESHOLD = 5;

export interface DragOptions {
  readonly axis: "x" | "y";
  /** All elements that can be dropped beside, in order. */
  readonly targets: () => readonly HTMLElement[];
  /** The place of what is dragged. */
  readonly from: () => number;
  /** Called with the place that it is to have, counted without it. */
  readonly onDrop: (to: number) => void;
}

/** Lets a button be dragged; without a move it stays a button. */
export function makeDraggable(button: HTMLElement, options: DragOptions): void {
  let isDragged = false;
  // The click that ends a drag would open the menu.
  button.addEventListener("click", (click) => isDragged && click.stopImmediatePropagation(), { capture: true });
  button.addEventListener("pointerdown", (event) => {
    isDragged = false;
    if (event.button !== 0) return;
    const start = options.axis === "y" ? event.clientY : event.clientX;
    let drop: number | undefined;
    const ended = new AbortController();
    const { signal } = ended;

    button.setPointerCapture(event.pointerId);
    button.addEventListener(
      "pointermove",
      (move) => {
        const now = options.axis === "y" ? move.clientY : move.clientX;
        if (drop === undefined && Math.abs(now - start) < THRESHOLD) return;
        drop = gapAt(options.targets(), options.axis, now);
        show(options.targets(), drop);
        button.classList.add("is-dragged");
      },
      { signal },
    );
    const end = (isDropped: boolean): void => {
      ended.abort();
      show(options.targets(), undefined);
      button.classList.remove("is-dragged");
      if (drop === undefined) return;
      isDragged = true;
      const from = options.from();
      const to = drop > from ? drop - 1 : drop;
      if (isDropped && to !== from) options.onDrop(to);
    };
    button.addEventListener("pointerup", () => end(true), { signal });
    button.addEventListener("pointercancel", () => end(false), { signal });
    window.addEventListener("keydown", (key) => key.key === "Escape" && end(false), { signal, capture: true });
  });
}

/** Returns before which target a pointer is; their count behind the last one. */
function gapAt(targets: readonly HTMLElement[], axis: "x" | "y", pointer: number): number {
  const found = targets.findIndex((target) => {
    const box = target.getBoundingClientRect();
    return pointer < (axis === "y" ? box.top + box.height / 2 : box.left + box.width / 2);
  });
  return found === -1 ? targets.length : found;
}

function show(targets: readonly HTMLElement[], gap: number | undefined): void {
  targets.forEach((target, place) => {
    target.classList.toggle("is-drop-before", place === gap);
    target.classList.toggle("is-drop-after", gap === targets.length && place === targets.length - 1);
  });
}
