import type { Pair } from '../figure.ts';

/** What a process with the add-in's side alone can measure; each answers its rounds. */
export interface GuestTasks {
  /** Milliseconds of one mount of 10,000 nodes: React alone, and with everything behind it. */
  emit(rounds: number): Promise<Pair[]>;
  /** Bytes of the heap after a table was scrolled: with ten rows in view, and with a hundred. */
  'table-heap'(rounds: number): Promise<Pair[]>;
}
