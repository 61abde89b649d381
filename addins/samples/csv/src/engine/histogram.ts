export interface Histogram {
  /** Where each bar begins; the last entry is where the last bar ends. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Bars that a side panel can show. */
const MOST_BARS = 20;
/** Widths between two powers of ten that people find round. */
const ROUND = [1, 2, 5, 10];

const { ceil, floor, log10, max, round } = Math;
const { isFinite: isFiniteNumber } = Number;

/** Bars of the same round width. The width is kept as "so many to one" where it is below one: tenths stay exact then. */
export class HistogramBars {
  readonly #width: number;
  readonly #perOne: number;
  readonly #firstBar: number;
  readonly #counts: number[];

  /** Undefined when the numbers are too alike or too far apart for a picture. */
  static between(least: number, most: number, whole: boolean): HistogramBars | undefined {
    const range = most - least;
    if (!(range > 0) || !isFiniteNumber(range)) return undefined;
    const width = roundWidth(range / MOST_BARS, whole);
    const bars = new HistogramBars(width, least, most);
    return bars.#counts.length <= 2 * MOST_BARS ? bars : undefined;
  }

  private constructor(width: number, least: number, most: number) {
    this.#perOne = width < 1 ? round(1 / width) : 0;
    this.#width = width;
    this.#firstBar = this.#barOf(least);
    const count = this.#barOf(most) - this.#firstBar + 1;
    this.#counts = Array.from({ length: isFiniteNumber(count) ? max(1, count) : 1 }, () => 0);
  }

  add(number: number): void {
    const bar = this.#barOf(number) - this.#firstBar;
    this.#counts[bar] = (this.#counts[bar] ?? 0) + 1;
  }

  finish(): Histogram {
    const edges = Array.from({ length: this.#counts.length + 1 }, (_, bar) => this.#edge(this.#firstBar + bar));
    return { edges, counts: this.#counts };
  }

  #barOf(number: number): number {
    const bar = this.#perOne > 0 ? floor(number * this.#perOne) : floor(number / this.#width);
    // Rounding may have carried a number over the edge that it stands on.
    if (number < this.#edge(bar)) return bar - 1;
    return number >= this.#edge(bar + 1) ? bar + 1 : bar;
  }

  #edge(bar: number): number {
    return this.#perOne > 0 ? bar / this.#perOne : bar * this.#width;
  }
}

/** The next larger width that is 1, 2 or 5 times a power of ten; whole for whole numbers. */
function roundWidth(width: number, whole: boolean): number {
  const power = 10 ** floor(log10(width));
  const rounded = (ROUND.find((factor) => factor * power >= width) ?? 10) * power;
  return whole ? max(1, ceil(rounded)) : rounded;
}
