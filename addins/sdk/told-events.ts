import { type Adapter, adaptEvent, type TravellingEvent } from '../protocol/contracts/adapter.ts';
import type { EventListener } from '../protocol/contracts/provider.ts';
import { BulkheadError, toBulkheadError } from '../protocol/errors.ts';
import type { ServiceEvent } from '../protocol/methods/domain-methods.ts';
import type { Plain } from '../protocol/plain-data.ts';
import { ContractBase, carryEvents } from './contract-base.ts';
import type { Service } from './define-addin.ts';
import { EventCarrier } from './event-carrier.ts';
import type { GuestBridge } from './guest-runtime.ts';
import type { ServiceListener } from './host-services.ts';
import { type AdapterStep, type Agreement, adaptersFor } from './service-adapters.ts';

/** What this add-in tells others, and hears of them. */
export class ToldEvents {
  readonly #bridge: GuestBridge;
  readonly #adapters: () => readonly Adapter[];
  readonly #listeners = new Map<string, Set<ServiceListener>>();

  /** `adapters`: what the add-in brings along, once it is loaded. */
  constructor(bridge: GuestBridge, adapters: () => readonly Adapter[]) {
    this.#bridge = bridge;
    this.#adapters = adapters;
  }

  /** Rejects as the host does. What an adapter of ours makes of it for older listeners fails in the log only: it was told. */
  async emit(contract: string, topic: string, value: Plain): Promise<void> {
    const others = await this.#bridge.call('services.emit', [contract, topic, value, {}]);
    for (const words of others as Agreement[]) await this.#emitIn(words, contract, { topic, value });
  }

  /** Events of objects of a contract's class go to whoever has subscribed, in their order. */
  carryEventsOf(services: Readonly<Record<string, Service>>): void {
    for (const [contract, service] of Object.entries(services)) {
      if (!(service instanceof ContractBase)) continue;
      const carrier = new EventCarrier({
        emit: (event, value) => this.emit(contract, event, value),
        onFailed: (event, message) => this.#bridge.log('warn', `"${event}" of ${contract} cannot be told: ${message}`),
      });
      carryEvents(service, (event, values) => carrier.accept(event, trimmed(values) as Plain));
    }
  }

  async subscribe(contract: string, listener: ServiceListener): Promise<() => void> {
    // One of its own for each subscription: the same function may listen twice, and stop once.
    const own: ServiceListener = (topic, value) => listener(topic, value);
    const listeners = this.#listeners.get(contract) ?? new Set();
    this.#listeners.set(contract, listeners.add(own));
    try {
      await this.#bridge.call('services.subscribe', [contract]);
    } catch (thrown) {
      this.#forget(contract, own);
      throw thrown;
    }
    return () => {
      if (this.#forget(contract, own)) this.#bridge.notify('services.unsubscribe', [contract]);
    };
  }

  /** One event of a described contract, with its values apart. */
  listen(contract: string, event: string, listener: EventListener): Promise<() => void> {
    return this.subscribe(contract, (topic, value) => {
      if (topic === event) listener(valuesOf(topic, value));
    });
  }

  /** A listener that throws does not keep the others from hearing it. */
  accept({ contract, topic, value, adapters: steps }: ServiceEvent): void {
    for (const event of this.#heard(contract, { topic, value }, steps)) {
      for (const listener of [...(this.#listeners.get(contract) ?? [])]) {
        try {
          listener(event.topic, event.value);
        } catch (thrown) {
          this.#bridge.log('error', `A listener for ${contract} failed: ${messageOf(thrown)}`);
        }
      }
    }
  }

  #heard(contract: string, event: Told, steps: readonly AdapterStep[]): Told[] {
    try {
      return translated(event, adaptersFor(this.#adapters(), steps));
    } catch (thrown) {
      this.#bridge.log('error', `"${event.topic}" of ${contract} was not heard: ${messageOf(thrown)}`);
      return [];
    }
  }

  async #emitIn({ line, steps }: Agreement, contract: string, event: Told): Promise<void> {
    try {
      for (const { topic, value } of translated(event, adaptersFor(this.#adapters(), steps))) {
        await this.#bridge.call('services.emit', [contract, topic, value, { speaks: line }]);
      }
    } catch (thrown) {
      this.#bridge.log('error', `"${event.topic}" was not told in the words of ${line}: ${messageOf(thrown)}`);
    }
  }

  /** True where nobody here listens to that contract any more. */
  #forget(contract: string, listener: ServiceListener): boolean {
    const listeners = this.#listeners.get(contract);
    if (!listeners?.delete(listener) || listeners.size > 0) return false;
    this.#listeners.delete(contract);
    return true;
  }
}

interface Told {
  readonly topic: string;
  readonly value: Plain;
}

function translated(event: Told, adapters: readonly Adapter[]): Told[] {
  if (adapters.length === 0) return [event];
  const told: TravellingEvent = { event: event.topic, values: valuesOf(event.topic, event.value) };
  return adaptEvent(told, adapters).map(({ event: topic, values }) => ({ topic, value: trimmed(values) as Plain }));
}

function valuesOf(topic: string, value: Plain): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new BulkheadError('E_CONTRACT', {
    message: `"${topic}" does not carry a list of values, as contracts name them.`,
  });
}

/** Without values at the end that nobody gave: they are optional, and nothing on the wire says "undefined". */
function trimmed(values: readonly unknown[]): readonly unknown[] {
  return values.slice(0, values.findLastIndex((value) => value !== undefined) + 1);
}

function messageOf(thrown: unknown): string {
  return toBulkheadError(thrown).message;
}
