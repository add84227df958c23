/** What can be undone and done again: whole states, which share what did not change. */

const MOST_STEPS = 500;

export class History<State> {
  private readonly past: State[] = [];
  private readonly future: State[] = [];
  private open: string | undefined;

  /** `present` is the state that nothing is undone from. */
  constructor(private present: State) {}

  get state(): State {
    return this.present;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Goes on to a state. Steps of the same `run`, such as the keys typed into one cell, are undone as one. */
  add(state: State, run?: string): void {
    if (state === this.present) return;
    if (run === undefined || run !== this.open) this.past.push(this.present);
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.present = state;
    this.future.length = 0;
    this.open = run;
  }

  /** Ends a run: what comes next is undone by itself. */
  close(): void {
    this.open = undefined;
  }

  /** Goes back to before a run, as if it had not been. */
  abandon(run: string): void {
    if (this.open === run) this.present = this.past.pop() ?? this.present;
    this.open = undefined;
  }

  /** Changes the present state and all others in the same way, which is no step of its own. */
  correct(change: (state: State) => State): void {
    this.present = change(this.present);
    for (const states of [this.past, this.future]) states.splice(0, states.length, ...states.map(change));
  }

  /** Forgets all steps, as after a file was read anew. */
  reset(state: State): void {
    this.present = state;
    this.past.length = 0;
    this.future.length = 0;
    this.open = undefined;
  }

  undo(): State | undefined {
    return this.step(this.past, this.future);
  }

  redo(): State | undefined {
    return this.step(this.future, this.past);
  }

  private step(from: State[], to: State[]): State | undefined {
    const next = from.pop();
    if (next === undefined) return undefined;
    to.push(this.present);
    this.present = next;
    this.open = undefined;
    return next;
  }
}
