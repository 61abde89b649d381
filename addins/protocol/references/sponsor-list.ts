import type { Sponsor } from './lease.ts';

/** The sponsors of one lease, and what each granted the last time it was asked. */
export class SponsorList {
  readonly #renewals = new Map<Sponsor, number>();

  get size(): number {
    return this.#renewals.size;
  }

  get names(): string[] {
    return [...this.#renewals.keys()].map(({ name }) => name);
  }

  has(sponsor: Sponsor): boolean {
    return this.#renewals.has(sponsor);
  }

  /** Registering again keeps what it granted before. */
  add(sponsor: Sponsor): void {
    if (!this.#renewals.has(sponsor)) this.#renewals.set(sponsor, 0);
  }

  delete(sponsor: Sponsor): void {
    this.#renewals.delete(sponsor);
  }

  clear(): void {
    this.#renewals.clear();
  }

  remember(sponsor: Sponsor, milliseconds: number): void {
    this.#renewals.set(sponsor, milliseconds);
  }

  /** The one that granted most, because it needs to be asked least; one that was never asked when none ever answered. */
  next(): Sponsor | undefined {
    let [best, most]: [Sponsor | undefined, number] = [undefined, -1];
    for (const [sponsor, renewal] of this.#renewals) if (renewal > most) [best, most] = [sponsor, renewal];
    return best;
  }
}
