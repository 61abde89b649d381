import { BulkheadError, codeOf, toBulkheadError } from '../errors.ts';
import { isPlainData, type Plain } from '../plain-data.ts';
import { adaptedItems } from './adapted-items.ts';
import { ADAPTER_HOPS } from './contract-limits.ts';
import type { EventListener, Provider } from './provider.ts';
import { isLine } from './wire-names.ts';

/**
 * Answers one member of the newer side by calling members of the provider. Values in, values out; it keeps nothing. Of a stream
 * it answers what can be read item by item: write it as `async *rows(provider, …)`.
 */
export type MemberAdapter = (provider: Provider, ...values: never[]) => unknown;

export interface EventAdapter {
  /** The event of the provider. */
  readonly event: string;
  /** The values of this event; undefined when it has nothing to say. */
  readonly values: (...values: never[]) => readonly unknown[] | undefined;
}

/** A step between two major versions of a contract. */
export interface Adapter {
  /** What the provider speaks: `acme.calc@1`. */
  readonly from: string;
  /** What the consumer speaks: `acme.calc@2`. */
  readonly to: string;
  /** Something is lost on the way. A path without loss is taken before one with it. */
  readonly lossy: boolean;
  /** By member of `to`. What is not listed is not supported. */
  readonly members: Readonly<Record<string, MemberAdapter | 'same'>>;
  readonly events: Readonly<Record<string, EventAdapter | 'same'>>;
  /** Turns state that was saved in terms of `from` into terms of `to`. */
  readonly state: ((state: Plain) => Plain) | undefined;
}

export interface AdapterDefinition {
  readonly from: string;
  readonly to: string;
  readonly lossy?: boolean;
  readonly members: Adapter['members'];
  readonly events?: Adapter['events'];
  readonly state?: (state: Plain) => Plain;
}

/** Checks the form of an adapter. Throws E_CONTRACT_FILE. */
export function defineAdapter({ from, to, lossy = false, members, events = {}, state }: AdapterDefinition): Adapter {
  for (const line of [from, to]) {
    if (!isLine(line)) throw wrong(`"${line}" must look like "acme.calc@1"`);
  }
  if (from === to) throw wrong(`an adapter from "${from}" to itself is none`);
  for (const [name, member] of Object.entries(members)) {
    if (member !== 'same' && typeof member !== 'function') throw wrong(`member "${name}" must be a function or 'same'`);
  }
  return Object.freeze({
    from,
    to,
    lossy,
    members: Object.freeze({ ...members }),
    events: Object.freeze({ ...events }),
    state,
  });
}

/** A provider of what the last adapter speaks. The adapters follow each other, the first one next to the provider. */
export function adapt(provider: Provider, adapters: readonly Adapter[]): Provider {
  assertChain(adapters);
  return adapters.reduce<Provider>((inner, adapter) => new AdaptedProvider(inner, adapter), provider);
}

/** An event on its way: one that is translated may become none, or several. */
export interface TravellingEvent {
  readonly event: string;
  readonly values: readonly unknown[];
}

/** Takes an event along the same way. Throws E_CONTRACT_FILE for adapters that do not follow each other, E_ADDIN where one fails. */
export function adaptEvent(told: TravellingEvent, adapters: readonly Adapter[]): TravellingEvent[] {
  assertChain(adapters);
  return adapters.reduce<TravellingEvent[]>(
    (events, adapter) => events.flatMap((event) => eventsBehind(adapter, event)),
    [told],
  );
}

function eventsBehind({ from, to, events }: Adapter, { event, values }: TravellingEvent): TravellingEvent[] {
  return Object.entries(events).flatMap(([name, adapted]) => {
    if (adapted === 'same') return name === event ? [{ event, values }] : [];
    if (adapted.event !== event) return [];
    try {
      const translated = translatedBy(adapted, values);
      return translated ? [{ event: name, values: translated }] : [];
    } catch (thrown) {
      const message = `The adapter from ${from} to ${to} failed on the event "${event}": ${toBulkheadError(thrown).message}`;
      throw new BulkheadError('E_ADDIN', { message, cause: thrown });
    }
  });
}

