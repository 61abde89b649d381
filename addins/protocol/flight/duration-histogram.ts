/**
 * How long calls took, in buckets that grow with what they count: 16 to every doubling, so that a percentile is never
 * more than 6.25 % too high, from one microsecond to 17 minutes, in 2 kB.
 */
const STEPS_BITS = 4;
const STEPS = 1 << STEPS_BITS;
/** Microseconds. No call lives longer: PERSON_DEADLINE is ten minutes. */
const LONGEST = 2 ** 30 - 1;
const BUCKETS = bucketOf(LONGEST) + 1;

export class DurationHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(milliseconds: number): void {
    const index = bucketOf(milliseconds * 1_000);
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.#total++;
  }

  /** The duration in milliseconds that `share` (0 to 1) of all calls did not exceed; 0 without calls. */
  percentile(share: number): number {
    const wanted = Math.max(1, Math.ceil(this.#total * share));
    let seen = 0;
    for (let index = 0; index < BUCKETS; index++) {
      seen += this.#counts[index] as number;
      if (seen >= wanted) return upperEdge(index);
    }
    return 0;
  }

  /** [upper edge in milliseconds, calls], ascending, without empty ones. */
  buckets(): [number, number][] {
    const filled: [number, number][] = [];
    this.#counts.forEach((count, index) => {
      if (count > 0) filled.push([upperEdge(index), count]);
    });
    return filled;
  }
}

function bucketOf(microseconds: number): number {
  const whole = Math.max(0, Math.min(LONGEST, microseconds)) | 0;
  const shift = whole < STEPS * 2 ? 0 : 31 - Math.clz32(whole) - STEPS_BITS;
  return (shift << STEPS_BITS) + (whole >>> shift);
}

/** Milliseconds. */
function upperEdge(index: number): number {
  const shift = index < STEPS * 2 ? 0 : (index >>> STEPS_BITS) - 1;
  const step = index - (shift << STEPS_BITS);
  return ((step + 1) * 2 ** shift) / 1_000;
}
