import type { Plain } from '../../addins/protocol/plain-data.ts';

/** Topics of one subscription that wait for a slow subscriber; beyond that the oldest one is dropped. */
const TOPICS_WAITING = 64;

/** One life of an add-in that listens. */
export interface Subscriber {
  readonly addinId: string;
  readonly generation: number;
}

interface Subscription {
  readonly subscriber: Subscriber;
  readonly contract: string;
  readonly providerId: string;
  readonly waiting: Map<string, Plain>;
  delivering: boolean;
  ended: boolean;
}

/** Takes one event to a subscriber; resolves when it was taken. */
export type Deliver = (
  subscriber: Subscriber,
  event: { contract: string; topic: string; value: Plain },
) => Promise<unknown>;

/** Events of providers on their way to subscribers: one under way to each, and the newest value of every topic behind it. */
export class ServiceEvents {
  readonly #deliver: Deliver;
  readonly #subscriptions = new Set<Subscription>();
  #dropped = 0;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  /** Subscriptions there are, and events that a newer one replaced or that found no room. */
  get counts(): { subscriptions: number; dropped: number } {
    return { subscriptions: this.#subscriptions.size, dropped: this.#dropped };
  }

  /** Once is enough: a second time changes nothing, unless another add-in provides the contract by now. */
  subscribe(subscriber: Subscriber, contract: string, providerId: string): void {
    const known = this.#find(subscriber, contract);
    if (known?.providerId === providerId) return;
    if (known) this.#end(known);
    this.#subscriptions.add({
      ...{ subscriber, contract, providerId },
      waiting: new Map(),
      ...{ delivering: false, ended: false },
    });
  }

  unsubscribe(subscriber: Subscriber, contract: string): void {
    const known = this.#find(subscriber, contract);
    if (known) this.#end(known);
  }

  emit(providerId: string, event: { contract: string; topic: string; value: Plain }): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.providerId !== providerId || subscription.contract !== event.contract) continue;
      this.#queue(subscription, event);
      void this.#pump(subscription);
    }
  }

  /** The subscriber has ended, or may not listen any more. */
  forgetSubscriber({ addinId, generation }: Subscriber): void {
    for (const subscription of this.#subscriptions) {
      const { subscriber } = subscription;
      if (subscriber.addinId === addinId && subscriber.generation === generation) this.#end(subscription);
    }
  }

  /** The provider is not there any more, or may not offer anything. A newer version of it is the same provider. */
  forgetProvider(providerId: string): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.providerId === providerId) this.#end(subscription);
    }
  }

  #find({ addinId, generation }: Subscriber, contract: string): Subscription | undefined {
    return [...this.#subscriptions].find(
      ({ subscriber, contract: other }) =>
        other === contract && subscriber.addinId === addinId && subscriber.generation === generation,
    );
  }

  #end(subscription: Subscription): void {
    subscription.ended = true;
    subscription.waiting.clear();
    this.#subscriptions.delete(subscription);
  }

  #queue({ waiting }: Subscription, { topic, value }: { topic: string; value: Plain }): void {
    if (waiting.delete(topic)) this.#dropped++;
    waiting.set(topic, value);
    if (waiting.size <= TOPICS_WAITING) return;
    const [oldest] = waiting.keys();
    if (oldest === undefined) return;
    waiting.delete(oldest);
    this.#dropped++;
  }

  async #pump(subscription: Subscription): Promise<void> {
    if (subscription.delivering) return;
    subscription.delivering = true;
    for (let next = takeFirst(subscription); next; next = takeFirst(subscription)) {
      const [topic, value] = next;
      const { subscriber, contract } = subscription;
      // A subscriber that fails to take one hears of the next all the same; one that is gone is forgotten by its end.
      await this.#deliver(subscriber, { contract, topic, value }).catch(() => undefined);
    }
    subscription.delivering = false;
  }
}

function takeFirst({ waiting, ended }: Subscription): [topic: string, value: Plain] | undefined {
  if (ended) return undefined;
  const [first] = waiting;
  if (first) waiting.delete(first[0]);
  return first;
}
