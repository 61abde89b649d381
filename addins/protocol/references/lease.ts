import type { Clock } from '../clock.ts';
import { LEASE_RENEWAL, LEASE_SPONSORS } from '../limits.ts';
import { SponsorList } from './sponsor-list.ts';

/**
 * `null`: without end. `initial`: not lent yet. `active`: time is left, or the next look has not come yet.
 * `renewing`: the time is over and a sponsor is asked. `expired`: for good.
 */
export type LeaseState = 'null' | 'initial' | 'active' | 'renewing' | 'expired';

/** Milliseconds, fixed for the whole life of a lease; only the time that remains changes. */
export interface LeasePolicy {
  /** 0: without end. */
  readonly initialLease: number;
  readonly renewOnCall: number;
  /** How long one sponsor may take to answer; 0: takes no sponsors. */
  readonly sponsorshipTimeout: number;
}

export const DEFAULT_LEASE: LeasePolicy = Object.freeze({
  initialLease: 5 * 60_000,
  renewOnCall: 2 * 60_000,
  // One machine: whoever takes longer is not busy but stuck.
  sponsorshipTimeout: 10_000,
});
/** For what lives as long as the port: root objects, and what a view shows while it is open. */
export const ENDLESS_LEASE: LeasePolicy = Object.freeze({ ...DEFAULT_LEASE, initialLease: 0 });
/** Milliseconds between two looks at the leases of a port. */
export const LEASE_POLL = 10_000;

export interface LeaseInfo {
  readonly state: LeaseState;
  /** Milliseconds; Infinity without end, 0 when the time is over. */
  readonly remaining: number;
  /** Names, in the order of their registration. */
  readonly sponsors: readonly string[];
}

/** Somebody who may prolong a lease when its time is over. */
export interface Sponsor {
  /** For people who look why something still lives. */
  readonly name: string;
  /** Milliseconds to add; 0 or a rejection gives the sponsorship up. */
  renewal(lease: LeaseInfo): number | Promise<number>;
}

export interface LeaseOptions {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly policy: LeasePolicy;
  /** Runs once, when the lease ends for whatever reason. */
  readonly onExpired: () => void;
}

/** How long one lent object lives: the state machine of remoting leases. Time passes only by {@link Lease.tick}. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #sponsors = new SponsorList();
  #state: LeaseState;
  #expiry = Number.POSITIVE_INFINITY;
  /** The sponsor that is asked now. */
  #asked: { readonly sponsor: Sponsor; readonly stopWaiting: () => void } | undefined;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#state = options.policy.initialLease === 0 ? 'null' : 'initial';
  }

  get state(): LeaseState {
    return this.#state;
  }

  get info(): LeaseInfo {
    return { state: this.#state, remaining: this.#remaining(), sponsors: this.#sponsors.names };
  }

  /** The object is lent for the first time. */
  activate(): void {
    if (this.#state !== 'initial') return;
    this.#state = 'active';
    this.#expiry = this.#options.clock.now() + this.#options.policy.initialLease;
  }

  /** Every call and every item of a stream that comes in. */
  renewOnCall(): void {
    if (this.#state !== 'initial') this.#addTime(this.#options.policy.renewOnCall);
  }

  /** The holder asks for time; answers how much remains. */
  renew(milliseconds: number): number {
    this.#addTime(milliseconds);
    return this.#remaining();
  }

  /** False when this lease takes no sponsors, or not one more. */
  register(sponsor: Sponsor, milliseconds = 0): boolean {
    if (this.#state === 'expired' || this.#options.policy.sponsorshipTimeout === 0) return false;
    if (!this.#sponsors.has(sponsor) && this.#sponsors.size >= LEASE_SPONSORS) return false;
    this.#sponsors.add(sponsor);
    this.#addTime(milliseconds);
    return true;
  }

  /** Also for a sponsor whose process has gone: whoever waits for its answer goes on to the next. */
  unregister(sponsor: Sponsor): void {
    this.#sponsors.delete(sponsor);
    if (this.#asked?.sponsor !== sponsor) return;
    this.#stopAsking();
    this.#nextSponsor();
  }

  /** One look at the clock. A call that just came in has moved the end, so the end is read here and nowhere before. */
  tick(): void {
    if (this.#state !== 'active' || this.#expiry >= this.#options.clock.now()) return;
    this.#state = 'renewing';
    // A sponsor that was asked before a call renewed the lease may still be thinking: its answer will do.
    if (!this.#asked) this.#nextSponsor();
  }

  /** Ends the lease. Idempotent. */
  cancel(): void {
    if (this.#state === 'expired') return;
    this.#state = 'expired';
    this.#stopAsking();
    this.#sponsors.clear();
    this.#options.onExpired();
  }

  /** Never shortens, and calls do not add up: the end moves to `milliseconds` from now if that is later. */
  #addTime(milliseconds: number): void {
    if (this.#state === 'expired' || this.#state === 'null') return;
    // Hostile numbers: nothing that is not a time counts. NaN fails this too.
    if (!(milliseconds > 0)) return;
    const end = this.#options.clock.now() + Math.min(milliseconds, LEASE_RENEWAL);
    if (this.#state === 'initial' || end <= this.#expiry) return;
    this.#expiry = end;
    this.#state = 'active';
  }

  #remaining(): number {
    if (this.#state === 'expired') return 0;
    if (this.#state === 'initial') return this.#options.policy.initialLease;
    return Math.max(0, this.#expiry - this.#options.clock.now());
  }

  #nextSponsor(): void {
    // A call renewed the lease while a sponsor was thinking: the sponsor's answer decides nothing any more.
    if (this.#state !== 'renewing') return;
    const sponsor = this.#sponsors.next();
    if (sponsor) this.#ask(sponsor);
    else this.cancel();
  }

  #ask(sponsor: Sponsor): void {
    const deadline = this.#options.policy.sponsorshipTimeout;
    const asked = { sponsor, stopWaiting: this.#options.clock.after(deadline, () => this.unregister(sponsor)) };
    this.#asked = asked;
    void this.#answerOf(sponsor).then((milliseconds) => {
      if (this.#asked === asked) this.#take(sponsor, milliseconds);
    });
  }

  /** What the sponsor grants; 0 for whatever is no answer. */
  async #answerOf(sponsor: Sponsor): Promise<number> {
    try {
      const milliseconds = await sponsor.renewal(this.info);
      return milliseconds > 0 ? Math.min(milliseconds, LEASE_RENEWAL) : 0;
    } catch {
      return 0;
    }
  }

  #take(sponsor: Sponsor, milliseconds: number): void {
    if (milliseconds === 0) {
      this.unregister(sponsor);
      return;
    }
    this.#stopAsking();
    this.#sponsors.remember(sponsor, milliseconds);
    this.#addTime(milliseconds);
  }

  #stopAsking(): void {
    this.#asked?.stopWaiting();
    this.#asked = undefined;
  }
}
