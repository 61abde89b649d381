export interface NumberSummary {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** No number has a fraction. */
  readonly whole: boolean;
}

const { floor } = Math;

/** Adds numbers and keeps what rounding would lose (Kahan and Neumaier): a million cents add up to the cent. */
export class PreciseSum {
  #count = 0;
  #sum = 0;
  #lost = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #whole = true;

  add(number: number): void {
    const sum = this.#sum + number;
    const sumIsLarger = (this.#sum < 0 ? -this.#sum : this.#sum) >= (number < 0 ? -number : number);
    this.#lost += sumIsLarger ? this.#sum - sum + number : number - sum + this.#sum;
    this.#sum = sum;
    this.#count++;
    if (number < this.#min) this.#min = number;
    if (number > this.#max) this.#max = number;
    if (this.#whole && floor(number) !== number) this.#whole = false;
  }

  /** Undefined when nothing was added. */
  summary(): NumberSummary | undefined {
    if (this.#count === 0) return undefined;
    const sum = this.#sum + this.#lost;
    return {
      count: this.#count,
      sum,
      mean: sum / this.#count,
      min: this.#min,
      max: this.#max,
      whole: this.#whole,
    };
  }
}
