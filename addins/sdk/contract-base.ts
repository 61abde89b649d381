import { lazyItems } from '../protocol/contracts/items.ts';
import type { Provider } from '../protocol/contracts/provider.ts';
import { BulkheadError } from '../protocol/errors.ts';

/** What generated code says about its contract. */
export interface ContractView {
  /** `acme.calc` */
  readonly contract: string;
  /** `1.1` */
  readonly version: string;
  /** Everything that can be called. */
  readonly members: readonly string[];
  /** The prototype with the bodies that an author has not written. */
  readonly defaults: object;
}

/** What a member may answer. */
export type Answer<Value> = Value | Promise<Value>;
/** An object that serves a contract: one of ours, or one of another process. */
export type ContractObject = ContractBase | Provider;

type Listener = (values: readonly unknown[]) => void;
type Carrier = (event: string, values: readonly unknown[]) => void;

/** Hears every event of an object, whatever its name, to take it to other processes. */
export let carryEvents: (view: ContractBase, carrier: Carrier) => void;

/**
 * The base of the classes that `bulkhead contract --types` writes. A class that was built with an older minor version goes on
 * working: what it lacks has a body here, and `supports` says so.
 */
export abstract class ContractBase {
  readonly #view: ContractView;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #carriers = new Set<Carrier>();

  constructor(view: ContractView) {
    this.#view = view;
  }

  /** `acme.calc@1.1` */
  get contract(): string {
    return `${this.#view.contract}@${this.#view.version}`;
  }

  /** Was this member written by the author? */
  supports(member: string): boolean {
    const { members, defaults } = this.#view;
    if (!members.includes(member)) return false;
    const own: unknown = Reflect.get(this, member);
    return typeof own === 'function' && own !== Reflect.get(defaults, member);
  }

  /** Hears every event of that name until the answer is called. */
  listen(event: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** The body of a member that an author has not written. */
  protected missing(member: string): never {
    throw new BulkheadError('E_NO_MEMBER', { message: `${this.contract} is served here without "${member}".` });
  }

  /** Tells everybody who listens: here, and, of what `services` of the add-in lists, the add-ins that have subscribed. */
  protected emit(event: string, values: readonly unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(values);
    for (const carry of this.#carriers) carry(event, values);
  }

  static {
    carryEvents = (view, carrier) => void view.#carriers.add(carrier);
  }
}

/** The object as adapters and sessions see it: members by name, plain values. */
export function providerOf(view: ContractBase): Provider {
  const run = (member: string, values: readonly unknown[]): unknown => {
    if (!view.supports(member)) {
      throw new BulkheadError('E_NO_MEMBER', { message: `${view.contract} is served here without "${member}".` });
    }
    return Reflect.apply(Reflect.get(view, member), view, [...values]);
  };
  return Object.freeze({
    async call(member: string, values: readonly unknown[]): Promise<unknown> {
      const answer = await run(member, values);
      return answer === undefined ? null : answer;
    },
    stream: (member: string, values: readonly unknown[]) => lazyItems({ member, open: () => run(member, values) }),
    supports: (member: string) => view.supports(member),
    listen: async (event: string, listener: Listener) => view.listen(event, listener),
  });
}
