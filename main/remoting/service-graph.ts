import { randomInt } from 'node:crypto';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { CallTable } from '../../addins/protocol/wire/call-table.ts';
import type { CallLane } from './call-lane.ts';
import type { CallLimit } from './call-limit.ts';

/** Calls in a row, each made for the one before. */
const DEPTH = 4;
/** Numbers of calls say nothing of how many there are. */
const CALL_NUMBERS = 2 ** 31;
/** Numbers that are drawn in the hope of one that is found at once. */
const TRIES = 8;

/** One add-in, as a person knows it. */
export interface Party {
  readonly addinId: string;
  readonly displayName: string;
}

/** An object or a callback of the provider, in the hands of the caller. */
export interface CallTarget {
  readonly standIn: object;
  readonly isCallback: boolean;
}

export interface NewCall {
  readonly caller: Party & { readonly generation: number };
  readonly provider: Party;
  readonly contract: string;
  readonly member: string;
  /** The call that this one is made for, as its caller says. */
  readonly within: number | undefined;
  /** Answered item by item, for as long as its reader likes. */
  readonly isStream?: boolean | undefined;
  /** What is called, where it is a reference and no service. */
  readonly target?: CallTarget | undefined;
  /** What stands for objects and callbacks that its caller gives along. */
  readonly brought?: readonly object[] | undefined;
}

/** When a call began, and how long it may take; it ends no later than the one that it is made for. */
export interface CallTime {
  /** Milliseconds on the clock. */
  readonly since: number;
  createLimit(parent: OpenCall | undefined): CallLimit;
}

/** One call between add-ins, from the moment it is allowed to its end. */
export interface OpenCall extends Omit<NewCall, 'brought' | 'within'> {
  /** Milliseconds on the clock. */
  readonly since: number;
  readonly id: number;
  /** Counts up with every call. */
  readonly order: number;
  readonly trace: string;
  /** The first of the chain; its number is the trace as a number. */
  readonly root: number;
  readonly parent: OpenCall | undefined;
  /** Everybody who waits for this call, the first caller first, and whom they wait for last. */
  readonly chain: readonly Party[];
  readonly children: Set<OpenCall>;
  /** What whoever works on it may call of its caller, though that one waits. */
  brought: Set<object> | undefined;
  /** Of an add-in that waits for this very chain, and gave away what is called for that. */
  readonly callsBack: boolean;
  state: 'waiting' | 'running';
  /** The generation that works on it; undefined while none does. */
  generation: number | undefined;
  /** The queue of an ordered contract, where it has to wait for its turn. */
  lane: CallLane<OpenCall> | undefined;
  readonly limit: CallLimit;
}

/** One line of the picture "who waits for whom": data for Diagnostics. */
export interface WaitEdge {
  readonly trace: string;
  readonly depth: number;
  readonly from: Party;
  readonly to: Party;
  readonly contract: string;
  readonly member: string;
  /** 'waiting': not begun, because of a swap, a start or a turn that has not come. */
  readonly state: 'waiting' | 'running';
  /** Milliseconds. */
  readonly age: number;
  /** Whoever is called waits, too, and answers all the same: no circle. */
  readonly callsBack: boolean;
}

/**
 * Every call between add-ins that is under way, and the two rules that keep them from waiting in a circle.
 *
 * Of what an add-in says of its call one thing counts: the number of a call that the host has given to this very life of it, and
 * that it has not answered yet (`within`). So nobody can step into a chain that it is no part of, and who waits, how deep a chain
 * is and until when it may take is never taken from a port. What the host cannot know is that a call is made for another one
 * where nobody says so: an add-in may act by itself at any time. The runtime says it for its add-in, and does not ask; one that
 * gets around it has calls that count from one again, of which there are no more than its port carries.
 */
export class ServiceGraph {
  /** No map: one that calls come and go in keeps what has ended alive until all memory is looked through. */
  readonly #calls = new CallTable<OpenCall>();
  #begun = 0;

  get size(): number {
    return this.#calls.size;
  }

  /** Oldest first. */
  get open(): OpenCall[] {
    const calls = this.#calls.ids().flatMap((id) => this.#calls.get(id) ?? []);
    return calls.sort((one, other) => one.order - other.order);
  }

