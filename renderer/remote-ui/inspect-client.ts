import { BulkheadError } from '../../addins/protocol/errors.ts';
import { INSPECT_SHAPES } from '../../addins/protocol/inspect/inspect-limits.ts';
import type { Changes, Description } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { ShapeDefinition } from '../../addins/protocol/inspect/property-row.ts';
import type { viewMethods, windowMethods } from '../../addins/protocol/methods/view-methods.ts';
import type { Session } from '../../addins/protocol/session.ts';
import type { ChangeListener, Described, GridSource } from '../inspector/grid-source.ts';

type ViewSession = Session<typeof windowMethods, typeof viewMethods>;

/** The objects of one generation of an add-in, as its window may look into them. Numbers mean nothing elsewhere. */
export class InspectClient {
  readonly #session: ViewSession;
  readonly #shapes = new Map<number, ShapeDefinition>();
  readonly #listeners = new Map<number, Set<ChangeListener>>();
  #lastGroup = 0;
  /** Changes wait for it while it is there. */
  #gate: PromiseWithResolvers<void> | undefined;

  constructor(session: ViewSession) {
    this.#session = session;
  }

  /** Holds changes back: another generation may take over, and what this one is told now would be forgotten. */
  freeze(): void {
    if (this.#gate) return;
    this.#gate = Promise.withResolvers();
    this.#gate.promise.catch(ignore);
  }

  /** This generation goes on after all. */
  thaw(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  /** Another generation serves: what was held back is for that one. */
  end(): void {
    this.freeze();
    this.#gate?.reject(new BulkheadError('E_DOMAIN_UNLOADED'));
  }

  /** The add-in tells that an object changed. Late news of an object that nobody shows any more are normal. */
  accept(handle: number, version: number, changes: Changes): void {
    for (const listener of this.#listeners.get(handle) ?? []) listener(version, changes);
  }

  /** A source for one grid: what it opens is let go together. */
  open(): GridSource {
    const session = this.#session;
    const group = ++this.#lastGroup;
    const watched = new Map<number, number>();
    return {
      describe: async (handle, page) => this.#define(await session.call('inspect.describe', [handle, page])),
      set: async (handle, name, { value, version }) => {
        await this.#gate?.promise;
        return session.call('inspect.set', [handle, name, value, version]);
      },
      reset: async (handle, name, version) => {
        await this.#gate?.promise;
        return session.call('inspect.reset', [handle, name, version]);
      },
      collection: async (handle, name, { change, version }) => {
        await this.#gate?.promise;
        return session.call('inspect.collection', [handle, name, change, version]);
      },
      expand: (handle, name) => session.call('inspect.expand', [handle, name, group]),
      watch: (handle, listener) => this.#watch(handle, listener, { group, watched }),
      release: () => void session.call('inspect.release', [group]).catch(ignore),
    };
  }

  #watch(
    handle: number,
    listener: ChangeListener,
    { group, watched }: { group: number; watched: Map<number, number> },
  ): () => void {
    const listeners = this.#listeners.get(handle) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(handle, listeners);
    const count = watched.get(handle) ?? 0;
    watched.set(handle, count + 1);
    if (count === 0) this.#session.call('inspect.watch', [handle, group]).catch(ignore);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(handle) === listeners) this.#listeners.delete(handle);
      const left = (watched.get(handle) ?? 1) - 1;
      watched.set(handle, left);
      if (left === 0) this.#session.call('inspect.unwatch', [handle, group]).catch(ignore);
    };
  }

  /** Puts the shape to an answer: it comes once, and is remembered. */
  #define(description: Description | null): Described | null {
    if (!description) return null;
    const { shape } = description;
    if (description.definition && (this.#shapes.has(shape) || this.#shapes.size < INSPECT_SHAPES)) {
      this.#shapes.set(shape, description.definition);
    }
    const definition = this.#shapes.get(shape);
    if (!definition) throw new BulkheadError('E_CONTRACT', { message: 'An object was shown without its properties.' });
    return { ...description, definition };
  }
}

/** Nobody waits for the answer: when it fails, the port is closed or the add-in is stuck, which others notice. */
const ignore = (): void => undefined;
