import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { EventTally } from '../../addins/protocol/flight/event-tally.ts';
import { CALL_DEADLINE } from '../../addins/protocol/limits.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import type { Addins } from '../domains/addins.ts';
import type { Generation } from '../domains/generation.ts';
import { agreeOn, type ServiceAgreement } from './agreement.ts';
import type { CallBook } from './call-book.ts';
import { CallLane } from './call-lane.ts';
import { chooseProvider, type Offer } from './provider-choice.ts';
import type { Relay } from './relay.ts';
import { notOffered, notReady, outward } from './service-errors.ts';
import type { Subscriber } from './service-events.ts';
import type { OpenCall, Party, WaitEdge } from './service-graph.ts';
import { type ServiceStreamRequest, ServiceStreams } from './service-streams.ts';
import {
  agreementBetween,
  consumerOf,
  type GivenValues,
  giveBack,
  ServiceTalk,
  type Talker,
  type TalkSubject,
} from './service-talk.ts';
import { type OtherWords, ServiceTelling, type ServiceTellingOptions } from './service-telling.ts';
import type { EmittedEvent } from './told-event.ts';

/** Calls of one add-in at one provider, under way or waiting: what a swap holds back is bounded by it. */
const CALLS_PER_CALLER = 1_000;
/** Calls of everybody at one provider. */
const CALLS_PER_PROVIDER = 4_000;
/** Calls that a provider works on at once. Far below what its port carries, so that a ping always gets through. */
const CALLS_AT_ONCE = 256;
/** Milliseconds a call waits for its provider to start, or to be replaced. */
const READY_LIMIT = 15_000;

/** Who calls: known from the port, never from the call. */
export type ServiceCaller = Party & Subscriber;

export interface ServiceCall extends TalkSubject {
  /** Milliseconds. */
  readonly deadline: number | undefined;
  readonly idempotent: boolean;
  readonly within: number | undefined;
}

interface MadeCall {
  readonly caller: ServiceCaller;
  readonly request: ServiceCall;
  readonly signal: AbortSignalLike;
}

export interface ServicesOptions extends Pick<ServiceTellingOptions, 'onSlow' | 'onMisfit'> {
  addins: Pick<Addins, 'whenServing' | 'domain'>;
  /** Installed add-ins that offer a contract, switched off or not. */
  offersOf(contract: string): readonly Offer[];
  /** The add-in that the person has chosen for a contract. */
  preferredFor(contract: string): string | undefined;
  /** Objects of add-ins in the hands of others. */
  relay: Pick<Relay, 'cut'>;
  /** Calls between add-ins, those of references among them. */
  calls: CallBook;
  /** An add-in asks another one for something; it ends with what is answered. */
  passed?(callerId: string, name: string): () => void;
}

/** Calls and events between add-ins. Whether they may is decided before anything gets here. */
export class Services {
  readonly #options: ServicesOptions;
  readonly #lanes = new Map<string, CallLane<OpenCall>>();
  readonly #telling: ServiceTelling;
  readonly #streams: ServiceStreams;

  constructor(options: ServicesOptions) {
    this.#options = options;
    this.#telling = new ServiceTelling(options);
    this.#streams = new ServiceStreams(options);
  }

  /** Who waits for whom right now, oldest first: for Diagnostics. */
  waitForGraph(): WaitEdge[] {
    return this.#options.calls.edges();
  }

  get eventCounts(): ServiceTelling['counts'] {
    return this.#telling.counts;
  }

  /** What became of the events that this add-in told, or listens to: for Diagnostics. */
  eventTalliesOf(addinId: string): EventTally[] {
    return this.#telling.talliesOf(addinId);
  }

  /** Who would answer this caller. Throws E_NOT_FOUND, E_DISABLED, E_CONTRACT or E_NO_ADAPTER. */
  provider(caller: ServiceCaller, contract: string): Offer {
    const manifest = this.#generationOf(caller)?.loaded.manifest;
    const version = manifest?.consumes.find((entry) => entry.contract === contract)?.version;
    const { offersOf, preferredFor } = this.#options;
    const wanted = { contract, caller, version, adapters: manifest?.adapters ?? [], preferred: preferredFor(contract) };
    return chooseProvider(offersOf(contract), wanted);
  }

