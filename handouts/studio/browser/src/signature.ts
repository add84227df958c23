/** A place to sign with a finger, a pen or the mouse; what was drawn is sent as a picture with a clear ground. */

import { note } from "./asking.js";

interface Options {
  readonly address: string;
}

/** Pixels of the canvas: a stroke is about as wide as that of a pen on a certificate. */
const STROKE = 7;
const INK = "#14213d";

export function mountSignature(element: HTMLElement, options: unknown): void {
  const { address } = options as Options;
  const canvas = element.querySelector("canvas");
  const use = element.querySelector<HTMLButtonElement>("[data-use]");
  const clear = element.querySelector<HTMLButtonElement>("[data-clear]");
  const pen = canvas?.getContext("2d");
  if (canvas === null || pen === null || pen === undefined || use === null || clear === null) return;

  const place = (event: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    Object.assign(pen, { lineWidth: STROKE, lineCap: "round", lineJoin: "round", strokeStyle: INK });
    pen.beginPath();
    pen.moveTo(...place(event));
    pen.lineTo(...place(event)); // a dot where nothing follows
    pen.stroke();
    use.disabled = false;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) pen.lineTo(...place(each));
    pen.stroke();
  });
  clear.addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    use.disabled = true;
  });
  use.addEventListener("click", () => {
    use.disabled = true;
    canvas.toBlob((picture) => void send(picture, address), "image/png");
  });
}

async function send(picture: Blob | null, address: string): Promise<void> {
  if (picture === null) return;
  const form = new FormData();
  form.append("picture", picture, "signature.png");
  const answer = await fetch(address, { method: "POST", body: form });
  if (answer.ok) window.location.reload();
  else note(reasonIn(await answer.text()), "bad");
}

/** Returns why a picture was not taken, from the page that says so. */
function reasonIn(page: string): string {
  const found = new DOMParser().parseFromString(page, "text/html").querySelector(".failure");
  return found?.textContent?.trim() ?? "This was not done.";
}
