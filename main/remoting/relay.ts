import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { ORDERED_CALLS, PERSON_DEADLINE } from '../../addins/protocol/limits.ts';
import type { ObjectCallOptions } from '../../addins/protocol/references/reference-call.ts';
import type { RelayedCall, RelayPort, Revoke } from '../../addins/protocol/references/relay.ts';
import type { RemoteObject } from '../../addins/protocol/references/remote-object.ts';
import type { CallBook } from './call-book.ts';
import { CallLane } from './call-lane.ts';
import { type DomainLife, isLife } from './ledger-row.ts';
import type { NewCall, OpenCall } from './service-graph.ts';

/** Objects of one add-in that another may hold at once: so many that nobody needs more, a tenth of what a port holds. */
export const PASSED_ON = 1_000;

interface Passed {
  readonly remote: RemoteObject;
  readonly owner: Port;
  /** Ports on which it is lent, and how to end that: under one number for each contract. */
  readonly holders: Map<Port, Set<Revoke>>;
  /** Pieces of work that have it in hand. */
  inHand: number;
  /** Calls of it that go one after the other, whoever makes them. */
  readonly lane: CallLane<OpenCall>;
}

export interface RelayOptions {
  /** Calls of references wait and are waited for like those of services. */
  calls: CallBook;
  /** How people know an add-in. */
  nameOf(addinId: string): string;
}

/**
 * Objects and callbacks of add-ins in the hands of other add-ins. The host holds each of its owner and lends a stand-in to
 * who was given it: a call of the stand-in is a call of the object. Whoever lets go, ends or is ended, both sides are freed.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #passed = new Map<object, Passed>();

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /** How the host's end of a port to `life` takes part. */
  port(life: DomainLife): RelayPort {
    return new Port(this.#passed, life, this.#options);
  }

  /** How many objects are passed on now. */
  get size(): number {
    return this.#passed.size;
  }

  /** This add-in may not work with others any more: nothing of it is held, it holds nothing, and what it called is cut off. */
  cut(life: DomainLife, reason: string): void {
    for (const { target, caller, limit } of this.#options.calls.open) {
      if (target && isLife(caller, life)) limit.cut(new BulkheadError('E_LEASE_EXPIRED', { message: reason }));
    }
    const concerned = (port: Port): boolean => isLife(port.life, life);
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
  readonly #options: RelayOptions;
  #party: NewCall['caller'] | undefined;
  /** How many objects of each owner are lent on this port. */
  readonly #counts = new Map<string, number>();

  constructor(passed: Map<object, Passed>, life: DomainLife, options: RelayOptions) {
    this.#passed = passed;
    this.life = life;
    this.#options = options;
  }

  received(standIn: object, remote: RemoteObject): void {
    const passed = this.#passed.get(standIn) ?? this.#take(remote);
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

  async call(standIn: object, made: RelayedCall): Promise<unknown> {
    const passed = this.#passed.get(standIn);
    if (!passed) throw new BulkheadError('E_LEASE_EXPIRED');
    const call = this.#begin(standIn, passed.owner, made);
    const { calls } = this.#options;
    try {
      if (made.ordered) await calls.enter(passed.lane, call, `Too many calls wait for one object of ${nameOf(call)}.`);
      return await give(call, passed.remote, made);
    } catch (thrown) {
      throw call.limit.error ?? notTheCallers(thrown);
    } finally {
      calls.end(call);
      passed.lane.leave(call);
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

  /** It says its name when it is called: until then it may not be known. */
  get party(): NewCall['caller'] {
    this.#party ??= { ...this.life, displayName: this.#options.nameOf(this.life.addinId) };
    return this.#party;
  }

  #take(remote: RemoteObject): Passed {
    const lane = new CallLane<OpenCall>({
      ...{ width: 1, capacity: ORDERED_CALLS, share: ORDERED_CALLS },
      ownerOf: ({ caller }) => caller.addinId,
    });
    return { remote, owner: this, holders: new Map(), inHand: 0, lane };
  }

  /** Throws E_CYCLE or E_OVERLOAD. The holder's own deadline is the holder's: it calls off what it waits for no more. */
  #begin(standIn: object, owner: Port, { place, member, isCallback, brought, context }: RelayedCall): OpenCall {
    const [caller, provider] = [this.party, owner.party];
    const { signal, trace } = context;
    const target = { standIn, isCallback };
    const call = this.#options.calls.begin(
      { caller, provider, contract: place, member, within: trace?.call, target, brought },
      { signal, milliseconds: PERSON_DEADLINE },
    );
    call.generation = owner.life.generation;
    return call;
  }

  #count({ owner }: Passed, by: number): void {
    const { addinId } = owner.life;
    const count = (this.#counts.get(addinId) ?? 0) + by;
    if (count > 0) this.#counts.set(addinId, count);
    else this.#counts.delete(addinId);
  }
}

/** To its owner, which learns what it is part of, and hears when nobody waits for it any more. */
async function give(call: OpenCall, remote: RemoteObject, { member, values }: RelayedCall): Promise<unknown> {
  call.state = 'running';
  const { id, root, chain, limit } = call;
  const received: object[] = [];
  const trace = { call: id, id: root, depth: chain.length - 1 };
  const options: ObjectCallOptions = { signal: limit.signal, deadline: PERSON_DEADLINE, trace, received };
  const answer = await remote.call(member, values, options);
  giveOnWaiting(call, received);
  return answer;
}

/** What an add-in answers while it waits itself, it has given to those for whom it waits. */
function giveOnWaiting({ parent, provider }: OpenCall, received: readonly object[]): void {
  for (let call = parent; call && received.length > 0; call = call.parent) {
    if (call.caller.addinId !== provider.addinId) continue;
    call.brought ??= new Set();
    for (const standIn of received) call.brought.add(standIn);
  }
}

function nameOf({ provider }: OpenCall): string {
  return provider.displayName;
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
