import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { RelayPort, Revoke } from '../../addins/protocol/references/relay.ts';
import type { RemoteObject } from '../../addins/protocol/references/remote-object.ts';
import type { DomainLife } from './ledger-row.ts';

/** Objects of one add-in that another may hold at once: so many that nobody needs more, a tenth of what a port holds. */
export const PASSED_ON = 1_000;

interface Passed {
  readonly remote: RemoteObject;
  readonly owner: Port;
  /** Ports on which it is lent, and how to end that: under one number for each contract. */
  readonly holders: Map<Port, Set<Revoke>>;
  /** Pieces of work that have it in hand. */
  inHand: number;
}

/**
 * Objects and callbacks of add-ins in the hands of other add-ins. The host holds each of its owner and lends a stand-in to
 * who was given it: a call of the stand-in is a call of the object. Whoever lets go, ends or is ended, both sides are freed.
 */
export class Relay {
  readonly #passed = new Map<object, Passed>();

  /** How the host's end of a port to `life` takes part. */
  port(life: DomainLife): RelayPort {
    return new Port(this.#passed, life);
  }

  /** How many objects are passed on now. */
  get size(): number {
    return this.#passed.size;
  }

  /** This add-in may not work with others any more: nothing of it is held, and it holds nothing. */
  cut({ addinId, generation }: DomainLife, reason: string): void {
    const concerned = ({ life }: Port): boolean => life.addinId === addinId && life.generation === generation;
    for (const [standIn, passed] of [...this.#passed]) {
      const ends = concerned(passed.owner) ? [...passed.holders.keys()] : [...passed.holders.keys()].filter(concerned);
      for (const port of ends) revokeOn(passed, port, reason);
      freeIfUnused(this.#passed, standIn);
    }
  }
}

class Port implements RelayPort {
  readonly #passed: Map<object, Passed>;
  readonly life: DomainLife;
  /** How many objects of each owner are lent on this port. */
  readonly #counts = new Map<string, number>();

  constructor(passed: Map<object, Passed>, life: DomainLife) {
    this.#passed = passed;
    this.life = life;
  }

  received(standIn: object, remote: RemoteObject): void {
    const passed = this.#passed.get(standIn) ?? { remote, owner: this, holders: new Map(), inHand: 0 };
    passed.inHand++;
    this.#passed.set(standIn, passed);
  }

  letGo(standIns: readonly object[]): void {
    for (const standIn of standIns) {
      const passed = this.#passed.get(standIn);
      if (!passed) continue;
      passed.inHand--;
      freeIfUnused(this.#passed, standIn);
    }
  }

  knows(object: object): boolean {
    return this.#passed.has(object);
  }

  async call(standIn: object, member: string, values: readonly unknown[]): Promise<unknown> {
    const passed = this.#passed.get(standIn);
    if (!passed) throw new BulkheadError('E_LEASE_EXPIRED');
    try {
      return await passed.remote.call(member, values);
    } catch (thrown) {
      throw notTheCallers(thrown);
    }
  }

  admit(standIn: object): void {
    const passed = this.#passed.get(standIn);
    if (!passed || passed.holders.has(this)) return;
    const { addinId } = passed.owner.life;
    if ((this.#counts.get(addinId) ?? 0) < PASSED_ON) return;
    throw new BulkheadError('E_OVERLOAD', {
      message: `${PASSED_ON} objects of ${addinId} are held by ${this.life.addinId} already; give back what is not needed.`,
    });
  }

  lent(standIn: object, revoke: Revoke): void {
    const passed = this.#passed.get(standIn);
    if (!passed) return;
    const lent = passed.holders.get(this) ?? new Set();
    passed.holders.set(this, lent.add(revoke));
    this.#count(passed, 1);
  }

  returned(standIn: object, revoke: Revoke): void {
    const passed = this.#passed.get(standIn);
    const lent = passed?.holders.get(this);
    if (!passed || !lent?.delete(revoke)) return;
    if (lent.size === 0) passed.holders.delete(this);
    this.#count(passed, -1);
    freeIfUnused(this.#passed, standIn);
  }

  renewed(standIn: object, milliseconds: number): void {
    const remote = this.#passed.get(standIn)?.remote;
    if (remote && !remote.isReleased()) remote.renew(milliseconds);
  }

  ended(standIn: object, reason: string): void {
    const passed = this.#passed.get(standIn);
    if (!passed) return;
    for (const port of [...passed.holders.keys()]) revokeOn(passed, port, reason);
    this.#passed.delete(standIn);
  }

  ownerOf(standIn: object): string {
    return this.#passed.get(standIn)?.owner.life.addinId ?? '';
  }

  #count({ owner }: Passed, by: number): void {
    const { addinId } = owner.life;
    const count = (this.#counts.get(addinId) ?? 0) + by;
    if (count > 0) this.#counts.set(addinId, count);
    else this.#counts.delete(addinId);
  }
}

/** Takes it from this holder, who finds out by {@link RelayPort.returned} like one that gave it back. */
function revokeOn({ holders }: Passed, port: Port, reason: string): void {
  for (const revoke of [...(holders.get(port) ?? [])]) revoke(reason);
}

/** Nobody holds it and nobody works with it: its owner gets it back. */
function freeIfUnused(passed: Map<object, Passed>, standIn: object): void {
  const entry = passed.get(standIn);
  if (!entry || entry.inHand > 0 || entry.holders.size > 0) return;
  passed.delete(standIn);
  entry.remote.dispose();
}

/** A refusal of the owner's own is about the owner: the holder must not take it for one of its own. */
function notTheCallers(thrown: unknown): BulkheadError {
  const error = toBulkheadError(thrown);
  if (error.code !== 'E_SECURITY') return error;
  return new BulkheadError('E_ADDIN', {
    message: error.message,
    detail: { ...error.detail, reason: error.code },
    cause: error,
  });
}