  /**
   * Makes one call and answers what the provider answers. Throws what the provider throws, and E_CYCLE, E_OVERLOAD,
   * E_CALL_TIMEOUT, E_CANCELLED, E_OUTCOME_UNKNOWN, or why the provider does not start.
   */
  async call(caller: ServiceCaller, request: ServiceCall, signal: AbortSignalLike): Promise<Plain> {
    const offer = this.#providerOf(caller, request);
    const talk = new ServiceTalk(this.#talker(caller), request);
    const ended = this.#options.passed?.(caller.addinId, `${request.contract} ${request.member}`);
    try {
      return await this.#make(offer, talk, { caller, request, signal });
    } finally {
      ended?.();
      talk.end();
    }
  }

  /** Reads one stream; see {@link ServiceStreams.open}. */
  stream(caller: ServiceCaller, request: ServiceStreamRequest, signal: AbortSignalLike): Promise<AsyncIterable<Plain>> {
    const provider = this.#providerOf(caller, { ...request, use: 'stream' });
    return this.#streams.open(provider, { talker: this.#talker(caller), request, signal });
  }

  /** A call or a stream was refused before it came here: what its caller gave along goes back. */
  refuse(caller: ServiceCaller, request: GivenValues): void {
    const generation = this.#generationOf(caller);
    if (generation) giveBack({ party: caller, generation }, request);
  }

  /** In which words this caller calls, and through which of its own adapters. Throws like {@link provider}. */
  agree(caller: ServiceCaller, contract: string): ServiceAgreement {
    const offer = this.provider(caller, contract);
    const talker = this.#talker(caller);
    const serving = this.#options.addins.domain(offer.addinId)?.current;
    if (serving) return agreementBetween(contract, { party: offer, generation: serving }, talker);
    const { displayName, provided, adapters } = offer;
    return agreeOn(contract, { displayName, adapters, version: provided.version }, consumerOf(contract, talker));
  }

  /** Throws like {@link agree}. */
  subscribe(caller: ServiceCaller, contract: string): void {
    this.agree(caller, contract);
    this.#telling.subscribe(caller, contract, this.provider(caller, contract).addinId);
  }

  unsubscribe(caller: Subscriber, contract: string): void {
    this.#telling.unsubscribe(caller, contract);
  }

  /** See {@link ServiceTelling.emit}. */
  emit(caller: Subscriber, event: EmittedEvent, speaks?: string): OtherWords[] {
    return this.#telling.emit(caller, event, speaks);
  }

  /** This life of an add-in has ended, or may not use others any more. Its calls are cut by whoever knows why. */
  forget(caller: Subscriber): void {
    this.#options.relay.cut(caller, 'it may not be used any more');
    this.#telling.forgetSubscriber(caller);
  }

  /** This life of a provider has ended, which its calls find out by themselves; or it may not offer anything any more. */
  withdraw({ addinId, generation }: Subscriber): void {
    const living = this.#options.addins.domain(addinId)?.generations ?? [];
    if (!living.some(({ number }) => number === generation)) return;
    this.#options.relay.cut({ addinId, generation }, 'it is not offered any more');
    this.#telling.forgetProvider(addinId);
    for (const { provider, contract, limit } of this.#options.calls.open) {
      if (provider.addinId === addinId) limit.cut(notOffered(provider, contract));
    }
  }

  /** The add-in is not installed any more. */
  forgetProvider(addinId: string): void {
    this.#telling.forgetAddin(addinId);
  }

  #generationOf({ addinId, generation }: Subscriber): Generation | undefined {
    return this.#options.addins.domain(addinId)?.generations.find(({ number }) => number === generation);
  }

