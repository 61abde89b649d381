import type { EventOutcome, EventTally } from '../../addins/protocol/flight/event-tally.ts';

/** Pairs of add-ins and contracts that are counted; beyond that the one that was counted first is forgotten. */
const TALLIES = 1_000;

interface Way {
  readonly contract: string;
  readonly from: string;
  readonly to: string;
}

/** Counts what became of events, for each way that they take. It outlives subscriptions and processes. */
export class EventTallies {
  readonly #tallies = new Map<string, Record<EventOutcome, number> & Way>();

  count(way: Way, outcome: EventOutcome): void {
    this.#of(way)[outcome]++;
  }

  /** Those that come from this add-in, or go to it. */
  of(addinId: string): EventTally[] {
    return [...this.#tallies.values()]
      .filter(({ from, to }) => from === addinId || to === addinId)
      .map((each) => ({ ...each }));
  }

  /** The sum over all ways. */
  get total(): Record<EventOutcome, number> {
    const total = { delivered: 0, coalesced: 0, dropped: 0, refused: 0 };
    for (const tally of this.#tallies.values()) {
      for (const outcome of OUTCOMES) total[outcome] += tally[outcome];
    }
    return total;
  }

  /** The add-in is not installed any more. */
  forget(addinId: string): void {
    for (const [key, { from, to }] of this.#tallies) {
      if (from === addinId || to === addinId) this.#tallies.delete(key);
    }
  }

  #of({ contract, from, to }: Way): Record<EventOutcome, number> {
    const key = `${from}\n${to}\n${contract}`;
    const known = this.#tallies.get(key);
    if (known) return known;
    const tally = { contract, from, to, delivered: 0, coalesced: 0, dropped: 0, refused: 0 };
    this.#tallies.set(key, tally);
    const [oldest] = this.#tallies.keys();
    if (this.#tallies.size > TALLIES && oldest !== undefined) this.#tallies.delete(oldest);
    return tally;
  }
}

const OUTCOMES = ['delivered', 'coalesced', 'dropped', 'refused'] as const satisfies readonly EventOutcome[];