function translatedBy({ values: translate }: EventAdapter, values: readonly unknown[]): readonly unknown[] | undefined {
  return (translate as (...values: readonly unknown[]) => readonly unknown[] | undefined)(...values);
}

/** Takes saved state along the same way. Throws E_STATE_REJECTED where a step has no way for state, or fails. */
export function adaptState(state: Plain, adapters: readonly Adapter[]): Plain {
  assertChain(adapters);
  return adapters.reduce<Plain>((value, adapter) => migrated(value, adapter), state);
}

function migrated(value: Plain, { from, to, state }: Adapter): Plain {
  const step = `from ${from} to ${to}`;
  if (!state)
    throw new BulkheadError('E_STATE_REJECTED', { message: `The adapter ${step} does not take state along.` });
  let next: unknown;
  try {
    next = state(value);
  } catch (thrown) {
    const message = `The adapter ${step} failed on the state: ${toBulkheadError(thrown).message}`;
    throw new BulkheadError('E_STATE_REJECTED', { message, cause: thrown });
  }
  if (isPlainData(next)) return next;
  throw new BulkheadError('E_STATE_REJECTED', { message: `The adapter ${step} answered no plain data.` });
}

type UntypedAdapter = (provider: Provider, ...values: readonly unknown[]) => unknown;

class AdaptedProvider implements Provider {
  readonly #inner: Provider;
  readonly #adapter: Adapter;

  constructor(inner: Provider, adapter: Adapter) {
    this.#inner = inner;
    this.#adapter = adapter;
  }

  async call(member: string, values: readonly unknown[]): Promise<unknown> {
    const adapted = entryOf(this.#adapter.members, member);
    if (adapted === undefined || (adapted === 'same' && !this.#inner.supports(member))) throw this.#missing(member);
    if (adapted === 'same') return this.#inner.call(member, values);
    try {
      return await (adapted as UntypedAdapter)(this.#inner, ...values);
    } catch (thrown) {
      // What comes from the provider is what it was, whatever stands between.
      throw codeOf(thrown) ? thrown : toBulkheadError(thrown, 'E_ADDIN');
    }
  }

  stream(member: string, values: readonly unknown[]): AsyncIterableIterator<unknown> {
    const adapted = entryOf(this.#adapter.members, member);
    if (adapted === 'same' && this.#inner.supports(member)) return this.#inner.stream(member, values);
    return adaptedItems(this.#inner, member, (inner) => {
      if (adapted === undefined || adapted === 'same') throw this.#missing(member);
      return (adapted as UntypedAdapter)(inner, ...values);
    });
  }

  supports(member: string): boolean {
    const adapted = entryOf(this.#adapter.members, member);
    return adapted === 'same' ? this.#inner.supports(member) : adapted !== undefined;
  }

  async listen(event: string, listener: EventListener): Promise<() => void> {
    const adapted = entryOf(this.#adapter.events, event);
    if (adapted === undefined) return () => undefined;
    if (adapted === 'same') return await this.#inner.listen(event, listener);
    return await this.#inner.listen(adapted.event, (values) => {
      const translated = translatedBy(adapted, values);
      if (translated) listener(translated);
    });
  }

  #missing(member: string): BulkheadError {
    const { from, to } = this.#adapter;
    return new BulkheadError('E_NO_MEMBER', {
      message: `"${member}" cannot be had through the adapter from ${from} to ${to}.`,
    });
  }
}

/** Own entries only: a member's name must not reach a prototype. */
function entryOf<Entry>(entries: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function assertChain(adapters: readonly Adapter[]): void {
  if (adapters.length > ADAPTER_HOPS) throw wrong(`more than ${ADAPTER_HOPS} adapters follow each other`);
  for (const [index, { from }] of adapters.entries()) {
    const before = adapters[index - 1];
    if (before && before.to !== from) throw wrong(`an adapter from "${from}" cannot follow one to "${before.to}"`);
  }
}

function wrong(message: string): BulkheadError {
  return new BulkheadError('E_CONTRACT_FILE', { message });
}
