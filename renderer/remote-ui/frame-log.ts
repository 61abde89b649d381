/** Pictures of one frame that are kept: some seconds of an animation, hours of a form. */
const KEPT = 200;

/** One message of operations that an add-in sent for one frame: its size and times, nothing of its contents. */
export interface FrameEntry {
  readonly sequence: number;
  readonly generation: number;
  /** Milliseconds since 1970 when it came. */
  readonly at: number;
  readonly operations: number;
  /** Roughly its fields and characters. */
  readonly weight: number;
  /** Milliseconds to check and apply it. */
  readonly applying: number;
  /** Milliseconds that drawing took, shared with what was drawn together with it; null before that. */
  painting: number | null;
  /** Milliseconds from its coming until it was on the screen; null before that. */
  shownAfter: number | null;
  /** It broke the contract, and nothing of it was drawn. */
  readonly refused: boolean;
}

/** The last pictures of every frame of one add-in, oldest first. */
export class FrameLog {
  readonly #frames = new Map<string, FrameEntry[]>();
  readonly #wallTime: () => number;

  constructor(wallTime: () => number) {
    this.#wallTime = wallTime;
  }

  entries(frameId: string): readonly FrameEntry[] {
    return this.#frames.get(frameId) ?? [];
  }

  /** `applying` milliseconds were spent on it already. */
  add(
    frameId: string,
    picture: Pick<FrameEntry, 'sequence' | 'generation' | 'operations' | 'weight' | 'applying' | 'refused'>,
  ): void {
    const entries = this.#frames.get(frameId) ?? [];
    this.#frames.set(frameId, entries);
    entries.push({ ...picture, at: this.#wallTime() - picture.applying, painting: null, shownAfter: null });
    if (entries.length > KEPT) entries.shift();
  }

  drawn(frameId: string, picture: { generation: number; sequence: number }, painting: number): void {
    const entry = this.entries(frameId).findLast(
      ({ sequence, generation }) => sequence === picture.sequence && generation === picture.generation,
    );
    if (!entry) return;
    entry.painting = painting;
    entry.shownAfter = this.#wallTime() - entry.at;
  }

  forget(frameId: string): void {
    this.#frames.delete(frameId);
  }
}
