/**
 * The page as it will be printed, beside what is typed.
 *
 * Whoever edits a text dispatches `studio:text` on the window ({file, text}) after each change; the pages that
 * changed come back as pictures. A click on a page dispatches `studio:go` ({file, line}), and whoever edits that file
 * puts the cursor there; `studio:cursor` ({file, line}) brings the page of a line into view.
 */

interface Options {
  readonly training: string;
  readonly session?: string;
  readonly document: string;
}

/** A file, a line of it, and where it stands: left, top, right, bottom as fractions of the page. */
type Place = readonly [file: string, line: number, left: number, top: number, right: number, bottom: number];

interface Page {
  readonly number: number;
  readonly digest: string;
  readonly width: number;
  readonly height: number;
  readonly picture: string | null;
  /** Where the picture is a strip of the page: the digest of that over which it is laid; else empty. */
  readonly laid_over: string;
  /** The row of pixels with which such a strip begins. */
  readonly top: number;
  readonly places: readonly Place[];
}

interface Picture {
  readonly address: string;
  readonly laidOver: string;
  /** Where a strip begins, as a part of the page's height. */
  readonly top: number;
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly cause: string;
  readonly fix: string;
}

interface Line {
  readonly page?: Page;
  readonly pages?: readonly Page[];
  readonly problems?: readonly Finding[];
  readonly warnings?: readonly string[];
  readonly failed?: string;
  readonly superseded?: boolean;
  readonly is_as_built?: boolean;
}

/** Milliseconds of quiet after which the checks of a build are made behind the preview. */
const CHECK_AFTER = 1500;
/** Pages before and behind the one in view that are drawn at once. */
const REACH = 2;

export function mountPreview(element: HTMLElement, options: unknown): void {
  new PreviewPane(element, options as Options);
}

