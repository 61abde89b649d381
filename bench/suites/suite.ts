import type { Figure } from '../figure.ts';

/** Figures that are measured together, because they share what has to be set up. */
export interface Suite {
  /** Every figure that it gives, in the order of the output. */
  readonly figures: readonly string[];
  /** Rounds that give a steady median in about a minute. */
  readonly rounds: number;
  run(rounds: number): Promise<Figure[]>;
}
