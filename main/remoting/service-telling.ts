import { lineOf, parseVersion } from '../../addins/protocol/contracts/contract-version.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { EventTally } from '../../addins/protocol/flight/event-tally.ts';
import type { Addins } from '../domains/addins.ts';
import type { Generation } from '../domains/generation.ts';
import type { AdapterStep, ServiceAgreement } from './agreement.ts';
import { ServiceEvents, type Subscribed, type Subscriber } from './service-events.ts';
import { agreementBetween, type Talker } from './service-talk.ts';
import { type EmittedEvent, ToldEvent } from './told-event.ts';

export interface ServiceTellingOptions {
  addins: Pick<Addins, 'domain'>;
  /** A subscriber does not keep up with what it hears; so many events it has missed by now. */
  onSlow?(subscribed: Subscribed, lost: number): void;
  /** What is told does not fit what a subscriber was promised; said once for each subscription. */
  onMisfit?(subscribed: Subscribed, error: BulkheadError): void;
}

/** In which other words somebody listens, and the steps of the provider's own that lead there. */
export interface OtherWords {
  readonly line: string;
  readonly steps: readonly AdapterStep[];
}

/** One event on its way to one subscriber. */
interface Delivery {
  readonly contract: string;
  readonly topic: string;
  readonly told: ToldEvent;
  readonly adapters: readonly AdapterStep[];
}

/** How a subscriber understands one life of its provider; or why it does not. */
interface Understanding {
  readonly emitter: Generation;
  readonly agreement: ServiceAgreement | BulkheadError;
}

/**
 * Events between add-ins, each in the words that its listener understands. The host translates none of them: the provider is
 * told in which words it has to say a thing once more, and the listener which adapters of its own stand before its ears.
 */
export class ServiceTelling {
  readonly #options: ServiceTellingOptions;
  readonly #events: ServiceEvents<Delivery>;
  readonly #understandings = new WeakMap<Subscribed, Understanding>();
  readonly #misfits = new WeakSet<Subscribed>();

  constructor(options: ServiceTellingOptions) {
    this.#options = options;
    this.#events = new ServiceEvents((subscribed, delivery) => this.#deliver(subscribed, delivery), options.onSlow);
  }

  get counts(): ServiceEvents<Delivery>['counts'] {
    return this.#events.counts;
  }

  talliesOf(addinId: string): EventTally[] {
    return this.#events.talliesOf(addinId);
  }

  subscribe(subscriber: Subscriber, contract: string, providerId: string): void {
    this.#events.subscribe(subscriber, contract, providerId);
  }

  unsubscribe(subscriber: Subscriber, contract: string): void {
    this.#events.unsubscribe(subscriber, contract);
  }

  /**
   * Tells whoever listens in these words, `speaks` or else those of its manifest, and answers in which others it has to be
   * told. Throws E_CONTRACT where the emitter's manifest does not provide it or its contract does not allow it, E_QUOTA.
   */
  emit(caller: Subscriber, event: EmittedEvent, speaks?: string): OtherWords[] {
    const { addinId } = caller;
    const domain = this.#options.addins.domain(addinId);
    const emitter = domain?.generations.find(({ number }) => number === caller.generation);
    const provided = emitter?.loaded.manifest.provides.find(({ contract }) => contract === event.contract);
    if (!emitter || !provided) {
      throw new BulkheadError('E_CONTRACT', { message: `"provides" of its manifest does not name ${event.contract}.` });
    }
    const line = speaks ?? lineOf(event.contract, parseVersion(provided.version));
    if (!line.startsWith(`${event.contract}@`)) {
      throw new BulkheadError('E_CONTRACT', { message: `${line} is no version of ${event.contract}.` });
    }
    const party = { addinId, displayName: emitter.loaded.manifest.displayName };
    const told = new ToldEvent({ party, line, table: emitter.contracts.table(line) }, event);
    // What a version that is on its way out, or not in yet, says of itself must not hide what the serving one said.
    if (domain?.current && domain.current !== emitter) return [];
    const { others, deaf } = this.#tell({ party, generation: emitter }, told);
    // What is said once more was counted when it was said first.
    if (speaks !== undefined) return [];
    for (const [subscribed, error] of deaf) this.#refuse(subscribed, error);
    return others;
  }

  forgetSubscriber(subscriber: Subscriber): void {
    this.#events.forgetSubscriber(subscriber);
  }

  forgetProvider(addinId: string): void {
    this.#events.forgetProvider(addinId);
  }

  forgetAddin(addinId: string): void {
    this.#events.forgetAddin(addinId);
  }

  #tell(emitter: Talker, told: ToldEvent) {
    const { contract, topic, line } = told;
    const others = new Map<string, OtherWords>();
    const deaf: [Subscribed, BulkheadError][] = [];
    for (const subscribed of this.#events.listenersTo(emitter.party.addinId, contract)) {
      const agreement = this.#understanding(subscribed, emitter);
      if (agreement instanceof BulkheadError) deaf.push([subscribed, agreement]);
      else if (agreement.line === line) {
        this.#events.give(subscribed, { contract, topic, told, adapters: agreement.callerSteps });
      } else others.set(agreement.line, { line: agreement.line, steps: agreement.providerSteps });
    }
    return { others: [...others.values()], deaf };
  }

  #refuse(subscribed: Subscribed, error: BulkheadError): void {
    this.#events.refuse(subscribed);
    this.#reportMisfit(subscribed, error);
  }

  /** Worked out once for each life of the provider. */
  #understanding(subscribed: Subscribed, emitter: Talker): ServiceAgreement | BulkheadError {
    const known = this.#understandings.get(subscribed);
    if (known?.emitter === emitter.generation) return known.agreement;
    const agreement = this.#agree(subscribed, emitter);
    this.#understandings.set(subscribed, { emitter: emitter.generation, agreement });
    return agreement;
  }

  #agree({ subscriber, contract }: Subscribed, emitter: Talker): ServiceAgreement | BulkheadError {
    const generation = this.#generationOf(subscriber);
    if (!generation) return new BulkheadError('E_DOMAIN_UNLOADED');
    const { displayName } = generation.loaded.manifest;
    try {
      return agreementBetween(contract, emitter, { party: { ...subscriber, displayName }, generation });
    } catch (thrown) {
      return toBulkheadError(thrown);
    }
  }

  async #deliver(subscribed: Subscribed, { contract, topic, told, adapters }: Delivery): Promise<void> {
    const generation = this.#generationOf(subscribed.subscriber);
    if (!generation) return;
    const { line } = told;
    const value = this.#fitted(subscribed, () => told.for(generation.contracts.table(line)));
    if (value === undefined) return;
    await generation.session.call('service.event', [{ contract, topic, value, line, adapters: [...adapters] }]);
  }

  #fitted<Value>(subscribed: Subscribed, work: () => Value): Value {
    try {
      return work();
    } catch (thrown) {
      const error = toBulkheadError(thrown);
      this.#reportMisfit(subscribed, error);
      throw error;
    }
  }

  #reportMisfit(subscribed: Subscribed, error: BulkheadError): void {
    if (this.#misfits.has(subscribed)) return;
    this.#misfits.add(subscribed);
    this.#options.onMisfit?.(subscribed, error);
  }

  #generationOf({ addinId, generation }: Subscriber): Generation | undefined {
    return this.#options.addins.domain(addinId)?.generations.find(({ number }) => number === generation);
  }
}
