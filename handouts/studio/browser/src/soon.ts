/** What is done a while after changes, however many they are. */

/**
 * Calls `run` some milliseconds (`pause`) after the last of several changes, and at most `latest` after the first
 * although others follow. `run` says by `taken` from where on changes are new ones.
 *
 * While one key follows another, a browser lets timers wait: what is due by then is done with the key.
 */
export class Soon {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | null = null;

  constructor(
    private readonly run: () => void,
    private readonly pause: number,
    private readonly latest: number,
  ) {}

  /** Whether something was changed that was not taken. */
  get isWaiting(): boolean {
    return this.since !== null;
  }

  changed(): void {
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const left = this.since + this.latest - now;
    if (left <= 0) this.run();
    else this.timer = setTimeout(this.run, Math.min(this.pause, left));
  }

  taken(): void {
    clearTimeout(this.timer);
    this.since = null;
  }
}
