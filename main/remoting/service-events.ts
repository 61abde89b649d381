import type { EventOutcome, EventTally } from '../../addins/protocol/flight/event-tally.ts';
import { EventTallies } from './event-tallies.ts';

/** Topics of one subscription that wait for a slow subscriber; beyond that the oldest one is dropped. */
const TOPICS_WAITING = 64;

/** Events of one subscription that were not delivered, when somebody is told: it is too slow for what it hears. */
const TELLING_LOSSES: ReadonlySet<number> = new Set([100, 10_000, 1_000_000]);

/** One life of an add-in that listens. */
export interface Subscriber {
  readonly addinId: string;
  readonly generation: number;
}

/** What a subscription is known by. */
export interface Subscribed {
  readonly subscriber: Subscriber;
  readonly contract: string;
  readonly providerId: string;
}

/** An event, whatever it carries. */
export interface Topical {
  readonly contract: string;
  readonly topic: string;
}

interface Subscription<Event> extends Subscribed {
  readonly waiting: Map<string, Event>;
  /** Events that a newer one replaced, or that found no room. */
  lost: number;
  delivering: boolean;
  ended: boolean;
}

/** Takes one event to a subscriber; resolves when it was taken. */
export type Deliver<Event> = (subscribed: Subscribed, event: Event) => Promise<void>;

/** Events of providers on their way to subscribers: one under way to each, and the newest value of every topic behind it. */
export class ServiceEvents<Event extends Topical> {
  readonly #deliver: Deliver<Event>;
  readonly #onSlow: (subscribed: Subscribed, lost: number) => void;
  readonly #subscriptions = new Set<Subscription<Event>>();
  readonly #tallies = new EventTallies();

  /** `onSlow`: a subscriber does not keep up, by so many events already. */
  constructor(deliver: Deliver<Event>, onSlow: (subscribed: Subscribed, lost: number) => void = () => undefined) {
    this.#deliver = deliver;
    this.#onSlow = onSlow;
  }

  /** Subscriptions there are, and what became of all events. */
  get counts(): { subscriptions: number } & Record<EventOutcome, number> {
    return { subscriptions: this.#subscriptions.size, ...this.#tallies.total };
  }

  /** What became of events that this add-in told, or listens to. */
  talliesOf(addinId: string): EventTally[] {
    return this.#tallies.of(addinId);
  }

  /** Who listens to it now. */
  listenersTo(providerId: string, contract: string): Subscribed[] {
    return [...this.#subscriptions].filter(
      (subscription) => subscription.providerId === providerId && subscription.contract === contract,
    );
  }

  /** Once is enough: a second time changes nothing, unless another add-in provides the contract by now. */
  subscribe(subscriber: Subscriber, contract: string, providerId: string): void {
    const known = this.#find(subscriber, contract);
    if (known?.providerId === providerId) return;
    if (known) this.#end(known);
    this.#subscriptions.add({
      ...{ subscriber, contract, providerId },
      waiting: new Map(),
      ...{ lost: 0, delivering: false, ended: false },
    });
  }

  unsubscribe(subscriber: Subscriber, contract: string): void {
    const known = this.#find(subscriber, contract);
    if (known) this.#end(known);
  }

  /** Gives it to one of {@link listenersTo}. */
  give(subscribed: Subscribed, event: Event): void {
    const subscription = this.#find(subscribed.subscriber, subscribed.contract);
    if (!subscription || subscription !== subscribed) return;
    this.#queue(subscription, event);
    void this.#pump(subscription);
  }

  /** It does not get the event: what is told does not fit what it was promised. */
  refuse(subscribed: Subscribed): void {
    this.#count(subscribed, 'refused');
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

  /** The add-in is not installed any more. */
  forgetAddin(addinId: string): void {
    this.forgetProvider(addinId);
    this.#tallies.forget(addinId);
  }

  #find({ addinId, generation }: Subscriber, contract: string): Subscription<Event> | undefined {
    return [...this.#subscriptions].find(
      ({ subscriber, contract: other }) =>
        other === contract && subscriber.addinId === addinId && subscriber.generation === generation,
    );
  }

  #end(subscription: Subscription<Event>): void {
    subscription.ended = true;
    subscription.waiting.clear();
    this.#subscriptions.delete(subscription);
  }

  #queue(subscription: Subscription<Event>, event: Event): void {
    const { waiting } = subscription;
    if (waiting.delete(event.topic)) this.#lose(subscription, 'coalesced');
    waiting.set(event.topic, event);
    if (waiting.size <= TOPICS_WAITING) return;
    const [oldest] = waiting.keys();
    if (oldest === undefined) return;
    waiting.delete(oldest);
    this.#lose(subscription, 'dropped');
  }

  #lose(subscription: Subscription<Event>, how: 'coalesced' | 'dropped'): void {
    this.#count(subscription, how);
    subscription.lost++;
    if (TELLING_LOSSES.has(subscription.lost)) this.#onSlow(subscription, subscription.lost);
  }

  async #pump(subscription: Subscription<Event>): Promise<void> {
    if (subscription.delivering) return;
    subscription.delivering = true;
    for (let next = takeFirst(subscription); next; next = takeFirst(subscription)) {
      // A subscriber that fails to take one hears of the next all the same; one that is gone is forgotten by its end.
      const outcome = await this.#deliver(subscription, next).then(
        () => 'delivered' as const,
        () => 'refused' as const,
      );
      this.#count(subscription, outcome);
    }
    subscription.delivering = false;
  }

  #count({ contract, providerId, subscriber }: Subscribed, outcome: EventOutcome): void {
    this.#tallies.count({ contract, from: providerId, to: subscriber.addinId }, outcome);
  }
}

function takeFirst<Event extends Topical>({ waiting, ended }: Subscription<Event>): Event | undefined {
  if (ended) return undefined;
  const [first] = waiting.values();
  if (first) waiting.delete(first.topic);
  return first;
}