  /** Throws E_CYCLE where an add-in would wait for itself, E_OVERLOAD where too many wait in a row. Nothing is open then. */
  add(made: NewCall, time: CallTime): OpenCall {
    const parent = this.#parentOf(made);
    const before: readonly Party[] = parent ? parent.chain : [made.caller];
    const chain = [...before, made.provider];
    const isAgain = before.some(({ addinId }) => addinId === made.provider.addinId);
    if (isAgain && !mayReenter(made, parent)) throw cycle(chain);
    if (chain.length > DEPTH + 1) {
      throw new BulkheadError('E_OVERLOAD', { message: `${nameChain(chain)}: more than ${DEPTH} calls in a row.` });
    }
    const id = this.#freeId();
    const { caller, provider, contract, member, isStream = false, target, brought } = made;
    // One literal: this is done for every call.
    const call: OpenCall = {
      id,
      order: this.#begun++,
      caller,
      provider,
      contract,
      member,
      isStream,
      target,
      since: time.since,
      parent,
      chain,
      trace: parent?.trace ?? id.toString(36),
      root: parent?.root ?? id,
      limit: time.createLimit(parent),
      children: new Set(),
      brought: brought && brought.length > 0 ? new Set(brought) : undefined,
      callsBack: isAgain,
      state: 'waiting',
      generation: undefined,
      lane: undefined,
    };
    this.#calls.add(id, call);
    parent?.children.add(call);
    return call;
  }

  remove(call: OpenCall): void {
    this.#calls.take(call.id);
    call.parent?.children.delete(call);
  }

  /** Throws E_CYCLE where `call`, waiting for its turn in its lane, would wait for itself through other chains. */
  checkDeadlock(call: OpenCall): void {
    const circle = findWay(call);
    if (circle) throw cycle(partiesOf(circle));
  }

  /** `now`: milliseconds on the clock that the calls were opened with. */
  edges(now: number): WaitEdge[] {
    return this.open.map(({ trace, chain, caller, provider, contract, member, state, since, callsBack }) => ({
      ...{ trace, contract, member, state, callsBack },
      age: now - since,
      depth: chain.length - 1,
      from: { addinId: caller.addinId, displayName: caller.displayName },
      to: { addinId: provider.addinId, displayName: provider.displayName },
    }));
  }

  /** Only a call that its caller works on right now: what an add-in says of others, or of the past, counts as nothing. */
  #parentOf({ within, caller }: NewCall): OpenCall | undefined {
    const parent = within === undefined ? undefined : this.#calls.get(within);
    const isOwn = parent?.provider.addinId === caller.addinId && parent.generation === caller.generation;
    return isOwn ? parent : undefined;
  }

  #freeId(): number {
    for (let tries = 0; ; tries++) {
      const id = randomInt(CALL_NUMBERS);
      if (this.#calls.isFree(id) || (tries >= TRIES && !this.#calls.has(id))) return id;
    }
  }
}

/**
 * Whoever gave a function away wants it called, also while it waits; the same of an object that it gave along with the call for
 * which it waits. Anything else of an add-in that waits is out of reach until it has its answer.
 */
function mayReenter({ target, provider }: NewCall, parent: OpenCall | undefined): boolean {
  if (!target) return false;
  if (target.isCallback) return true;
  for (let call = parent; call; call = call.parent) {
    if (call.caller.addinId === provider.addinId && call.brought?.has(target.standIn)) return true;
  }
  return false;
}

/** What a call cannot end before: the calls made for it, and those that are ahead in its lane. */
function waitsFor(call: OpenCall): Iterable<OpenCall> {
  const ahead = call.state === 'waiting' ? (call.lane?.ahead(call) ?? []) : [];
  return [...call.children, ...ahead];
}

/** The way from a call back to itself, without it at the end; undefined where there is none. */
function findWay(start: OpenCall): OpenCall[] | undefined {
  const seen = new Set<OpenCall>([start]);
  const ways: OpenCall[][] = [[start]];
  for (let way = ways.pop(); way; way = ways.pop()) {
    const last = way.at(-1);
    if (!last) continue;
    for (const next of waitsFor(last)) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Of a circle of calls only those count as a step that one add-in made to another; the others stand in one queue. */
function partiesOf(circle: readonly OpenCall[]): Party[] {
  const steps = circle.filter((call, index) => index === 0 || circle[index - 1]?.children.has(call));
  const [first] = steps;
  return [...(first ? [first.caller] : []), ...steps.map(({ provider }) => provider)];
}

function cycle(chain: readonly Party[]): BulkheadError {
  const words = nameChain(chain);
  return new BulkheadError('E_CYCLE', {
    message: `${words}: each would wait for the next without end.`,
    detail: { cycle: words },
  });
}

/** "Notes → Calc → Notes" */
function nameChain(chain: readonly Party[]): string {
  return chain.map(({ displayName }) => displayName).join(' → ');
}