class PreviewPane {
  private readonly texts = new Map<string, string>();
  private readonly shown: HTMLElement[] = [];
  private readonly digests: string[] = [];
  private pages: readonly Page[] = [];
  private readonly pictures = new Map<string, Picture>();
  private readonly window = Math.random().toString(36).slice(2);
  private readonly place: HTMLElement;
  private readonly state: HTMLElement;
  private readonly findings: HTMLElement;
  private checkTimer = 0;
  private running: AbortController | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly options: Options,
  ) {
    this.place = need(element, ".pages");
    this.state = need(element, ".state");
    this.findings = need(element, ".findings");
    for (const select of element.querySelectorAll("select")) {
      select.addEventListener("change", () => {
        this.clear();
        void this.show();
      });
    }
    window.addEventListener("studio:text", (event) => {
      const { file, text } = (event as CustomEvent<{ file: string; text: string }>).detail;
      this.texts.set(file, text);
      void this.show();
    });
    window.addEventListener("studio:cursor", (event) => {
      const { file, line } = (event as CustomEvent<{ file: string; line: number }>).detail;
      this.reveal(file, line);
    });
    this.place.addEventListener("click", (event) => this.go(event));
    let scrolled = 0;
    this.place.addEventListener("scroll", () => {
      window.clearTimeout(scrolled);
      scrolled = window.setTimeout(() => {
        if (this.pages.some((page) => near(page.number, this.inView) && !this.pictures.has(page.digest))) void this.show();
      }, 150);
    });
    void this.show();
  }

  private get inView(): number {
    const middle = this.place.getBoundingClientRect().top + this.place.clientHeight / 2;
    const found = this.shown.findIndex((page) => page.getBoundingClientRect().bottom > middle);
    return Math.max(found, 0);
  }

  private chosen(name: string): string {
    return this.element.querySelector<HTMLSelectElement>(`select[name=${name}]`)?.value ?? "";
  }

  private request(): string {
    const width = Math.round((this.place.clientWidth - 32) * Math.min(window.devicePixelRatio, 2));
    return JSON.stringify({
      ...this.options,
      document: this.chosen("document"),
      edition: this.chosen("edition"),
      texts: Object.fromEntries(this.texts),
      known: [...this.pictures.keys()],
      width: Math.max(width, 200),
      in_view: this.inView,
      reach: REACH,
      window: this.window,
    });
  }

  private clear(): void {
    this.place.replaceChildren();
    this.shown.length = 0;
    this.digests.length = 0;
    this.pages = [];
  }

  private async show(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    window.clearTimeout(this.checkTimer);
    this.element.setAttribute("aria-busy", "true");
    try {
      const response = await fetch("/preview", { method: "POST", body: this.request(), signal: running.signal });
      if (!response.ok) throw new Error(await response.text());
      for await (const line of lines(response)) this.take(line);
    } catch {
      if (!running.signal.aborted) this.say("The preview cannot be shown now.");
    }
    if (this.running !== running) return;
    this.element.removeAttribute("aria-busy");
    this.checkTimer = window.setTimeout(() => void this.check(running.signal), CHECK_AFTER);
  }

  private take(line: Line): void {
    if (line.superseded === true) return;
    if (line.page !== undefined) this.draw(line.page);
    if (line.pages !== undefined) {
      this.pages = line.pages;
      for (const page of line.pages) this.draw(page);
      for (const extra of this.shown.splice(line.pages.length)) extra.remove();
      this.digests.length = line.pages.length;
      this.forget();
      this.say(line.pages.length === 1 ? "1 page" : `${line.pages.length} pages`);
    }
    if (line.problems !== undefined) this.list(line.problems, []);
    if (line.failed !== undefined) this.say(line.failed);
  }

  /** Shows a page where it belongs; one whose picture is the same stays as it is. */
  private draw(page: Page): void {
    if (page.picture !== null) {
      const address = URL.createObjectURL(new Blob([decoded(page.picture)], { type: "image/jpeg" }));
      this.pictures.set(page.digest, { address, laidOver: page.laid_over, top: page.top / page.height });
    }
    while (this.shown.length <= page.number) this.shown.push(this.newPage(this.shown.length));
    const figure = this.shown[page.number];
    const paper = figure?.querySelector<HTMLImageElement>(".paper");
    const picture = this.pictures.get(page.digest);
    if (figure === undefined || paper === null || paper === undefined) return;
    paper.width = page.width;
    paper.height = page.height;
    if (picture === undefined || this.digests[page.number] === page.digest) return;
    this.digests[page.number] = page.digest;
    const isWanted = () => this.digests[page.number] === page.digest;
    const whole = picture.laidOver === "" ? picture : this.pictures.get(picture.laidOver);
    if (whole !== undefined) void lay(figure, paper, whole, picture === whole ? null : picture, isWanted);
  }

  private newPage(number: number): HTMLElement {
    const page = document.createElement("figure");
    const picture = document.createElement("img");
    picture.alt = `Page ${number + 1}`;
    picture.className = "paper";
    page.append(picture);
    this.place.append(page);
    return page;
  }

  /** Lets go of pictures that no page shows any longer; one far from the view shows its last one. */
  private forget(): void {
    const needed = new Set([...this.pages.map((page) => page.digest), ...this.digests]);
    for (const digest of [...needed]) needed.add(this.pictures.get(digest)?.laidOver ?? "");
    for (const [digest, { address }] of this.pictures) {
      if (needed.has(digest)) continue;
      URL.revokeObjectURL(address);
      this.pictures.delete(digest);
    }
  }

  private async check(signal: AbortSignal): Promise<void> {
    try {
      const response = await fetch("/preview/check", { method: "POST", body: this.request(), signal });
      const found = (await response.json()) as Line;
      if (signal.aborted || found.superseded === true) return;
      this.list(found.problems ?? [], found.warnings ?? []);
      if (found.is_as_built === false) void this.show();
    } catch {
      // the next change asks again
    }
  }

  private list(problems: readonly Finding[], warnings: readonly string[]): void {
    const items = [
      ...problems.map((problem) => this.item(problem.cause, problem.fix, problem)),
      ...warnings.map((warning) => this.item(warning, "", null)),
    ];
    const list = document.createElement("ul");
    list.append(...items);
    this.findings.replaceChildren(...(items.length > 0 ? [list] : []));
    window.dispatchEvent(new CustomEvent("studio:problems", { detail: problems }));
  }

  private item(cause: string, fix: string, at: Finding | null): HTMLElement {
    const item = document.createElement("li");
    const text = document.createElement(at === null ? "p" : "button");
    text.textContent = cause;
    if (at !== null) text.addEventListener("click", () => send("studio:go", { file: at.file, line: at.line }));
    item.append(text);
    if (fix !== "") {
      const help = document.createElement("p");
      help.className = "fix";
      help.textContent = fix;
      item.append(help);
    }
    return item;
  }

  private say(text: string): void {
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  /** Sends the cursor to what was clicked on. */
  private go(event: MouseEvent): void {
    const page = event.target instanceof Element ? event.target.closest("figure") : null;
    const number = page === null ? -1 : this.shown.indexOf(page);
    const picture = page?.querySelector("img");
    const places = this.pages[number]?.places;
    if (places === undefined || picture === null || picture === undefined) return;
    const frame = picture.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width;
    const y = (event.clientY - frame.top) / frame.height;
    const [nearest] = [...places].sort((one, other) => distance(one, x, y) - distance(other, x, y));
    if (nearest !== undefined) send("studio:go", { file: nearest[0], line: nearest[1] });
  }

  private reveal(file: string, line: number): void {
    for (const page of this.pages) {
      const place = page.places.find(([of, at]) => of === file && at === line);
      const figure = this.shown[page.number];
      if (place === undefined || figure === undefined) continue;
      const top = figure.offsetTop + place[3] * figure.clientHeight;
      const { scrollTop, clientHeight } = this.place;
      if (top < scrollTop || top > scrollTop + clientHeight - 80) this.place.scrollTo({ top: top - clientHeight / 3, behavior: "smooth" });
      return;
    }
  }
}

/** Shows the picture of a page, and the strip over it, both at once when they are decoded. */
async function lay(figure: HTMLElement, paper: HTMLImageElement, whole: Picture, strip: Picture | null, isWanted: () => boolean): Promise<void> {
  const over = document.createElement("img");
  over.alt = "";
  over.className = "strip";
  try {
    if (strip !== null) {
      over.src = strip.address;
      over.style.top = `${100 * strip.top}%`;
      await over.decode();
    }
    if (!isWanted()) return;
    if (paper.src !== whole.address) {
      paper.src = whole.address;
      await paper.decode();
    }
  } catch {
    // a newer picture has come before this one was read
  }
  if (!isWanted()) return;
  figure.querySelector(".strip")?.remove();
  if (strip !== null) figure.append(over);
}

/** Returns the bytes that base64 stands for; a loop takes a tenth of the time of `Uint8Array.from`. */
function decoded(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

function distance([, , left, top, right, bottom]: Place, x: number, y: number): number {
  return Math.hypot(Math.max(left - x, 0, x - right), 1.3 * Math.max(top - y, 0, y - bottom));
}

function near(page: number, inView: number): boolean {
  return Math.abs(page - inView) <= REACH;
}

function send(name: string, detail: { readonly file: string; readonly line: number }): void {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

function need(within: HTMLElement, selector: string): HTMLElement {
  const found = within.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the page lacks ${selector}`);
  return found;
}

async function* lines(response: Response): AsyncGenerator<Line> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const parts = (rest + piece.value).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield JSON.parse(part) as Line;
  }
}
