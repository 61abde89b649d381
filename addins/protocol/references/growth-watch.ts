import { REFERENCE_GROWTH_FLOOR, REFERENCE_GROWTH_LOOKS, REFERENCES_WARNING } from '../limits.ts';

/** Why a number of references looks like a leak. */
export type LeakSign = 'many' | 'growing';

/** Watches one number: told once when it is large, or when it only ever grows; again after it was fine in between. */
export class GrowthWatch {
  #last = 0;
  #grown = 0;
  #told: LeakSign | undefined;

  /** To be called at an even pace. */
  look(count: number): LeakSign | undefined {
    this.#grown = count > this.#last ? this.#grown + 1 : 0;
    this.#last = count;
    const sign = this.#sign(count);
    const isNews = sign !== undefined && sign !== this.#told;
    this.#told = sign;
    return isNews ? sign : undefined;
  }

  #sign(count: number): LeakSign | undefined {
    if (count >= REFERENCES_WARNING) return 'many';
    return this.#grown >= REFERENCE_GROWTH_LOOKS && count >= REFERENCE_GROWTH_FLOOR ? 'growing' : undefined;
  }
}