  #talker(caller: ServiceCaller): Talker {
    const generation = this.#generationOf(caller);
    if (!generation) throw new BulkheadError('E_DOMAIN_UNLOADED');
    return { party: caller, generation };
  }

  /** Throws like {@link provider}; what the caller gave along goes back then. */
  #providerOf(caller: ServiceCaller, request: GivenValues): Offer {
    try {
      return this.provider(caller, request.contract);
    } catch (thrown) {
      this.refuse(caller, request);
      throw thrown;
    }
  }

  async #make(offer: Offer, talk: ServiceTalk, { caller, request, signal }: MadeCall): Promise<Plain> {
    const { contract, member, within } = request;
    const { idempotent, deadline = CALL_DEADLINE } = talk.promised;
    const { calls } = this.#options;
    const call = calls.begin(
      { caller, provider: offer, contract, member, within, brought: talk.brought },
      { signal, milliseconds: request.deadline ?? deadline },
    );
    const lane = this.#laneOf(offer);
    try {
      await calls.enter(lane, call, `${offer.displayName} has too many calls to answer.`);
      return await this.#answer(call, talk, request.idempotent || idempotent);
    } catch (thrown) {
      throw call.limit.error ?? thrown;
    } finally {
      calls.end(call);
      lane.leave(call);
      if (lane.isEmpty) this.#lanes.delete(laneKey(offer));
    }
  }

  #laneOf(offer: Offer): CallLane<OpenCall> {
    const key = laneKey(offer);
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane = new CallLane<OpenCall>({
      width: offer.provided.ordered ? 1 : CALLS_AT_ONCE,
      capacity: CALLS_PER_PROVIDER,
      share: CALLS_PER_CALLER,
      ownerOf: ({ caller }) => caller.addinId,
    });
    this.#lanes.set(key, lane);
    return lane;
  }

  async #answer(call: OpenCall, talk: ServiceTalk, idempotent: boolean): Promise<Plain> {
    for (let repeated = false; ; repeated = true) {
      let sentTo: Generation | undefined;
      try {
        return await this.#send(call, talk, (generation) => {
          sentTo = generation;
        });
      } catch (thrown) {
        if (!sentTo?.session.closed || call.limit.error) throw outward(thrown, call.provider);
        await this.#afterEnd(call, sentTo, idempotent && !repeated);
      }
    }
  }

  /** Waits until the provider can take it, gives it to it, and waits for the answer. */
  #send(call: OpenCall, talk: ServiceTalk, onSent: (generation: Generation) => void): Promise<Plain> {
    const { limit, provider } = call;
    call.state = 'waiting';
    const stopWaiting = this.#options.calls.clock.after(READY_LIMIT, () => limit.cut(notReady(provider)));
    const answer = this.#options.addins.whenServing(provider.addinId, (generation) => {
      stopWaiting();
      if (limit.error) throw limit.error;
      call.state = 'running';
      call.generation = generation.number;
      onSent(generation);
      return talk.give(call, generation);
    });
    return Promise.race([limit.over, answer]).finally(stopWaiting);
  }

  /** The provider ended before it answered. Returns where the call may be made once more. */
  async #afterEnd(call: OpenCall, generation: Generation, mayRepeat: boolean): Promise<void> {
    const exit = await Promise.race([call.limit.over, generation.whenExited]);
    const { displayName, addinId } = call.provider;
    const current = this.#options.addins.domain(addinId)?.current;
    const isReplaced = current !== undefined && current !== generation;
    // What a person stopped is not started again for a call that it was in the middle of.
    if (mayRepeat && (isReplaced || !exit.expected)) return;
    const message = `${displayName} ended before it answered. ${exit.reason.message}`;
    throw new BulkheadError('E_OUTCOME_UNKNOWN', { message, detail: { reason: exit.reason.code } });
  }
}

/** Ordered contracts have a queue each, all others of one add-in share one. */
function laneKey({ addinId, provided }: Offer): string {
  return provided.ordered ? `${addinId}\n${provided.contract}` : addinId;
}
